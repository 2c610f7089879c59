"""Reads about examinations: the experts' points, whose status ends soon."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from common.russian import round_half_up
from common.tables import Column, Row, Table
from libraries.models import CriteriaSet, Criterion, Examination, Expert

State = Examination.State
MONTHS = 6


def list_examinations(examinations: QuerySet[Examination]) -> QuerySet[Examination]:
    """Return the examinations, the newest first, with what a list shows of them."""
    related = examinations.select_related("library", "organisation", "criteria")
    return related.order_by("-submitted_at", "-pk")


def maximum_of(criteria: CriteriaSet) -> int:
    return criteria.criteria.aggregate(sum=Sum("points"))["sum"] or 0


@dataclass(frozen=True)
class Scores:
    """The experts' points side by side, and the mean of the sums of those who have finished."""

    table: Table
    total: Decimal | None
    minimum: int
    maximum: int

    @property
    def is_enough(self) -> bool:
        return self.total is not None and self.total >= self.minimum


def scores_of(examination: Examination, *, names: bool = True) -> Scores:
    """Return the points of the experts who have sent their sheets; `names` or only numbers."""
    experts = list(examination.experts.filter(sent_at__isnull=False).prefetch_related("points"))
    given = [{point.criterion_id: point for point in each.points.all()} for each in experts]
    criteria = list(examination.criteria.criteria.all())
    columns = (
        Column("criterion", "Критерий", kind="text", width=50),
        Column("most", "Наибольший балл", width=12),
        *(
            Column(f"e{at}", expert.name if names else f"Эксперт {at}", width=14)
            for at, expert in enumerate(experts, start=1)
        ),
    )
    sums = [sum(point.points for point in points.values()) for points in given]
    rows = (*_rows(criteria, given), Row(("Всего", _most(criteria), *sums), "total"))
    table = Table("Оценки экспертов", columns, rows)
    return Scores(table, _mean(sums), examination.criteria.minimum, _most(criteria))


def _rows(criteria: Sequence[Criterion], given: Sequence[dict]) -> list[Row]:
    rows, group = [], ""
    for criterion in criteria:
        if criterion.group != group:
            group = criterion.group
            rows.append(Row((group,), "heading"))
        points = [each[criterion.pk].points if criterion.pk in each else None for each in given]
        rows.append(Row((criterion.text, criterion.points, *points)))
    return rows


def _most(criteria: Sequence[Criterion]) -> int:
    return sum(criterion.points for criterion in criteria)


def _mean(sums: Sequence[int]) -> Decimal | None:
    return round_half_up(Decimal(sum(sums)) / len(sums), 1) if sums else None


def to_renew(months: int = MONTHS, today: datetime.date | None = None) -> QuerySet[Examination]:
    """Return the statuses that end within `months` from today, or have ended, not renewed yet."""
    day = today or timezone.localdate()
    later = Examination.objects.filter(
        library=OuterRef("library"), state=State.ASSIGNED, valid_until__gt=OuterRef("valid_until")
    )
    return (
        Examination.objects.filter(state=State.ASSIGNED, valid_until__lte=_months_on(day, months))
        .filter(~Exists(later), library__closed_on__isnull=True)
        .select_related("library", "organisation", "criteria")
        .order_by("valid_until", "pk")
    )


def _months_on(day: datetime.date, months: int) -> datetime.date:
    """Return the last day that is no more than `months` whole months after `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = datetime.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = first_of_next - datetime.timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


def statuses_on(day: datetime.date) -> QuerySet[Examination]:
    """Return the examinations whose status holds on `day`, its first and last day included."""
    return Examination.objects.filter(
        state=State.ASSIGNED, decided_on__lte=day, valid_until__gte=day
    )


def why_no_conclusion(examination: Examination) -> str:
    """Return what the conclusion waits for, of an examination with the experts, or nothing."""
    experts = list(examination.experts.all())
    awaited = [expert.name for expert in experts if expert.sent_at is None]
    if not experts:
        return "Экспертов нет. Назначьте хотя бы одного."
    if awaited:
        return f"Ещё не сдали листы: {'; '.join(awaited)}. Дождитесь их или снимите эксперта."
    return ""


def examinations_to_mend(examinations: QuerySet[Examination]) -> QuerySet[Examination]:
    waiting = examinations.filter(state__in=(State.DRAFT, State.RETURNED))
    return waiting.select_related("library", "criteria").order_by("pk")


def examinations_to_settle() -> QuerySet[Examination]:
    """Return what waits for the department: to appoint experts, or to record the decision."""
    waiting = Q(state__in=(State.SUBMITTED, State.CONCLUDED))
    done = Q(state=State.EXPERTS) & ~Exists(
        Expert.objects.filter(examination=OuterRef("pk"), sent_at__isnull=True)
    )
    found = Examination.objects.filter(waiting | done).select_related("library", "criteria")
    return found.order_by("submitted_at", "pk")


def sheets_to_fill(sheets: QuerySet[Expert]) -> QuerySet[Expert]:
    """Return the sheets not sent yet of examinations that are with the experts."""
    open_ones = sheets.filter(sent_at__isnull=True, examination__state=State.EXPERTS)
    return open_ones.select_related("examination__library").order_by("pk")
