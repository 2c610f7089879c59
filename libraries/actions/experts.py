"""Experts of an examination: appointed, dismissed, their sheets filled and sent."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from common.editing import create_row
from common.text import normalise
from libraries import examination_notices as notices
from libraries.models import Examination, Expert, ExpertPoint, Organisation

State = Examination.State
Points = Mapping[int, tuple[int | None, str]]


@transaction.atomic
def appoint_expert(
    pk: int, *, user: Any | None, name: str = "", post: str = "", place: str = "", by: Any
) -> Expert:
    """Appoint a user of the portal, or a named person from outside; the first one begins the work.

    Raises ValidationError when there is a conflict of interest, or she is appointed already;
    Examination.DoesNotExist when it is not the time for it.
    """
    examination = _lock(pk, State.SUBMITTED, State.EXPERTS)
    if user is not None:
        name, post, place = user.full_name, user.post, str(user.organisation or "")
    elif not name.strip():
        raise ValidationError({"name": "Выберите пользователя портала или напишите имя."})
    refuse_conflict(examination, user, place)
    row = Expert(examination=examination, user=user, name=name, post=post, place=place)
    expert = create_row(row, by)
    if examination.state == State.SUBMITTED:
        _move_on(examination, by)
    notices.tell_expert(expert)
    return expert


def refuse_conflict(examination: Examination, user: Any | None, place: str) -> None:
    """Raise ValidationError when the expert works for the applicant, or above or below it."""
    applicant = examination.organisation
    theirs = {normalise(name) for name in (applicant.name, applicant.short_name) if name}
    is_named = bool(place) and normalise(place) in theirs
    own = user.organisation if user is not None else None
    if is_named or (own is not None and _are_kin(own, applicant)):
        raise ValidationError(
            "Конфликт интересов: эксперт из того же учреждения, что и заявитель. "
            "Выберите человека из другого учреждения."
        )


def _are_kin(one: Organisation, other: Organisation) -> bool:
    return bool(_line(one) & {other.pk} or _line(other) & {one.pk})


def _line(organisation: Organisation) -> set[int]:
    """Return the organisation and those above it, three levels in all."""
    line: set[int] = set()
    above: Organisation | None = organisation
    while above is not None and len(line) < 3:
        line.add(above.pk)
        above = above.parent
    return line


def _move_on(examination: Examination, by: Any) -> None:
    examination.state = State.EXPERTS
    examination.remarks = ""
    examination.version += 1
    create_row(examination, by, "Назначены эксперты")


@transaction.atomic
def dismiss_expert(expert_pk: int, by: Any) -> None:
    """Take an expert off who has not sent her sheet. Raises DoesNotExist."""
    expert = Expert.objects.select_for_update(of=("self",)).get(
        pk=expert_pk, sent_at__isnull=True, examination__state=State.EXPERTS
    )
    examination, name = _lock(expert.examination_id, State.EXPERTS), expert.name
    expert.delete()
    examination._history_user = by
    examination._change_reason = f"Снят эксперт: {name}"[:100]
    examination.save()


@transaction.atomic
def fill_sheet(expert_pk: int, points: Points, *, comment: str, is_final: bool, by: Any) -> Expert:
    """Keep the points {criterion: (points, why)}; a final sheet is sent and closed.

    Raises ValidationError naming what is too many or, of a final sheet, missing; DoesNotExist
    when it is sent already or not the time for it.
    """
    expert = (
        Expert.objects.select_for_update(of=("self",))
        .select_related("examination__criteria", "examination__library")
        .get(pk=expert_pk, sent_at__isnull=True, examination__state=State.EXPERTS)
    )
    criteria = {each.pk: each for each in expert.examination.criteria.criteria.all()}
    missing = [each.text for pk, each in criteria.items() if points.get(pk, (None, ""))[0] is None]
    if is_final and missing:
        raise ValidationError(f"Поставьте баллы по каждому критерию. Не хватает: {missing[0]}.")
    _write_points(expert, {pk: points[pk] for pk in criteria if pk in points}, by)
    expert.comment = comment
    expert.sent_at = timezone.now() if is_final else None
    create_row(expert, by, "Лист сдан" if is_final else "Лист сохранён")
    if is_final and not expert.examination.experts.filter(sent_at__isnull=True).exists():
        notices.tell_department(expert.examination, "Все эксперты сдали листы.")
    return expert


def _write_points(expert: Expert, points: Points, by: Any) -> None:
    stored = {point.criterion_id: point for point in expert.points.all()}
    for pk, (number, why) in points.items():
        row = stored.get(pk)
        if number is None:
            if row is not None:
                row.delete()
        elif row is None or (row.points, row.comment) != (number, why):
            row = row or ExpertPoint(expert=expert, criterion_id=pk)
            row.points, row.comment = number, why
            create_row(row, by)


def _lock(pk: int, *states: str) -> Examination:
    rows = Examination.objects.filter(state__in=states)
    related = rows.select_related("organisation__parent", "library", "criteria")
    return related.select_for_update(of=("self",)).get(pk=pk)
