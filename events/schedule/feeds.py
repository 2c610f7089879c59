"""What calendar programs fetch: a person's own calendar, and one for everybody."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from accounts.models import User
from events.models import CalendarKey
from events.models.calendar_keys import new_key
from events.schedule.entries import Entry, entries_of_person, public_entries
from events.schedule.ical import Happening, calendar

BACK, AHEAD = datetime.timedelta(days=90), datetime.timedelta(days=400)


def own_feed(user: User, today: datetime.date) -> bytes:
    """Return what is on the person: of the last quarter, and of a year ahead."""
    entries = entries_of_person(user, today - BACK, today + AHEAD)
    return calendar(f"{settings.DEPARTMENT_NAME}: {user.short_name}", _told(entries))


def public_feed(today: datetime.date) -> bytes:
    """Return open events and the dated rows of approved plans."""
    entries = public_entries(today - BACK, today + AHEAD)
    return calendar(settings.DEPARTMENT_NAME, _told(entries))


def _told(entries: Iterable[Entry]) -> Iterator[Happening]:
    """Tell what has its days; a longer stretch would lie over months of a calendar as one bar."""
    host = urlsplit(settings.SITE_URL).hostname
    for entry in entries:
        if entry.is_long:
            continue
        hours = entry.when if entry.from_time and entry.first != entry.last else ""
        about = "\n".join(filter(None, (hours, entry.about)))
        yield Happening(
            uid=f"{entry.uid}@{host}",
            summary=f"{entry.title} ({entry.note})" if entry.note else entry.title,
            first=entry.first,
            last=entry.last,
            url=f"{settings.SITE_URL}{entry.url}",
            changed_at=entry.changed_at,
            revision=entry.revision,
            begins_at=entry.from_time,
            ends_at=entry.until_time,
            location=entry.place,
            description=about,
            is_cancelled=entry.is_cancelled,
        )


def key_of(user: Any) -> str:
    """Return the key of the person's feed, made when there is none."""
    return CalendarKey.objects.get_or_create(user=user)[0].key


@transaction.atomic
def renew_key(user: Any) -> str:
    """Give the person's feed a new address; the one before is closed."""
    row, _made = CalendarKey.objects.select_for_update().get_or_create(user=user)
    row.key = new_key()
    row.save()
    return row.key


def user_of(key: str) -> User | None:
    """Return whose feed has this key; None for a key that is none, or of who may not sign in."""
    row = CalendarKey.objects.select_related("user").filter(key=key).first()
    return row.user if row and row.user.is_active else None
