"""The point on the map goes along with a library's move: put, taken away, restored.

A point is latitude and longitude in degrees; it stands in the passport, while the part of a change
keeps it beside the other fields as a pair of texts, or None for «not known».
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from common.editing import change_row, create_row
from libraries.models import Library, NetworkPart, Passport

Point = tuple[Decimal, Decimal]

FIELD = "point"
UNKNOWN = "не указана"


def told_point(library: Library, point: Point | None) -> dict[str, Any] | None:
    """Return the new point as a part of a change keeps it; None when the point stays as it is."""
    before, after = point_of(library), _texts(point)
    return None if before == after else _entry(before, after)


def apply_point(part: NetworkPart, by: Any, reason: str) -> None:
    """Put the point that the part tells into the library's passport.

    A point told in the passport while the change waited for its day is newer than «not known»,
    and stays; undoing brings back what stood there on the day.
    """
    entry = _of(part)
    if entry is None:
        return
    now = point_of(part.library)
    if now != entry["before"]:
        entry.update(_entry(now, entry["after"] or now))
        part.save(update_fields=["fields"])
    _put(part.library, entry["after"], by, reason)


def restore_point(part: NetworkPart, by: Any, reason: str) -> None:
    """Put back the point that stood in the passport before the change."""
    if entry := _of(part):
        _put(part.library, entry["before"], by, reason)


def point_of(library: Library) -> list[str] | None:
    """Return the point in the library's passport as texts of degrees, as the database holds it."""
    found = Passport.objects.filter(library=library).first()
    return _texts((found.latitude, found.longitude)) if found and found.is_on_map else None


def _texts(point: Any) -> list[str] | None:
    return [f"{degrees:.6f}" for degrees in point] if point else None


def _entry(before: list[str] | None, after: list[str] | None) -> dict[str, Any]:
    was, became = (", ".join(each) if each else UNKNOWN for each in (before, after))
    return {"field": FIELD, "before": before, "after": after, "was": was, "became": became}


def _of(part: NetworkPart) -> dict[str, Any] | None:
    return next((each for each in part.fields if each["field"] == FIELD), None)


def _put(library: Library, texts: list[str] | None, by: Any, reason: str) -> None:
    latitude, longitude = map(Decimal, texts) if texts else (None, None)
    values: Mapping[str, Any] = {"latitude": latitude, "longitude": longitude}
    found = Passport.objects.select_for_update().filter(library=library).first()
    if found:
        change_row(Passport.objects.all(), found.pk, values, found.version, by, reason)
    elif texts:
        create_row(Passport(library=library, **values), by, reason)
