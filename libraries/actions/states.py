"""What a library was and is, by dates: the one place that writes both."""

import datetime
from collections.abc import Mapping
from typing import Any

from common.editing import readable
from libraries.models import Library, LibraryState

# What changes of the network change, and a registry of a past day shows as it was.
STATE_FIELDS = (
    "name",
    "organisation_id",
    "territory_id",
    "kind",
    "settlement",
    "locality",
    "address",
)


def state_on(library: Library, day: datetime.date) -> Library | LibraryState:
    """Return what the library was on `day`."""
    state = library.states.filter(valid_until__gt=day).order_by("valid_until").first()
    return state or library


def begin_state(library: Library, day: datetime.date, values: Mapping[str, Any]) -> None:
    """Let `values` hold from `day` on in all that is kept of the past; the library itself waits.

    The state that covers the day is parted in two; those after it take the values over.
    """
    later = list(library.states.filter(valid_until__gt=day).order_by("valid_until"))
    covering = later[0] if later else None
    start = covering.valid_from if covering else _end_of_past(library)
    if start is None or start < day:
        kept = {name: getattr(covering or library, name) for name in STATE_FIELDS}
        LibraryState.objects.create(library=library, valid_from=start, valid_until=day, **kept)
        if covering:
            covering.valid_from = day
    for state in later:
        _set(state, values)


def end_state(library: Library, day: datetime.date) -> None:
    """Forget the last state, which ended on `day`: what it was, the library is again."""
    library.states.filter(valid_until=day).delete()


def correct_states(library: Library, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Put a mistake right in the past too: back to where the mistaken value began."""
    for name in STATE_FIELDS:
        if before[name] == after[name]:
            continue
        for state in library.states.order_by("-valid_until"):
            if getattr(state, name) != before[name]:
                break
            _set(state, {name: after[name]})


def told(name: str, before: Any, after: Any) -> dict[str, Any]:
    """Return a changed field as a part of a change keeps it."""
    return {
        "field": name,
        "before": before,
        "after": after,
        "was": _text(name, before),
        "became": _text(name, after),
    }


def _end_of_past(library: Library) -> datetime.date | None:
    last = library.states.order_by("-valid_until").first()
    return last.valid_until if last else None


def _set(state: LibraryState, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(state, name, value)
    state.save()


def _text(name: str, value: Any) -> str:
    field: Any = Library._meta.get_field(name.removesuffix("_id"))
    if field.is_relation:
        row = field.related_model.objects.filter(pk=value).first()
        return row.name if row else ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return readable(value)
