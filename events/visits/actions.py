"""A visit is planned, made or called off; advice is given, answered, found done."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from common.editing import StaleObjectError, change_row, create_row
from events.actions.marks import EventOutcome, mark_from_event
from events.models import ItemMark, Visit, VisitAdvice
from events.visits import notices

State = Visit.State
# Visits and events of one row of a plan are told apart by the sign of their numbers.
VISITS = -1


@transaction.atomic
def plan_visit(values: Mapping[str, Any], by: Any, reason: str = "") -> Visit:
    """Plan a visit and tell the library, when it is still ahead. Raises ValidationError."""
    told, visitors = _parted(values)
    visit = Visit(**told, organisation=told["library"].organisation, created_by=by)
    create_row(visit, by, reason)
    visit.visitors.set(visitors)
    if visit.starts_on >= timezone.localdate():
        notices.tell_planned(visit)
    return visit


@transaction.atomic
def change_visit(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Visit:
    """Change the fields of `values`; of other days or another library the libraries are told.

    Raises StaleObjectError, ValidationError, DoesNotExist when it was called off.
    """
    standing = Visit.objects.exclude(state=State.CANCELLED)
    before = standing.select_for_update(of=("self",)).get(pk=pk)
    told, visitors = _parted(values)
    if "library" in told:
        told["organisation"] = told["library"].organisation
    visit = change_row(standing, pk, told, version, by, reason)
    if "visitors" in values:
        visit.visitors.set(visitors)
    if visit.state == State.PLANNED and visit.ends_on >= timezone.localdate():
        _tell_changed(before, visit)
    return visit


def _tell_changed(before: Visit, visit: Visit) -> None:
    if visit.library_id != before.library_id:
        notices.tell_cancelled(before)
        notices.tell_planned(visit)
    elif (visit.starts_on, visit.ends_on) != (before.starts_on, before.ends_on):
        notices.tell_moved(visit, before.when)


def _parted(values: Mapping[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    told = dict(values)
    visitors = list(told.pop("visitors", []))
    if "visitors" in values:
        told["visitor_names"] = "\n".join(map(str, visitors))
    return told, visitors


@transaction.atomic
def record_visit(pk: int, findings: str, *, version: int, by: Any) -> Visit:
    """Write down what was found; said again, it is corrected.

    The library reads it from now on. Raises StaleObjectError, ValidationError before the day,
    DoesNotExist when it was called off.
    """
    visits = Visit.objects.exclude(state=State.CANCELLED)
    before = visits.get(pk=pk)
    if before.starts_on > timezone.localdate():
        raise ValidationError("Выезд ещё не начался: записать его итоги можно в день выезда.")
    told = {"findings": findings, "state": State.DONE}
    visit = change_row(visits, pk, told, version, by, "Записаны итоги")
    if before.state != State.DONE:
        notices.tell_recorded(visit)
        _tell_plan(visit, ItemMark.State.HELD, by)
    return visit


@transaction.atomic
def cancel_visit(pk: int, *, version: int, by: Any, reason: str) -> Visit:
    """Call a planned visit off and tell the library. Raises StaleObjectError, DoesNotExist."""
    told = {"state": State.CANCELLED, "reason": reason}
    planned = Visit.objects.filter(state=State.PLANNED)
    visit = change_row(planned, pk, told, version, by, "Отменён")
    notices.tell_cancelled(visit)
    _tell_plan(visit, ItemMark.State.CANCELLED, by)
    return visit


def _tell_plan(visit: Visit, state: str, by: Any) -> None:
    if visit.plan_item is None:
        return
    day = visit.ends_on if state == ItemMark.State.HELD else None
    told = EventOutcome(VISITS * visit.pk, state, visit.starts_on, day, reason=visit.reason)
    mark_from_event(visit.plan_item, told, by)


@transaction.atomic
def advise(visit: Visit, *, text: str, due_on: datetime.date, by: Any) -> VisitAdvice:
    """Advise the library to mend something by a day. Raises ValidationError."""
    if due_on < visit.starts_on:
        raise ValidationError({"due_on": "Срок раньше дня выезда."})
    return create_row(VisitAdvice(visit=visit, text=text, due_on=due_on), by)


@transaction.atomic
def remove_advice(pk: int, *, version: int, by: Any) -> Visit:
    """Take back an advice on which nobody has answered; return its visit.

    Raises StaleObjectError, ValidationError, DoesNotExist.
    """
    advice = VisitAdvice.objects.select_for_update(of=("self",)).get(pk=pk)
    if advice.version != version:
        raise StaleObjectError(advice, version)
    if advice.answered_on or advice.done_on:
        raise ValidationError("На рекомендацию уже ответили: убрать её нельзя.")
    visit = advice.visit
    advice._history_user = by
    advice.delete()
    return visit


@transaction.atomic
def answer(pk: int, *, text: str, version: int, by: Any) -> VisitAdvice:
    """Answer for the library what was done; the visitors are told.

    Raises StaleObjectError, ValidationError, DoesNotExist when it is found done already.
    """
    told = {
        "answer": text,
        "answered_on": timezone.localdate(),
        "answered_by": by,
        "remark": "",
    }
    advice = change_row(_open(), pk, told, version, by, "Ответ библиотеки")
    notices.tell_answered(advice)
    return advice


@transaction.atomic
def find_done(pk: int, *, done_on: datetime.date, version: int, by: Any) -> VisitAdvice:
    """Record that the advice was followed, with an answer or without one.

    Raises StaleObjectError, ValidationError for a day to come, DoesNotExist.
    """
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": "Эта дата ещё не наступила."})
    return change_row(VisitAdvice.objects.all(), pk, {"done_on": done_on}, version, by, "Выполнена")


@transaction.atomic
def send_back(pk: int, *, remark: str, version: int, by: Any) -> VisitAdvice:
    """Say that the answer is not enough; the library is asked again.

    Raises StaleObjectError, ValidationError, DoesNotExist when there is no answer to send back.
    """
    answered = _open().filter(answered_on__isnull=False)
    told = {"answered_on": None, "remark": remark}
    advice = change_row(answered, pk, told, version, by, "Ответ возвращён")
    notices.tell_sent_back(advice)
    return advice


def _open() -> Any:
    return VisitAdvice.objects.filter(done_on=None)
