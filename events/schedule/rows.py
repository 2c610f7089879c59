"""Events, visits and periods of plans as rows of one shape, so that one query brings them all."""

import datetime
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    F,
    Field,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    TimeField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat

from events.models import Event, PlanChange, Visit
from events.periods.stretches import Stretch, from_pairs, is_all_year, months_of_year


class Row(NamedTuple):
    """What the database tells of each, in the order of COLUMNS."""

    kind: str
    key: int
    plan: int | None
    number: int | None
    year: int | None
    title: str
    first: datetime.date
    last: datetime.date
    apart: str | None
    from_time: datetime.time | None
    until_time: datetime.time | None
    place: str
    about: str
    state: str
    revision: int
    changed_at: datetime.datetime

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The days it takes; none for what goes on all the year round."""
        apart = from_pairs(json.loads(self.apart or "[]"))
        stretches = apart or (Stretch(self.first, self.last),)
        if self.year is not None and is_all_year(months_of_year(stretches, self.year)):
            return ()
        return stretches


# What the columns hold, so that the three kinds lie under one another.
COLUMNS: Mapping[str, type[Field]] = {
    "kind": TextField,
    "key": BigIntegerField,
    "plan": BigIntegerField,
    "number": BigIntegerField,
    "year": BigIntegerField,
    "title": TextField,
    "first": DateField,
    "last": DateField,
    "apart": TextField,
    "from_time": TimeField,
    "until_time": TimeField,
    "place": TextField,
    "about": TextField,
    "state": TextField,
    "revision": BigIntegerField,
    "changed_at": DateTimeField,
}
Source = Mapping[str, Any]
_MARKS_FROM = 1000


def _changed(model: Any) -> Coalesce:
    """Return when each row was last changed, as its history tells; rows loaded have none."""
    history = model.history.model.objects.filter(id=OuterRef("pk")).order_by()
    last = history.values("id").annotate(last=Max("history_date")).values("last")
    return Coalesce(Subquery(last), "created_at")


def _item_changed() -> Coalesce:
    changes = PlanChange.objects.filter(item=OuterRef("item")).order_by()
    last = changes.values("item").annotate(last=Max("made_at")).values("last")
    return Coalesce(Subquery(last), "item__plan__created_at")


EVENT: Source = {
    "kind": Value("event"),
    "key": F("pk"),
    "title": F("name"),
    "first": F("starts_on"),
    "last": F("ends_on"),
    "from_time": F("from_time"),
    "until_time": F("until_time"),
    "place": F("place"),
    "about": F("about"),
    "state": F("state"),
    "revision": F("version"),
    "changed_at": _changed(Event),
}
VISIT: Source = {
    "kind": Value("visit"),
    "key": F("pk"),
    "title": Concat(Value("Выезд: "), F("library__name"), output_field=TextField()),
    "first": F("starts_on"),
    "last": F("ends_on"),
    "place": F("library__name"),
    "about": F("purpose"),
    "state": F("state"),
    "revision": F("version"),
    "changed_at": _changed(Visit),
}
ITEM: Source = {
    "kind": Value("item"),
    "key": F("item_id"),
    "plan": F("item__plan_id"),
    "number": F("position"),
    "year": F("item__plan__year"),
    "title": F("item__name"),
    "first": F("start"),
    "last": F("end"),
    "apart": F("stretches_apart"),
    "place": F("item__place"),
    "about": Concat(F("item__plan__title"), Value(": "), F("wording"), output_field=TextField()),
    "state": F("item__plan__state"),
    "revision": F("item__version"),
    "changed_at": _item_changed(),
}
# A row that is moved stands on its new day; of several of its marks each has a number of its own.
MOVED: Source = {
    "kind": Value("item"),
    "key": F("item_id"),
    "plan": F("item__plan_id"),
    "number": F("month") + _MARKS_FROM,
    "title": F("item__name"),
    "first": F("moved_to"),
    "last": F("moved_to"),
    "place": F("item__place"),
    "about": Concat(
        F("item__plan__title"), Value(": перенесено, "), F("reason"), output_field=TextField()
    ),
    "state": F("item__plan__state"),
    "revision": F("version"),
    "changed_at": F("marked_at"),
}


def told(rows: QuerySet[Any], source: Source) -> Any:
    """Return the rows as values in the order of COLUMNS, as `source` tells them."""
    columns = {
        f"c_{name}": Cast(source.get(name, Value(None)), field()) for name, field in COLUMNS.items()
    }
    return rows.order_by().annotate(**columns).values_list(*columns)
