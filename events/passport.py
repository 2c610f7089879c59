"""Events in the passport of a library: what its organisation holds, and plans to hold."""

import datetime
from operator import attrgetter

from django.db.models import Exists, OuterRef
from django.utils import timezone

from events.gatherings.rules import public_events
from events.models import Event, ItemPeriod, Plan
from libraries.models import Library
from libraries.passport import Audience, Content, Entry, SectionSource

SHOWN = 10


def read_events(library: Library, audience: Audience) -> Content | None:
    """Return the organisation's events of last year and later, the newest first; two queries.

    Plans and events name organisations, not libraries, so the section says whose they are. A row
    of a plan of which an event was made is told as the event. A closed library holds none.
    """
    if library.is_closed:
        return None
    since = datetime.date(timezone.localdate().year - 1, 1, 1)
    held = _held(library, since)
    planned = _planned(library, since.year)
    entries = sorted(held, key=attrgetter("day"), reverse=True)[:SHOWN]
    entries += planned[: SHOWN - len(entries)]
    if not entries:
        return None
    return Content(entries=tuple(entries), notes=(f"Проводит учреждение: {library.organisation}.",))


def _held(library: Library, since: datetime.date) -> list[Entry]:
    own = Event.organisers.through.objects.filter(organisation=library.organisation_id)
    events = public_events().filter(pk__in=own.values("event"), starts_on__gte=since)
    rows = events.order_by("-starts_on", "-pk")[:SHOWN]
    return [Entry(row.name, row.get_absolute_url(), row.starts_on, row.state_words) for row in rows]


def _planned(library: Library, year: int) -> list[Entry]:
    made = Event.objects.filter(plan_item=OuterRef("item"))
    periods = (
        ItemPeriod.objects.filter(
            ~Exists(made),
            role=ItemPeriod.Role.MAIN,
            item__organisers__organisation=library.organisation_id,
            item__removed_at=None,
            item__plan__state__in=Plan.PUBLIC,
            item__plan__year__gte=year,
        )
        .select_related("item__plan")
        .order_by("-item__plan__year", "item__position", "position", "pk")
        .distinct()
    )
    return [_entry(period) for period in periods[:SHOWN]]


def _entry(period: ItemPeriod) -> Entry:
    plan = period.item.plan
    note = f"{period.wording}, план на {plan.year} год"
    return Entry(period.item.name, plan.get_absolute_url(), note=note)


SOURCE = SectionSource("events", "Мероприятия", 60, read_events)
