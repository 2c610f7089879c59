"""Changes of the list of topics."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from common.editing import change_row, create_row
from common.text import normalise
from consultations.models import Topic


@transaction.atomic
def add_topics(names: Iterable[str], by: Any) -> list[Topic]:
    """Add the topics that are not there yet and return them. Raises ValidationError."""
    known = set(Topic.objects.values_list("name_key", flat=True))
    added = []
    for name in names:
        key = normalise(name)
        if key and key not in known:
            known.add(key)
            added.append(create_row(Topic(name=name.strip()), by))
    return added


def change_topic(pk: int, values: Mapping[str, Any], *, version: int, by: Any) -> Topic:
    """Rename a topic or take it out of use. Raises StaleObjectError, ValidationError."""
    return change_row(Topic.objects.all(), pk, values, version, by)
