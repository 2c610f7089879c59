"""The values of a collection as they are, library by library and cell by cell.

For other systems and for whoever counts by herself: the long form has a row a value, the wide one
a row a library. Rows come one by one, in as many queries for a country as for one library.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, Max, Sum

from common.russian import round_half_up
from common.tables import CellValue, Column, Row
from libraries.models import Library
from statistics.layout import CellSpec, layout_of
from statistics.models import Cell, Submission, Value
from statistics.summaries.choice import Choice

NO_DATA = "н/д"
NUMBER = "число"
SHAPES = {"long": "строка — значение", "wide": "строка — библиотека"}
_CHUNK = 5_000

# Who answered. A row of the long form has the codes only, by which the rest is found.
HEAD = (
    Column("campaign", "Сбор", kind="text", width=12),
    Column("edition", "Редакция формы", kind="text", width=10),
    Column("library_code", "Код библиотеки", kind="text", width=11),
    Column("organisation_code", "Код учреждения", kind="text", width=12),
    Column("oktmo", "ОКТМО", kind="text", width=12),
    Column("report_state", "Состояние отчёта", kind="text", width=12),
)
_NAMES = (
    Column("library", "Библиотека", kind="text", width=40),
    Column("organisation", "Учреждение", kind="text", width=36),
    Column("organisation_inn", "ИНН учреждения", kind="text", width=13),
    Column("territory", "Муниципалитет", kind="text", width=28),
    Column("kind", "Вид библиотеки", kind="text", width=16),
    Column("settlement", "Тип населённого пункта", kind="text", width=20),
    Column("is_model", "Модельная", kind="ordinal", width=11),
)
_ANSWER = (
    Column("cell", "Ячейка", kind="text", width=10),
    Column("value", "Значение", places=None, width=14),
    Column("state", "Состояние значения", kind="text", width=12),
    Column("reason", "Почему нет данных", kind="text", width=40),
)
_FIELDS = (
    "pk",
    "library__code",
    "library__name",
    "organisation__code",
    "organisation_id",
    "organisation__inn",
    "organisation__name",
    "territory__oktmo",
    "territory__name",
    "kind",
    "settlement",
    "is_model",
    "state",
)
_IN_ORDER = ("library__code", "pk")


class FlatValues:
    """The answers of the chosen reports; a blank cell has no value and no row."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self.layout = layout_of(choice.campaign.edition)

    @cached_property
    def cells(self) -> Mapping[int, CellSpec]:
        """The open cells by the number of their row in the database, in printed order."""
        rows = Cell.objects.filter(edition=self.choice.campaign.edition_id).order_by("position")
        return {pk: self.layout.cell(address) for pk, address in rows.values_list("pk", "address")}

    @cached_property
    def heads(self) -> Mapping[int, tuple[CellValue, ...]]:
        """Who answered, by the number of the report, in the order of library codes."""
        reports = self.choice.submissions().filter(state__in=self.choice.counted_states)
        rows = reports.order_by(*_IN_ORDER).values(*_FIELDS)
        return {row["pk"]: (*self._codes(row), *_names(row)) for row in rows}

    def _codes(self, row: Mapping[str, Any]) -> tuple[CellValue, ...]:
        return (
            self.choice.campaign.name,
            self.layout.edition,
            row["library__code"],
            row["organisation__code"] or str(row["organisation_id"]),
            row["territory__oktmo"],
            str(Submission.State(row["state"]).label),
        )

    def version(self) -> list[Any]:
        """Return what changes whenever any of the rows does, without reading the values."""
        told = self._values().aggregate(
            values=Count("cell_id"), last=Max("changed_at"), sum=Sum("number"), edits=Sum("version")
        )
        return [list(self.heads.values()), told]

    def columns(self, shape: str) -> tuple[Column, ...]:
        if shape == "long":
            return (*HEAD, *_ANSWER)
        cells = self.cells.values()
        return (
            *HEAD,
            *_NAMES,
            *(Column(one.address, one.address, places=one.places, width=11) for one in cells),
        )

    def rows(self, shape: str) -> Iterator[Row]:
        return self._long() if shape == "long" else self._wide()

    def _long(self) -> Iterator[Row]:
        for submission, cell, number, reason in self._answers():
            spec = self.cells[cell]
            state = NO_DATA if number is None else NUMBER
            told = (spec.address, _exact(number, spec), state, reason or None)
            yield Row((*self.heads[submission][: len(HEAD)], *told), places=spec.places)

    def _wide(self) -> Iterator[Row]:
        """Yield a row a library: one that answered nothing has its row too."""
        groups = groupby(self._answers(), key=itemgetter(0))
        found, answers = next(groups, (None, iter(())))
        for submission, head in self.heads.items():
            told: dict[int, CellValue] = {}
            if submission == found:
                told = {cell: self._shown(cell, number) for _, cell, number, _ in answers}
                found, answers = next(groups, (None, iter(())))
            yield Row((*head, *(told.get(cell) for cell in self.cells)))

    def _shown(self, cell: int, number: Decimal | None) -> CellValue:
        return NO_DATA if number is None else _exact(number, self.cells[cell])

    def _answers(self) -> Iterator[tuple[int, int, Decimal | None, str]]:
        order = (*(f"submission__{name}" for name in _IN_ORDER), "cell__position")
        rows = self._values().order_by(*order)
        fields = ("submission_id", "cell_id", "number", "no_data_reason")
        return rows.values_list(*fields).iterator(chunk_size=_CHUNK)

    def _values(self) -> Any:
        return Value.objects.filter(
            self.choice.narrowed("submission__"),
            submission__campaign=self.choice.campaign,
            submission__state__in=self.choice.counted_states,
        )


def _names(row: Mapping[str, Any]) -> tuple[CellValue, ...]:
    return (
        row["library__name"],
        row["organisation__name"],
        row["organisation__inn"],
        row["territory__name"],
        str(Library.Kind(row["kind"]).label),
        str(Library.Settlement(row["settlement"]).label),
        int(row["is_model"]),
    )


def _exact(number: Decimal | None, spec: CellSpec) -> Decimal | None:
    return None if number is None else round_half_up(number, spec.places)
