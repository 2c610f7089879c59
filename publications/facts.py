"""Published works as a source of facts for the planned figures of the year."""

from collections.abc import Iterator, Sequence

from django.db.models import Count
from django.db.models.functions import ExtractMonth
from django.utils.text import capfirst

from common.planned import Attribute, FactSource, Narrowing, Record, Records, Scope, Tally, days_of
from publications.models import Publication
from publications.rules import open_publications

NUMBER = "number"


def _attributes(scope: Scope) -> Sequence[Attribute]:
    kinds = tuple((kind.value, str(kind.label)) for kind in Publication.Kind)
    audiences = tuple((one.value, str(one.label)) for one in Publication.Audience)
    return (Attribute("kind", "Вид", kinds), Attribute("audience", "Кому адресовано", audiences))


def _tallies(scope: Scope) -> Iterator[Tally]:
    rows = open_publications().filter(published_on__year=scope.year).order_by()
    counted = rows.annotate(month=ExtractMonth("published_on"))
    groups = counted.values_list("month", "kind", "audience").annotate(number=Count("pk"))
    for month, kind, audience, number in groups:
        yield Tally(month, {"kind": kind, "audience": audience}, {NUMBER: number})


def _records(scope: Scope, narrowing: Narrowing, months: range) -> Records:
    rows = open_publications().filter(published_on__range=days_of(scope.year, months))
    chosen = {f"{key}__in": list(values) for key, values in narrowing.items() if values}
    rows = rows.filter(**chosen).defer("file_text", "text_key")
    return Records(rows.order_by("published_on", "pk"), _told)


def _told(row: Publication) -> Record:
    about = capfirst(row.get_kind_display())
    return Record(str(row), row.published_on, row.get_absolute_url(), {NUMBER: 1}, about)


SOURCE = FactSource(
    key="publications",
    title="Издания отдела",
    measures={NUMBER: "число изданий"},
    attributes=_attributes,
    tallies=_tallies,
    records=_records,
    words=("издани", "рекомендаци", "бюллетен", "сборник", "памятк", "дайджест"),
)
