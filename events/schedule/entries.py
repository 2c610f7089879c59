"""What stands in a calendar: events, visits and rows of plans, told alike, in one query."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    Exists,
    F,
    Field,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    TimeField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat

from common.addresses import address_of_row
from common.roles import is_department, is_librarian
from events.calendar import months_of
from events.gatherings.rules import events_of, public_events
from events.models import (
    Event,
    ItemPeriod,
    ItemResponsible,
    Participation,
    Plan,
    PlanChange,
    Visit,
)
from events.rules import plans_visible_to
from events.schedule.choice import Choice
from events.visits.rules import visits_of
from events.when import when_words

# A longer period («февраль», «II квартал») tells within which time it is: it fills no days.
LONGEST = datetime.timedelta(days=14)
MONTHS_A_YEAR = 12
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
    approved = Plan.objects.filter(state=Plan.State.APPROVED)
    return _gathered(public_events(), Visit.objects.none(), _periods_of(approved), first, last)


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
    """Return all of them on these days as entries; what goes on all the year round is in none."""
    rows = _told(_between(events.exclude(state=Event.State.MOVED), first, last), EVENT).union(
        _told(_between(visits, first, last), VISIT),
        _told(periods.filter(start__lte=last, end__gte=first), ITEM),
        all=True,
    )
    found = [_entry(Row(*row)) for row in rows if not Row(*row).is_all_year]
    return sorted(found, key=lambda entry: entry.order)


def _between(rows: Any, first: datetime.date, last: datetime.date) -> Any:
    return rows.filter(starts_on__lte=last, ends_on__gte=first)


class Row(NamedTuple):
    """What the database tells of each, in the order of COLUMNS."""

    kind: str
    key: int
    plan: int | None
    number: int | None
    year: int | None
    title: str
    first: datetime.date
    last: datetime.date
    from_time: datetime.time | None
    until_time: datetime.time | None
    place: str
    about: str
    state: str
    revision: int
    changed_at: datetime.datetime

    @property
    def is_all_year(self) -> bool:
        period = ItemPeriod(start=self.first, end=self.last)
        return self.year is not None and len(months_of(period, self.year)) == MONTHS_A_YEAR


# What the columns hold, so that the three kinds lie under one another.
COLUMNS: Mapping[str, type[Field]] = {
    "kind": TextField,
    "key": BigIntegerField,
    "plan": BigIntegerField,
    "number": BigIntegerField,
    "year": BigIntegerField,
    "title": TextField,
    "first": DateField,
    "last": DateField,
    "from_time": TimeField,
    "until_time": TimeField,
    "place": TextField,
    "about": TextField,
    "state": TextField,
    "revision": BigIntegerField,
    "changed_at": DateTimeField,
}
Source = Mapping[str, Any]


def _changed(model: Any) -> Coalesce:
    """Return when each row was last changed, as its history tells; rows loaded have none."""
    history = model.history.model.objects.filter(id=OuterRef("pk")).order_by()
    last = history.values("id").annotate(last=Max("history_date")).values("last")
    return Coalesce(Subquery(last), "created_at")


def _item_changed() -> Coalesce:
    changes = PlanChange.objects.filter(item=OuterRef("item")).order_by()
    last = changes.values("item").annotate(last=Max("made_at")).values("last")
    return Coalesce(Subquery(last), "item__plan__created_at")


EVENT: Source = {
    "kind": Value("event"),
    "key": F("pk"),
    "title": F("name"),
    "first": F("starts_on"),
    "last": F("ends_on"),
    "from_time": F("from_time"),
    "until_time": F("until_time"),
    "place": F("place"),
    "about": F("about"),
    "state": F("state"),
    "revision": F("version"),
    "changed_at": _changed(Event),
}
VISIT: Source = {
    "kind": Value("visit"),
    "key": F("pk"),
    "title": Concat(Value("Выезд: "), F("library__name"), output_field=TextField()),
    "first": F("starts_on"),
    "last": F("ends_on"),
    "place": F("library__name"),
    "about": F("purpose"),
    "state": F("state"),
    "revision": F("version"),
    "changed_at": _changed(Visit),
}
ITEM: Source = {
    "kind": Value("item"),
    "key": F("item_id"),
    "plan": F("item__plan_id"),
    "number": F("position"),
    "year": F("item__plan__year"),
    "title": F("item__name"),
    "first": F("start"),
    "last": F("end"),
    "place": F("item__place"),
    "about": Concat(F("item__plan__title"), Value(": "), F("wording"), output_field=TextField()),
    "state": F("item__plan__state"),
    "revision": F("item__version"),
    "changed_at": _item_changed(),
}


def _told(rows: QuerySet[Any], source: Source) -> Any:
    told = {
        f"c_{name}": Cast(source.get(name, Value(None)), field()) for name, field in COLUMNS.items()
    }
    return rows.order_by().annotate(**told).values_list(*told)


def _entry(row: Row) -> Entry:
    url = address_of_row(_PAGES[row.kind], row.plan or row.key)
    uid = f"{row.kind}-{row.key}"
    return Entry(
        kind=row.kind,
        title=row.title,
        first=row.first,
        last=row.last,
        url=f"{url}#item-{row.key}" if row.plan else url,
        uid=f"plan-{uid}-{row.number}" if row.plan else uid,
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
