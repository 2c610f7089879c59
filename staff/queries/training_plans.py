"""Yearly plans of training and how far they are fulfilled."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from common.tables import Column, Row, Table, TableSet
from staff.models import PlannedTraining

DONE = Q(done__is_removed=False)


@dataclass(frozen=True)
class PlanTotals:
    """People a set of rows plans for, those who have learnt, and rows fulfilled."""

    rows: int
    people: int
    learnt: int
    fulfilled: int


def list_planned(rows: QuerySet[PlannedTraining]) -> QuerySet[PlannedTraining]:
    """Return the rows in the order of the year, with `learnt`: how many have learnt by them."""
    known = rows.filter(is_removed=False).select_related("organisation", "employee")
    counted = known.annotate(learnt=Count("done__employee", filter=DONE, distinct=True))
    return counted.order_by("organisation__name_key", "quarter", "pk")


def plan_totals(rows: Sequence[PlannedTraining]) -> PlanTotals:
    """Add up rows of `list_planned`; more people than planned do not count twice."""
    return PlanTotals(
        len(rows),
        sum(row.people for row in rows),
        sum(min(row.learnt, row.people) for row in rows),
        sum(row.learnt >= row.people for row in rows),
    )


def plan_table(rows: Sequence[PlannedTraining], year: int, where: str) -> TableSet:
    """Return the plan of the year beside what is done."""
    columns = (
        Column("organisation", "Учреждение", kind="text", width=30),
        Column("kind", "Вид", kind="text", width=24),
        Column("theme", "Тема", kind="text", width=36),
        Column("who", "Кто", kind="text", width=30),
        Column("quarter", "Когда", kind="text", width=12),
        Column("people", "План, чел.", additive=True),
        Column("learnt", "Обучено, чел.", additive=True),
    )
    totals = plan_totals(rows)
    last = Row(("Всего", "", "", "", "", totals.people, sum(row.learnt for row in rows)), "total")
    table = Table("План и выполнение", columns, (*map(_planned_row, rows), last), key="plan")
    return TableSet(f"План обучения на {year} год", (table,), where)


def _planned_row(row: PlannedTraining) -> Row:
    who = str(row.employee) if row.employee else ""
    when = row.get_quarter_display() if row.quarter else ""
    words = (str(row.organisation), row.get_kind_display(), row.theme, who, when)
    return Row((*words, row.people, row.learnt))
