"""What of a plan comes into the plan of another year, and what to look at in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from common.workdays import ProductionCalendar, production_calendar
from events.actions.texts import read_wording
from events.calendar import meaning
from events.checking.days_off import days_beside, days_off_in, is_plain, moved_to_workdays
from events.copying.words import (
    is_jubilee,
    is_numbered,
    lasting_key,
    says_every_year,
    with_next_number,
    with_years_moved,
)
from events.models import ItemPeriod, Plan, PlanItem
from events.periods.stretches import Stretch
from events.queries import rows_of

LOOSE = 0


@dataclass(frozen=True)
class ComingPeriod:
    """A period read again for the new year.

    `days_off` says which of its days are off, `near` is the wording of the working days nearest
    to them; it may replace the own one (`moved`) where that tells days and nothing else.
    """

    wording: str
    before: str
    period: ItemPeriod
    meaning: str
    days_off: list[tuple[object, str]]
    near: str = ""
    moved: str = ""

    @property
    def is_changed(self) -> bool:
        return self.wording != self.before


@dataclass(frozen=True)
class ComingItem:
    """A row as it will stand in the new plan; `why_yearly` says how it is known to come again."""

    item: PlanItem
    name: str
    periods: list[ComingPeriod]
    why_yearly: list[str]
    is_jubilee: bool
    is_there: bool

    @property
    def is_renamed(self) -> bool:
        return self.name != self.item.name

    @property
    def needs_look(self) -> bool:
        """Whether a person should look at it: a day off, an unclear time, a jubilee, new words."""
        unclear = any(one.days_off or not one.period.is_understood for one in self.periods)
        return unclear or self.is_jubilee or self.is_renamed


def coming_items(plan: Plan, to_year: int, target: Plan | None) -> list[ComingItem]:
    """Return all rows of `plan` as they would come into the plan of `to_year`, in its order.

    `target` is the draft of that year, if there is one: rows that were copied into it are known.
    """
    last_year = _keys_of_year_before(plan)
    calendar = production_calendar()
    copied = set(target.items.values_list("origin_id", flat=True)) if target else set()
    return [
        _coming(row, plan.year, to_year, last_year, calendar, is_there=row.pk in copied)
        for row in rows_of(plan)
    ]


def _keys_of_year_before(plan: Plan) -> set[str]:
    """Return the names of the rows that the organisation planned a year earlier."""
    before = PlanItem.objects.filter(
        plan__organisation=plan.organisation_id,
        plan__kind=plan.kind,
        plan__year=plan.year - 1,
        removed_at=None,
    )
    return {lasting_key(name) for name in before.values_list("name", flat=True)}


def _coming(
    row: PlanItem,
    year: int,
    to_year: int,
    last_year: Collection[str],
    calendar: ProductionCalendar,
    *,
    is_there: bool,
) -> ComingItem:
    return ComingItem(
        item=row,
        name=with_next_number(with_years_moved(row.name, year, to_year), to_year - year),
        periods=_periods(row, year, to_year, calendar),
        why_yearly=_why_yearly(row, year, last_year),
        is_jubilee=is_jubilee(row.name),
        is_there=is_there,
    )


def _periods(
    row: PlanItem, year: int, to_year: int, calendar: ProductionCalendar
) -> list[ComingPeriod]:
    told = [
        (period, read_wording(with_years_moved(period.wording, year, to_year), to_year))
        for period in row.periods.all()
    ]
    reads = [read for _, read in told]
    return [_period(period, read, days_beside(read, reads), calendar) for period, read in told]


def _period(
    period: ItemPeriod, read: ItemPeriod, taken: list[Stretch], calendar: ProductionCalendar
) -> ComingPeriod:
    off = days_off_in(read, calendar)
    near = moved_to_workdays(read, calendar, taken) if off else ""
    moved = near if near and is_plain(read) else ""
    return ComingPeriod(read.wording, period.wording, read, meaning(read), off, near, moved)


def _why_yearly(row: PlanItem, year: int, last_year: Collection[str]) -> list[str]:
    """Return how a row is known to come every year; empty when nothing tells it."""
    reasons = []
    if row.origin_id or lasting_key(row.name) in last_year:
        reasons.append(f"был и в плане на {year - 1} год")
    if says_every_year(f"{row.name} {row.event_form}"):
        reasons.append("назван ежегодным")
    if is_numbered(row.name):
        reasons.append("с номером по порядку")
    if any(period.recurrence for period in row.periods.all()):
        reasons.append("идёт весь год")
    return reasons


def chosen_items(
    coming: Sequence[ComingItem], sections: Collection[int], *, only_yearly: bool
) -> list[ComingItem]:
    """Return the rows of the chosen sections (`LOOSE` for those outside sections)."""
    return [
        one
        for one in coming
        if (one.item.section_id or LOOSE) in sections
        and not one.is_there
        and (one.why_yearly or not only_yearly)
    ]
