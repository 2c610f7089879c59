"""Calendars as calendar programs read them: iCalendar, RFC 5545, written by the letter.

Lines end in CRLF and are folded at 75 octets, never inside a letter (3.1). Text is escaped
(3.3.11). A whole day's DTEND is the day after the last one (3.6.1). Hours are told in UTC, so
that no description of time zones is needed.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from common.text import strip_controls

PRODUCT = "-//Methodportal//Portal of a methodological department//RU"
LONGEST_LINE = 75
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Happening:
    """One event of a calendar: `last` is its last day; without `begins_at` it takes whole days."""

    uid: str
    summary: str
    first: datetime.date
    last: datetime.date
    url: str
    changed_at: datetime.datetime
    revision: int = 0
    begins_at: datetime.time | None = None
    ends_at: datetime.time | None = None
    location: str = ""
    description: str = ""
    is_cancelled: bool = False


def calendar(name: str, happenings: Iterable[Happening]) -> bytes:
    """Return the whole calendar, named `name`, as it is sent."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]
    for happening in happenings:
        lines += _event(happening)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) for line in lines).encode()


def _event(happening: Happening) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{happening.uid}"
    yield f"DTSTAMP:{_moment(happening.changed_at)}"
    yield f"LAST-MODIFIED:{_moment(happening.changed_at)}"
    yield f"SEQUENCE:{happening.revision}"
    yield from _times(happening)
    yield f"SUMMARY:{escaped(happening.summary)}"
    for name, text in (("LOCATION", happening.location), ("DESCRIPTION", happening.description)):
        if text:
            yield f"{name}:{escaped(text)}"
    yield f"URL:{happening.url}"
    yield f"STATUS:{'CANCELLED' if happening.is_cancelled else 'CONFIRMED'}"
    # Whole days are told, not taken: one may still be asked to a meeting.
    yield f"TRANSP:{'OPAQUE' if happening.begins_at else 'TRANSPARENT'}"
    yield "END:VEVENT"


def _times(happening: Happening) -> Iterator[str]:
    """Yield when it begins and ends; one of several days takes them whole."""
    if happening.begins_at is None or happening.first != happening.last:
        yield f"DTSTART;VALUE=DATE:{happening.first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{happening.last + DAY:%Y%m%d}"
        return
    yield f"DTSTART:{_moment(_at(happening.first, happening.begins_at))}"
    if happening.ends_at is not None and happening.ends_at > happening.begins_at:
        yield f"DTEND:{_moment(_at(happening.last, happening.ends_at))}"


def _at(day: datetime.date, hour: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, hour))


def _moment(moment: datetime.datetime) -> str:
    return f"{moment.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Return `text` as a value of the type TEXT, on one line."""
    plain = strip_controls(text).replace("\r\n", "\n").replace("\r", "\n").strip()
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def folded(line: str) -> str:
    """Return `line` in pieces of at most 75 octets, each but the first after a space."""
    pieces, piece, room = [], "", LONGEST_LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", LONGEST_LINE - 1
        piece += letter
        room -= size
    return "\r\n ".join([*pieces, piece]) + "\r\n"
