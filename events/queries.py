"""Reading plans: lists with their progress, and the rows of one plan in groups."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from common.text import normalise
from events.calendar import MONTH_TITLES, month_of, months_of, time_key
from events.models import (
    ItemPeriod,
    ItemResponsible,
    Plan,
    PlanItem,
    PlannedFigure,
    PlanSection,
)
from events.names.book import name_key
from events.order import put_in_order, sections_in_order


@dataclass(frozen=True)
class Sifting:
    """What of a plan is looked at; empty values ask for everything."""

    month: int | None = None
    event_form: str = ""
    organiser: str = ""
    responsible: str = ""
    text: str = ""
    owner: int | None = None

    def __bool__(self) -> bool:
        return self != Sifting()


@dataclass
class Group:
    """Rows under one heading: a section, a month, or no heading."""

    title: str
    items: list[PlanItem] = field(default_factory=list)
    section: PlanSection | None = None
    month: int | None = None
    depth: int = 1


@dataclass(frozen=True)
class Figure:
    """A planned figure with its parts; `parts_sum` is what the parts add up to."""

    figure: PlannedFigure
    parts: list[PlannedFigure]

    @property
    def parts_sum(self) -> int:
        return sum(part.number for part in self.parts)

    @property
    def adds_up(self) -> bool:
        return not self.parts or self.parts_sum == self.figure.number


def with_progress(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Add how many rows a plan has, and how many of them say both when and by whom."""
    standing = Q(items__removed_at=None, items__isnull=False)
    dated = ItemPeriod.objects.filter(item=OuterRef("pk"))
    assigned = ItemResponsible.objects.filter(item=OuterRef("pk"))
    ready = PlanItem.objects.filter(Exists(dated), Exists(assigned), removed_at=None)
    return plans.select_related("organisation").annotate(
        item_count=Count("items", filter=standing, distinct=True),
        ready_count=Count("items", filter=Q(items__in=ready), distinct=True),
    )


def full_rows(items: QuerySet[PlanItem]) -> QuerySet[PlanItem]:
    """Load all that a row shows, in a fixed number of queries."""
    related = items.select_related("section", "owner")
    return related.prefetch_related("periods", "organisers", "responsibles")


def rows_of(plan: Plan, sections: Sequence[PlanSection] | None = None) -> list[PlanItem]:
    """Return all rows of a plan in its order, each with its `number` in the plan."""
    sections = sections_in_order(plan) if sections is None else sections
    rows = put_in_order(plan, full_rows(plan.items.filter(removed_at=None)), sections)
    for number, row in enumerate(rows, start=1):
        row.plan = plan
        row.number = number
    return rows


def sifted(rows: Iterable[PlanItem], year: int, sifting: Sifting) -> list[PlanItem]:
    """Return the rows that answer to all that is asked for."""
    return [row for row in rows if _answers(row, year, sifting)]


def _answers(row: PlanItem, year: int, sifting: Sifting) -> bool:
    if sifting.month and not any(
        sifting.month in months_of(period, year) for period in row.periods.all()
    ):
        return False
    if sifting.owner and row.owner_id != sifting.owner:
        return False
    if sifting.event_form and name_key(row.event_form) != name_key(sifting.event_form):
        return False
    if sifting.organiser and not _names(row.organisers.all(), sifting.organiser):
        return False
    if sifting.responsible and not _names(row.responsibles.all(), sifting.responsible):
        return False
    return not sifting.text or normalise(sifting.text) in _words_of(row)


def _names(rows: Iterable[object], wanted: str) -> bool:
    return any(name_key(str(row)) == name_key(wanted) for row in rows)


def _words_of(row: PlanItem) -> str:
    lists = (row.periods.all(), row.organisers.all(), row.responsibles.all())
    words = [str(part) for relation in lists for part in relation]
    return normalise(
        " ".join([row.event_form, row.name, row.place, row.audience, row.note, *words])
    )


def by_sections(rows: Iterable[PlanItem], sections: Sequence[PlanSection]) -> list[Group]:
    """Group rows by the sections of the plan, those outside sections first; none is left out."""
    loose = Group("")
    groups = {
        section.pk: Group(section.title, section=section, depth=section.depth)
        for section in sections
    }
    for row in rows:
        groups.get(row.section_id, loose).items.append(row)
    return [loose, *groups.values()]


def by_months(rows: Iterable[PlanItem], year: int) -> list[Group]:
    """Group rows by the month in which they begin, all-year rows first, unclear ones last."""
    groups = {month: Group(title, month=month) for month, title in MONTH_TITLES.items()}
    for row in by_time(rows, year):
        groups[month_of(row, year)].items.append(row)
    return [group for group in groups.values() if group.items]


def by_time(rows: Iterable[PlanItem], year: int) -> list[PlanItem]:
    """Sort rows: all-year ones first, then by start and end; unclear ones last."""
    return sorted(rows, key=lambda row: time_key(row, year))


def figures_of(plan: Plan) -> list[Figure]:
    """Return the planned figures, each with its parts."""
    figures = list(plan.figures.all())
    return [
        Figure(figure, [part for part in figures if part.parent_id == figure.pk])
        for figure in figures
        if figure.parent_id is None
    ]
