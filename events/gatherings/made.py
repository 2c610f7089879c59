"""What was made of the rows of a plan: events and visits, each told in a line beside its row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from common.russian import format_days, format_number, plural
from common.text import normalise
from events.gatherings.queries import with_presence
from events.gatherings.rules import events_of
from events.models import Event, Plan, PlanItem
from events.visits.rules import can_see_visits, visits_of

# More of one row than this are folded: what goes on every week would hide the plan.
SHOWN = 3
# So many rows are asked for by their keys, more by their plan.
_FEW = 100


@dataclass(frozen=True)
class Made:
    """An event or a visit made of a row: its page and days, its name, how far it is.

    The name is empty where the row says it already.
    """

    url: str
    when: str
    name: str
    words: str


def take_made(plan: Plan, rows: Sequence[PlanItem], user: Any) -> None:
    """Give each row its `made`, and `made_more` that are folded, as far as `user` sees them.

    Two queries, whatever the rows.
    """
    found: dict[int, list[Made]] = {}
    if rows:
        keys = [row.pk for row in rows]
        which = {"plan_item__in": keys} if len(keys) <= _FEW else {"plan_item__plan": plan}
        for key, made in (*_events(user, which), *_visits(user, which)):
            found.setdefault(key, []).append(made)
    for row in rows:
        name, made = normalise(row.name), found.get(row.pk, [])
        told = [replace(one, name="") if normalise(one.name) in name else one for one in made]
        row.made, row.made_more = told[:SHOWN], told[SHOWN:]


def _events(user: Any, which: dict[str, Any]) -> Iterator[tuple[int, Made]]:
    events = with_presence(events_of(user)).filter(**which)
    for event in events.order_by("starts_on", "from_time", "pk"):
        when = format_days(event.starts_on, event.ends_on)
        yield event.plan_item_id, Made(event.get_absolute_url(), when, event.name, _told(event))


def _told(event: Any) -> str:
    """Return «идёт запись, записано 12 из 30, ждут 2» or «проведено, 34 участника»."""
    parts = [event.state_words]
    if event.state == Event.State.HELD and event.came:
        people = plural(event.came, "участник", "участника", "участников")
        parts.append(f"{format_number(event.came)} {people}")
    elif event.is_ahead and event.takes_names:
        of_all = f" из {event.capacity}" if event.capacity else ""
        parts.append(f"записано {event.taken}{of_all}")
        parts += [f"ждут {event.waiting}"] if event.waiting else []
    return ", ".join(parts)


def _visits(user: Any, which: dict[str, Any]) -> Iterator[tuple[int, Made]]:
    if not can_see_visits(user):
        return
    visits = visits_of(user).filter(**which).select_related("library")
    for visit in visits.order_by("starts_on", "pk"):
        name, state = f"Выезд: {visit.library}", visit.get_state_display()
        yield visit.plan_item_id, Made(visit.get_absolute_url(), visit.when, name, state)
