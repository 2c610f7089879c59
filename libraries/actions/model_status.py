"""The way of a model library: competition, application, result, modernisation, opening, loss.

Every step is one transaction with its author in the history, and a letter to those concerned.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from common.editing import change_row, create_row
from libraries import notices
from libraries.models import Competition, Library, ModelApplication, ModelStatusLoss

State = ModelApplication.State
RESULTS = (State.WINNER, State.RESERVE, State.DECLINED)


def create_competition(values: Mapping[str, Any], by: Any, reason: str = "") -> Competition:
    """Announce a competition. Raises ValidationError, e.g. when the year has one already."""
    return create_row(Competition(**values), by, reason)


def change_competition(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Competition:
    """Change dates or conditions. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(Competition.objects.all(), pk, values, version, by, reason)


def apply(competition: Competition, library: Library, by: Any) -> ModelApplication:
    """Begin the application of a library. Raises ValidationError out of the dates, or twice."""
    if not competition.is_open:
        raise ValidationError("Заявки на этот конкурс сейчас не принимают.")
    application = ModelApplication(
        competition=competition,
        library=library,
        organisation=library.organisation,
        created_by=by,
    )
    return create_row(application, by, "Заявка начата")


def change_application(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> ModelApplication:
    """Write the texts and the money asked for, while the application is with its library.

    Raises StaleObjectError, ValidationError, DoesNotExist when it has been sent.
    """
    return change_row(_in(State.DRAFT, State.RETURNED), pk, values, version, by, reason)


@transaction.atomic
def submit_application(pk: int, *, version: int, by: Any) -> ModelApplication:
    """Send the application to the department; a returned one may come after the last day too.

    Raises StaleObjectError, DoesNotExist, and ValidationError naming what is not filled.
    """
    found = _in(State.DRAFT, State.RETURNED).select_related("competition__outline").get(pk=pk)
    _refuse_incomplete(found)
    values = {"state": State.SUBMITTED, "submitted_at": timezone.now()}
    sent = change_row(_in(found.state), pk, values, version, by, "Отправлена на проверку")
    notices.tell_department(sent)
    return sent


def _refuse_incomplete(application: ModelApplication) -> None:
    if application.state == State.DRAFT and not application.competition.is_open:
        raise ValidationError("Приём заявок на этот конкурс окончен.")
    missing = application.missing_parts
    if not application.requested:
        missing.append("запрошенные деньги")
    if missing:
        raise ValidationError(f"Заполните, прежде чем отправить: {', '.join(missing)}.")


def return_application(pk: int, *, remarks: str, version: int, by: Any) -> ModelApplication:
    """Give the application back with what to mend. Raises StaleObjectError, DoesNotExist."""
    values = {"state": State.RETURNED, "remarks": remarks}
    return _move(State.SUBMITTED, pk=pk, values=values, version=version, by=by, why="Возвращена")


def admit_application(pk: int, *, version: int, by: Any) -> ModelApplication:
    """Let the application into the competition. Raises StaleObjectError, DoesNotExist."""
    values = {"state": State.ADMITTED, "remarks": ""}
    return _move(State.SUBMITTED, pk=pk, values=values, version=version, by=by, why="Допущена")


def record_result(
    pk: int,
    *,
    result: str,
    result_on: datetime.date,
    result_order: str,
    result_reason: str,
    version: int,
    by: Any,
) -> ModelApplication:
    """Record what the competition decided; one in reserve may win later.

    Raises ValidationError for a winner without an order, or others without a reason;
    StaleObjectError, DoesNotExist.
    """
    if result == State.WINNER and not result_order:
        raise ValidationError({"result_order": "Укажите приказ: дату и номер."})
    if result != State.WINNER and not result_reason:
        raise ValidationError({"result_reason": "Напишите причину: её увидит библиотека."})
    values = {
        "state": State(result),
        "result_on": result_on,
        "result_order": result_order,
        "result_reason": result_reason,
    }
    states = (State.ADMITTED, State.RESERVE)
    return _move(*states, pk=pk, values=values, version=version, by=by, why="Итоги конкурса")


def record_modernisation(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> ModelApplication:
    """Write the contract's money, the spending and the dates of the works of a winner.

    Raises StaleObjectError, ValidationError, DoesNotExist.
    """
    return change_row(_in(State.WINNER, State.OPENED), pk, values, version, by, reason)


@transaction.atomic
def open_modernised(
    pk: int, *, opened_on: datetime.date, version: int, by: Any
) -> ModelApplication:
    """Record that the modernised library has opened: from that year it is a model one.

    Raises ValidationError for a day to come, StaleObjectError, DoesNotExist.
    """
    if opened_on > timezone.localdate():
        raise ValidationError({"opened_on": "Эта дата ещё не наступила."})
    values = {"state": State.OPENED, "opened_on": opened_on}
    opened = _move(State.WINNER, pk=pk, values=values, version=version, by=by, why="Открытие")
    _write_status(opened.library, opened_on.year, opened.competition.programme, by, "Модернизация")
    return opened


@transaction.atomic
def take_status_away(
    library_id: int, *, lost_on: datetime.date, reason: str, order: str, version: int, by: Any
) -> ModelStatusLoss:
    """Record that the library is no longer a model one; its story stays.

    `version` is that of the library. Raises ValidationError when it is not a model one, or the
    day is to come; StaleObjectError, DoesNotExist.
    """
    library = Library.objects.select_for_update(of=("self",)).get(pk=library_id)
    if not library.is_model:
        raise ValidationError("Библиотека уже не считается модельной.")
    if lost_on > timezone.localdate():
        raise ValidationError({"lost_on": "Эта дата ещё не наступила."})
    loss = ModelStatusLoss(
        library=library,
        lost_on=lost_on,
        reason=reason,
        order=order,
        former_year=library.model_year,
        former_programme=library.model_programme,
        recorded_by=by,
    )
    loss.full_clean()
    loss.save()
    _write_status(library, None, "", by, "Утрата статуса", version)
    notices.tell_status_lost(library, reason, order)
    return loss


def _write_status(
    library: Library,
    year: int | None,
    programme: str,
    by: Any,
    why: str,
    version: int | None = None,
) -> None:
    """Keep the registry in step with the story: there alone is it told who is a model library."""
    values = {"model_year": year, "model_programme": programme}
    current = library.version if version is None else version
    change_row(Library.objects.all(), library.pk, values, current, by, why)


@transaction.atomic
def _move(
    *states: str, pk: int, values: Mapping[str, Any], version: int, by: Any, why: str
) -> ModelApplication:
    """Take an application from one of `states` further, and tell its library."""
    moved = change_row(_in(*states), pk, values, version, by, why)
    notices.tell_applicant(moved)
    return moved


def _in(*states: str) -> Any:
    return ModelApplication.objects.filter(state__in=states)
