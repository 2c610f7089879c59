"""Visits made as a source of facts for the planned figures of the year."""

from collections.abc import Iterator, Sequence

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractMonth

from common.planned import Attribute, FactSource, Narrowing, Record, Records, Scope, Tally, days_of
from events.models import Visit

NUMBER = "number"


def _made(scope: Scope) -> QuerySet[Visit]:
    return Visit.objects.filter(state=Visit.State.DONE, ends_on__year=scope.year)


def _attributes(scope: Scope) -> Sequence[Attribute]:
    return ()


def _tallies(scope: Scope) -> Iterator[Tally]:
    rows = _made(scope).order_by().annotate(month=ExtractMonth("ends_on"))
    for month, number in rows.values_list("month").annotate(number=Count("pk")):
        yield Tally(month, {}, {NUMBER: number})


def _records(scope: Scope, narrowing: Narrowing, months: range) -> Records:
    rows = _made(scope).filter(ends_on__range=days_of(scope.year, months))
    return Records(rows.select_related("library").order_by("ends_on", "pk"), _told)


def _told(row: Visit) -> Record:
    counts = {NUMBER: 1}
    return Record(row.library.name, row.ends_on, row.get_absolute_url(), counts, row.purpose)


SOURCE = FactSource(
    key="visits",
    title="Выезды в библиотеки",
    measures={NUMBER: "число выездов"},
    attributes=_attributes,
    tallies=_tallies,
    records=_records,
    words=("выезд",),
)
