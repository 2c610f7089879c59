"""The registry as it was on a past day: one query, with the names and places of that day."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import DateField, F, FilteredRelation, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.query import ModelIterable

from libraries.models import Library

# Fields of a library that a state keeps, and what lists search and sort by.
_KEPT = (
    "name",
    "name_key",
    "search_key",
    "organisation_id",
    "territory_id",
    "kind",
    "settlement",
    "locality",
    "address",
)
_SORTED = ("organisation__name_key", "territory__name_key")


class _AsOfThen(ModelIterable):
    """Puts what the library was into its own fields, so that tables and files need not know."""

    def __iter__(self) -> Iterator[Library]:
        for library in super().__iter__():
            for name in _KEPT:
                setattr(library, name, getattr(library, f"on_{name}"))
            _forget_later(library, library.on_day)
            yield library


def registry_on(day: datetime.date) -> QuerySet[Library]:
    """Return the libraries that had been opened by `day`, each as it was on that day.

    What the states do not keep (contacts, services) is today's. Filters and orders go by the
    names `on_name_key`, `on_territory_id` and so on.
    """
    holds = Q(states__valid_until__gt=day) & (
        Q(states__valid_from=None) | Q(states__valid_from__lte=day)
    )
    rows: Any = Library.objects.annotate(past_state=FilteredRelation("states", condition=holds))
    rows = rows.annotate(
        on_day=Value(day, output_field=DateField()),
        **{
            f"on_{name}": Coalesce(F(f"past_state__{name}"), F(name)) for name in (*_KEPT, *_SORTED)
        },
    )
    rows._iterable_class = _AsOfThen
    existed = Q(opened_on=None) | Q(opened_on__lte=day)
    # Their keys are set after reading, so these are fetched apart and not by a join.
    rows = rows.filter(existed).prefetch_related("organisation", "territory")
    return rows.order_by("on_name_key", "code")


def _forget_later(library: Library, day: datetime.date) -> None:
    if library.closed_on and library.closed_on > day:
        library.closed_on, library.successor_id = None, None
    if library.model_year and library.model_year > day.year:
        library.model_year, library.model_programme = None, ""
