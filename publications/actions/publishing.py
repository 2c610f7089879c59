"""The way of a publication from the plan to the public, and back."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from common.editing import change_row, create_row
from common.text import normalise
from libraries.models import Library
from publications.models import Publication, Topic
from publications.notices import announce_later

State = Publication.State


def add_publication(values: Mapping[str, Any], by: Any) -> Publication:
    """Add a planned publication. Raises ValidationError."""
    return create_row(Publication(**values), by)


def change_publication(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Publication:
    """Change the fields of `values`. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(Publication.objects.all(), pk, values, version, by, reason)


@transaction.atomic
def set_topics(
    publication: Publication, names: list[str], *, seen: Iterable[str] | None = None, by: Any = None
) -> None:
    """Make `names` the topics of the publication; a topic that nobody named yet is added.

    `seen` are the topics that the person saw: those that another person gave meanwhile stay. The
    history tells a change when it is known `by` whom.
    """
    Publication.objects.select_for_update().get(pk=publication.pk)
    present = list(publication.topics.all())
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(normalise(name), name)
    if seen is not None:
        known = {normalise(name) for name in seen}
        wanted |= {topic.name_key: topic.name for topic in present if topic.name_key not in known}
    if set(wanted) == {topic.name_key for topic in present}:
        return
    # In one order, so that two who name the same new topics never wait for each other.
    publication.topics.set([_topic(key, wanted[key]) for key in sorted(wanted)])
    if by is not None:
        _note(publication, f"Темы: {', '.join(wanted.values()) or 'нет'}", by)


def _topic(key: str, name: str) -> Topic:
    return Topic.objects.get_or_create(name_key=key, defaults={"name": name})[0]


@transaction.atomic
def add_library(publication: Publication, library: Library, by: Any) -> None:
    """Show the publication in the library's passport."""
    publication.libraries.add(library)
    _note(publication, f"Об издании сказано в паспорте: {library}", by)


@transaction.atomic
def remove_library(publication: Publication, library: Library, by: Any) -> None:
    """Show the publication in the library's passport no more."""
    publication.libraries.remove(library)
    _note(publication, f"Убрано из паспорта: {library}", by)


def _note(publication: Publication, what: str, by: Any) -> None:
    """Tell in the history what is not a field of the row."""
    row = Publication.objects.select_for_update().get(pk=publication.pk)
    Publication.history.bulk_history_create(
        [row], update=True, default_user=by, default_change_reason=what[:100]
    )


def start_work(pk: int, *, version: int, by: Any) -> Publication:
    """Take a planned publication into work. Raises StaleObjectError, DoesNotExist."""
    planned = Publication.objects.filter(state=State.PLANNED)
    return change_row(planned, pk, {"state": State.IN_WORK}, version, by)


@transaction.atomic
def publish(pk: int, *, published_on: datetime.date, version: int, by: Any) -> Publication:
    """Open the publication and its file to everybody; the first time subscribers get a letter.

    Raises StaleObjectError, DoesNotExist when it is published already, and ValidationError when
    its year is not known.
    """
    values = {"state": State.PUBLISHED, "published_on": published_on}
    unpublished = Publication.objects.exclude(state=State.PUBLISHED)
    is_new = unpublished.filter(pk=pk, announced_on=None).exists()
    if is_new:
        values["announced_on"] = timezone.localdate()
    published = change_row(unpublished, pk, values, version, by, "Публикация")
    if is_new:
        announce_later(pk)
    return published


def withdraw(pk: int, *, version: int, by: Any) -> Publication:
    """Hide a published publication from the public. Raises StaleObjectError, DoesNotExist."""
    values = {"state": State.IN_WORK, "published_on": None}
    published = Publication.objects.filter(state=State.PUBLISHED)
    return change_row(published, pk, values, version, by, "Снято с публикации")


def remove(pk: int, *, version: int, by: Any) -> Publication:
    """Hide the publication from everybody but the list of the removed. Raises StaleObjectError."""
    kept = Publication.objects.filter(removed_at=None)
    return change_row(kept, pk, {"removed_at": timezone.now()}, version, by, "Удалено")


def restore(pk: int, *, version: int, by: Any) -> Publication:
    """Bring a removed publication back as it was. Raises StaleObjectError."""
    removed = Publication.objects.exclude(removed_at=None)
    return change_row(removed, pk, {"removed_at": None}, version, by, "Восстановлено")
