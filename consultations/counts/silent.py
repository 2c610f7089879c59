"""Libraries and organisations that asked for nothing in a period."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import DateField, Exists, Max, OuterRef, Q, QuerySet, Subquery

from common.tables import Column, Row, Table
from consultations.counts.choice import Choice
from consultations.models import Attendee, Consultation
from consultations.queries import kept
from libraries.models import Library, Organisation, Territory
from libraries.queries import at_or_below

SILENT_COUNTED = {
    "library": "библиотека,библиотеки,библиотек",
    "organisation": "учреждение,учреждения,учреждений",
}
SILENT_KINDS = {"library": "библиотеки", "organisation": "учреждения"}
_NEVER = "никогда"
_COLUMNS = (
    Column("name", "Кто", kind="text", width=44),
    Column("place", "Населённый пункт", kind="text", width=22),
    Column("organisation", "Учреждение", kind="text", width=34),
    Column("territory", "Территория", kind="text", width=28),
    Column("last", "Последний раз до этого", kind="date", width=18),
)
_TERRITORY = 3


@dataclass(frozen=True)
class SilentPlace:
    """Those of one territory who asked for nothing."""

    name: str
    table: Table


def silent_table(choice: Choice, kind: str, territory: Territory | None = None) -> Table:
    """Return who asked for nothing in the period, and when they had last asked before it.

    Those of the territory and of all that lies in it. An organisation has asked when any of its
    libraries has; a library only by itself.
    """
    read = _libraries if kind == "library" else _organisations
    rows = read(choice, territory)
    title = f"Не обращались за консультациями: {SILENT_KINDS[kind]} {choice.title}"
    subtitle = str(territory) if territory else ""
    return Table(title, _COLUMNS, rows, subtitle, blank="", key="silent", sheet="Не обращались")


def by_place(table: Table) -> list[SilentPlace]:
    """Return a silent table in parts, one for each territory, which need not name it in rows."""
    parts = groupby(table.rows, key=lambda row: row.values[_TERRITORY])
    columns = _without_territory(table.columns)
    return [
        SilentPlace(
            str(name),
            replace(table, title=str(name), columns=columns, rows=tuple(map(_in_place, rows))),
        )
        for name, rows in parts
    ]


def _in_place(row: Row) -> Row:
    values, links = _without_territory(row.values), _without_territory(row.links)
    return replace(row, values=values, links=links)


def _without_territory(cells: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(cell for index, cell in enumerate(cells) if index != _TERRITORY)


def _libraries(choice: Choice, territory: Territory | None) -> tuple[Row, ...]:
    works = Q(closed_on=None) | Q(closed_on__gt=choice.end)
    opened = Q(opened_on=None) | Q(opened_on__lte=choice.end)
    rows = Library.objects.filter(works & opened).select_related("organisation", "territory")
    silent = _silent(rows, choice, "library", territory).order_by("territory__name_key", "name_key")
    return tuple(_row(one, one.locality, str(one.organisation)) for one in silent)


def _organisations(choice: Choice, territory: Territory | None) -> tuple[Row, ...]:
    owners = Organisation.objects.filter(is_active=True, libraries__isnull=False).distinct()
    rows = owners.select_related("territory")
    silent = _silent(rows, choice, "organisation", territory)
    return tuple(_row(one, "", "") for one in silent.order_by("territory__name_key", "name_key"))


def _silent(rows: QuerySet, choice: Choice, kind: str, territory: Territory | None) -> QuerySet:
    """Keep those without a consultation in the period; add the day of the last one before it."""
    if territory is not None:
        rows = rows.filter(territory__in=at_or_below(territory))
    own = choice.rows.filter(**{kind: OuterRef("pk")})
    shared = Attendee.objects.filter(
        **{kind: OuterRef("pk")}, consultation__in=choice.rows.values("pk")
    )
    earlier = kept(Consultation.objects.filter(date__lt=choice.begin)).order_by()
    last = earlier.filter(**{kind: OuterRef("pk")}).values(kind).annotate(day=Max("date"))
    joined = Attendee.objects.filter(
        **{kind: OuterRef("pk")}, consultation__in=earlier.values("pk")
    )
    joined = joined.order_by().values(kind).annotate(day=Max("consultation__date"))
    return rows.filter(~Exists(own), ~Exists(shared)).annotate(
        asked_on=Subquery(last.values("day"), output_field=DateField()),
        joined_on=Subquery(joined.values("day"), output_field=DateField()),
    )


def _row(one: Library | Organisation, place: str, organisation: str) -> Row:
    territory = str(one.territory or "")
    values = (str(one), place, organisation, territory, _last(one))
    return Row(values, links=(one.get_absolute_url(), *[""] * (len(values) - 1)))


def _last(one: Library | Organisation) -> date | str:
    """Return the last day she was named first in a record or took part with others."""
    days = [day for day in (one.asked_on, one.joined_on) if day]
    return max(days) if days else _NEVER
