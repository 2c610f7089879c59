"""Fetching events by guard: 404 outside what a person sees, 403 when she only reads it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from events.gatherings.queries import with_places
from events.gatherings.rules import events_of, keeps
from events.models import Event


def seen_event(user: Any, pk: int) -> Event:
    """Return the event with its numbers of people, if it exists for `user`. Raises Http404."""
    return get_object_or_404(with_places(events_of(user)), pk=pk)


def kept_event(user: Any, pk: int) -> Event:
    """Return the event, if `user` keeps it. Raises Http404, PermissionDenied."""
    event = seen_event(user, pk)
    if not keeps(user, event):
        raise PermissionDenied
    return event
