"""The way of an examination: application, experts, conclusion, decision, renewal.

Every step is one transaction with its author in the history, and a letter to those concerned.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from common.editing import change_row, create_row, hold
from libraries import examination_notices as notices
from libraries.models import CriteriaSet, Examination, Library, Outline
from libraries.queries.examination import scores_of, why_no_conclusion
from libraries.queries.outlines import active_outline
from libraries.rules.examination import EXAMINED_KINDS

State = Examination.State
AGAINST_EXPERTS = "Эксперты предложили другое: напишите, почему комиссия решила иначе."
UNFINISHED = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.EXPERTS, State.CONCLUDED)


@transaction.atomic
def begin_examination(
    library: Library, *, criteria: CriteriaSet, purpose: str, by: Any
) -> Examination:
    """Begin the application of a school's or college's library.

    Raises ValidationError for other libraries, a second application at a time, an edition out of
    force, and renewal of what was never assigned.
    """
    hold(library)
    others = Examination.objects.filter(library=library)
    if library.kind not in EXAMINED_KINDS:
        raise ValidationError("Экспертиза — для библиотек школ и колледжей.")
    if not criteria.is_active:
        raise ValidationError("Эта редакция критериев больше не действует.")
    if others.filter(state__in=UNFINISHED).exists():
        raise ValidationError("У этой библиотеки уже есть незавершённая заявка.")
    is_renewal = purpose == Examination.Purpose.RENEW
    if is_renewal and not others.filter(state=State.ASSIGNED).exists():
        raise ValidationError("Продлевать нечего: статус ещё не присваивали.")
    row = Examination(
        library=library,
        organisation=library.organisation,
        criteria=criteria,
        outline=active_outline(Outline.Purpose.EXAMINATION, criteria.status),
        purpose=purpose,
    )
    return create_row(row, by, "Заявка начата")


def change_examination(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Examination:
    """Write the application, while it is with its library.

    Raises StaleObjectError, ValidationError, DoesNotExist when it has been sent.
    """
    return change_row(_in(State.DRAFT, State.RETURNED), pk, values, version, by, reason)


@transaction.atomic
def submit_examination(pk: int, *, version: int, by: Any) -> Examination:
    """Send the application. Raises StaleObjectError, DoesNotExist, ValidationError."""
    found = _in(State.DRAFT, State.RETURNED).get(pk=pk)
    if missing := found.missing_parts:
        raise ValidationError(f"Заполните, прежде чем отправить: {', '.join(missing)}.")
    values = {"state": State.SUBMITTED, "submitted_at": timezone.now()}
    sent = change_row(_in(found.state), pk, values, version, by, "Подана")
    notices.tell_department(sent, "Заявка на экспертизу ждёт назначения экспертов.")
    return sent


@transaction.atomic
def return_examination(pk: int, *, remarks: str, version: int, by: Any) -> Examination:
    """Give the application back with what to mend. Raises StaleObjectError, DoesNotExist."""
    values = {"state": State.RETURNED, "remarks": remarks}
    returned = change_row(_in(State.SUBMITTED), pk, values, version, by, "Возвращена")
    notices.tell_applicant(returned)
    return returned


def let_experts_be_seen(pk: int, *, shows: bool, version: int, by: Any) -> Examination:
    """Show the experts' names to the applicant, or hide them. Raises StaleObjectError."""
    why = "Имена экспертов открыты" if shows else "Имена экспертов скрыты"
    return change_row(Examination.objects.all(), pk, {"shows_experts": shows}, version, by, why)


@transaction.atomic
def conclude(pk: int, *, advice: str, conclusion: str, version: int, by: Any) -> Examination:
    """Sum up the experts' work; the total is kept as it stands.

    Raises ValidationError while a sheet is not sent, StaleObjectError, DoesNotExist.
    """
    found = _in(State.EXPERTS).select_related("criteria").get(pk=pk)
    if refusal := why_no_conclusion(found):
        raise ValidationError(refusal)
    values = {
        "state": State.CONCLUDED,
        "advice": advice,
        "conclusion": conclusion,
        "concluded_on": timezone.localdate(),
        "total": scores_of(found).total,
    }
    return change_row(_in(State.EXPERTS), pk, values, version, by, "Заключение")


@transaction.atomic
def decide(
    pk: int,
    *,
    decision: str,
    decided_on: datetime.date,
    valid_until: datetime.date | None,
    commission: Mapping[str, Any],
    reason: str,
    version: int,
    by: Any,
) -> Examination:
    """Record what the commission (its day, protocol, chair, members) decided.

    Raises ValidationError for a status without an end, a refusal or a decision against the
    experts without a reason, a day to come; StaleObjectError, DoesNotExist.
    """
    is_assigned = decision == Examination.Advice.YES
    concluded = _in(State.CONCLUDED)
    if is_assigned and valid_until is None:
        raise ValidationError({"valid_until": "Укажите, до какого дня присвоен статус."})
    if not is_assigned and not reason.strip():
        raise ValidationError({"reason": "Напишите причину: её увидит заявитель."})
    if decided_on > timezone.localdate():
        raise ValidationError({"decided_on": "Эта дата ещё не наступила."})
    if not reason.strip() and concluded.filter(pk=pk).exclude(advice__in=("", decision)).exists():
        raise ValidationError({"reason": AGAINST_EXPERTS})
    values = {
        "state": State.ASSIGNED if is_assigned else State.REFUSED,
        "decided_on": decided_on,
        "valid_until": valid_until if is_assigned else None,
        "reason": reason,
        **commission,
    }
    decided = change_row(concluded, pk, values, version, by, "Решение комиссии")
    notices.tell_applicant(decided)
    return decided


@transaction.atomic
def remind_of_renewal(pk: int, *, version: int, by: Any) -> Examination:
    """Write to the library that its status ends soon.

    Raises ValidationError for a second letter on one day, StaleObjectError, DoesNotExist.
    """
    today = timezone.localdate()
    if _in(State.ASSIGNED).filter(pk=pk, reminded_on=today).exists():
        raise ValidationError("Сегодня письмо о продлении этой библиотеке уже отправлено.")
    values = {"reminded_on": today}
    found = change_row(_in(State.ASSIGNED), pk, values, version, by, "Напоминание о продлении")
    notices.tell_to_renew(found)
    return found


def _in(*states: str) -> Any:
    return Examination.objects.filter(state__in=states)
