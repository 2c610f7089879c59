"""Reads of outlines."""

from django.db.models import QuerySet

from libraries.models import Outline


def active_outline(purpose: str, programme: str = "") -> Outline:
    """Return what is in force for `programme`: its own list, else the one for all."""
    found = Outline.objects.filter(purpose=purpose, is_active=True, programme__in=("", programme))
    return found.order_by("-programme")[0]


def outlines_to_choose(present: Outline | None = None) -> QuerySet[Outline]:
    """Return the lists of headings in force, and the one that a competition has at present."""
    found = Outline.objects.filter(purpose=Outline.Purpose.APPLICATION)
    active = found.filter(is_active=True)
    return active | found.filter(pk=present.pk) if present else active
