"""What stands in a calendar: events, visits and rows of plans, told alike, in one query."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractMonth

from common.addresses import address_of_row
from common.roles import is_department, is_librarian
from events.gatherings.rules import events_of, public_events
from events.models import (
    Event,
    ItemMark,
    ItemPeriod,
    ItemResponsible,
    Participation,
    Plan,
    Visit,
)
from events.periods.stretches import Stretch
from events.rules import plans_visible_to
from events.schedule.choice import Choice
from events.schedule.rows import EVENT, ITEM, MOVED, VISIT, Row, told
from events.visits.rules import visits_of
from events.when import when_words

# A longer period («февраль», «II квартал») tells within which time it is: it fills no days.
LONGEST = datetime.timedelta(days=14)
EVERYBODY = ("Все методисты", "все методисты")


@dataclass(frozen=True)
class Entry:
    """Something on given days. `uid` never changes, `revision` grows with every change."""

    kind: str
    title: str
    first: datetime.date
    last: datetime.date
    url: str
    uid: str
    revision: int
    changed_at: datetime.datetime
    from_time: datetime.time | None = None
    until_time: datetime.time | None = None
    place: str = ""
    about: str = ""
    note: str = ""
    is_cancelled: bool = False

    @property
    def when(self) -> str:
        return when_words(self.first, self.last, self.from_time, self.until_time)

    @property
    def hour(self) -> str:
        return f"{self.from_time:%H:%M}" if self.from_time else ""

    @property
    def is_long(self) -> bool:
        """Whether the period only tells within which time it is to be."""
        return self.last - self.first > LONGEST

    @property
    def order(self) -> tuple[Any, ...]:
        return self.first, self.from_time or datetime.time.min, self.title

    def is_on(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last


def entries_for(
    user: Any, first: datetime.date, last: datetime.date, choice: Choice | None = None
) -> list[Entry]:
    """Return what `user` sees on the days from first to last, narrowed by `choice`, in order.

    What is called off or put off to no day is left out.
    """
    chosen = choice or Choice()
    events = chosen.of_events(events_of(user)).exclude(state=Event.State.CANCELLED)
    visits = chosen.of_visits(visits_of(user)).exclude(state=Visit.State.CANCELLED)
    periods = chosen.of_periods(_periods_of(plans_visible_to(user)))
    return _gathered(events, visits, periods, first, last)


def entries_of_person(user: Any, first: datetime.date, last: datetime.date) -> list[Entry]:
    """Return what is on `user` herself, in order.

    What she answers for and where she goes; for a librarian also where people of her organisation
    are registered, and visits to it. Her events that are called off are told too, marked so.
    """
    return _gathered(_own_events(user), _own_visits(user), _own_periods(user), first, last)


def _own_events(user: Any) -> QuerySet[Event]:
    answers = Event.responsibles.through.objects.filter(user=user).values("event")
    hers = Q(pk__in=answers)
    if is_librarian(user):
        coming = Participation.objects.filter(
            organisation=user.organisation_id,
            state__in=(Participation.State.REGISTERED, Participation.State.WAITING),
        )
        hers |= Q(pk__in=coming.values("event"))
    return events_of(user).filter(hers)


def _own_visits(user: Any) -> QuerySet[Visit]:
    visits = visits_of(user).exclude(state=Visit.State.CANCELLED)
    if is_librarian(user):
        return visits
    return visits.filter(pk__in=Visit.visitors.through.objects.filter(user=user).values("visit"))


def _own_periods(user: Any) -> QuerySet[ItemPeriod]:
    own = Q(user=user)
    if is_department(user):
        own |= Q(user=None, wording__in=EVERYBODY)
    answers = ItemResponsible.objects.filter(own).values("item")
    return _periods_of(plans_visible_to(user)).filter(item__in=answers)


def public_entries(first: datetime.date, last: datetime.date) -> list[Entry]:
    """Return what everybody may put into her calendar: open events, rows of approved plans."""
    public = Plan.objects.filter(state__in=Plan.PUBLIC)
    return _gathered(public_events(), Visit.objects.none(), _periods_of(public), first, last)


def _periods_of(plans: QuerySet[Plan]) -> QuerySet[ItemPeriod]:
    """Return the dated periods of rows of which nobody has made events or visits."""
    made = Event.objects.filter(plan_item=OuterRef("item")).exclude(state=Event.State.CANCELLED)
    visited = Visit.objects.filter(plan_item=OuterRef("item"))
    return ItemPeriod.objects.filter(
        ~Exists(made),
        ~Exists(visited),
        role=ItemPeriod.Role.MAIN,
        item__removed_at=None,
        item__plan__in=plans,
    ).exclude(recurrence=ItemPeriod.Recurrence.CONTINUOUS)


def _gathered(
    events: QuerySet[Event],
    visits: QuerySet[Visit],
    periods: QuerySet[ItemPeriod],
    first: datetime.date,
    last: datetime.date,
) -> list[Entry]:
    """Return all of them on these days as entries; what goes on all the year round is in none.

    A period with gaps is an entry for each of its stretches. A row that was marked moved is on its
    new day, one marked cancelled or not done on none.
    """
    standing = periods.exclude(_SIMPLE & Q(Exists(_calling_off())))
    moved = ItemMark.objects.filter(
        state=ItemMark.State.MOVED,
        moved_to__range=(first, last),
        item__in=periods.filter(_SIMPLE).order_by().values("item"),
    )
    rows = told(_between(events.exclude(state=Event.State.MOVED), first, last), EVENT).union(
        told(_between(visits, first, last), VISIT),
        told(standing.filter(start__lte=last, end__gte=first), ITEM),
        told(moved, MOVED),
        all=True,
    )
    shown = Stretch(first, last)
    found = [entry for row in rows for entry in _entries(Row(*row), shown)]
    return sorted(found, key=lambda entry: entry.order)


# A period that comes once; of others a mark for one month says nothing of the other times.
_SIMPLE = Q(stretches_apart=[], recurrence="")


def _calling_off() -> QuerySet[ItemMark]:
    """Return the marks that take a period of a row from its days: for the month it ends in."""
    states = (ItemMark.State.MOVED, ItemMark.State.CANCELLED, ItemMark.State.NOT_DONE)
    return ItemMark.objects.filter(
        item=OuterRef("item"), month=ExtractMonth(OuterRef("end")), state__in=states
    )


def _between(rows: Any, first: datetime.date, last: datetime.date) -> Any:
    return rows.filter(starts_on__lte=last, ends_on__gte=first)


def _entries(row: Row, shown: Stretch) -> Iterator[Entry]:
    """Yield what of the row is on the days shown."""
    uid = f"plan-item-{row.key}-{row.number}" if row.plan else f"{row.kind}-{row.key}"
    for number, stretch in enumerate(row.stretches, start=1):
        if stretch.overlaps(shown):
            # The first stretch is known by the row alone, so that its name outlasts new ones.
            yield _entry(row, stretch, uid if number == 1 else f"{uid}-{number}")


def _entry(row: Row, stretch: Stretch, uid: str) -> Entry:
    url = address_of_row(_PAGES[row.kind], row.plan or row.key)
    return Entry(
        kind=row.kind,
        title=row.title,
        first=stretch.first,
        last=stretch.last,
        url=f"{url}#item-{row.key}" if row.plan else url,
        uid=uid,
        revision=row.revision,
        changed_at=row.changed_at,
        from_time=row.from_time,
        until_time=row.until_time,
        place=row.place,
        about=row.about,
        note=_NOTES.get((row.kind, row.state), ""),
        is_cancelled=(row.kind, row.state) == ("event", Event.State.CANCELLED),
    )


_PAGES = {"event": "gatherings:event", "visit": "visits:visit", "item": "events:plan"}
_NOTES = {
    ("event", Event.State.DRAFT): "черновик",
    ("item", Plan.State.DRAFT): "план не утверждён",
    ("item", Plan.State.ON_APPROVAL): "план не утверждён",
}
