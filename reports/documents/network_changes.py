"""The changes of the network: a table of years, and the list of what happened."""

from collections.abc import Iterable
from typing import Any

from common.tables import CellValue, Column, Row, Table, TableSet
from common.text import number_in
from libraries.models import NetworkChange
from libraries.network_words import about_change, plain
from libraries.queries import list_changes, years_of_network
from reports.documents.base import Document, Parameter, ParameterError

_YEARS = range(1700, 2101)


class NetworkChanges(Document):
    name = "network-changes"
    title = "Изменения сети библиотек"
    parameters = (Parameter("year", "год; без него все годы", "2024", is_required=False),)
    formats = ("pdf", "xlsx", "csv")
    for_guests = True
    is_signed = True
    template = "documents/network_changes.html"

    def find(self) -> None:
        text = self.values["year"]
        self.year = number_in(text)
        if text and self.year not in _YEARS:
            raise ParameterError(f"Год пишется четырьмя цифрами, а не «{text}».")

    def is_visible_to(self, user: Any) -> bool:
        return True  # the registry is public

    def read_content(self) -> TableSet:
        of_whom = f" за {self.year} год" if self.year else ""
        return TableSet(f"{self.title}{of_whom}", (self._years(), self._list(of_whom)))

    def _years(self) -> Table:
        kinds = NetworkChange.Kind
        counted = (Column(kind.value, kind.label.capitalize(), width=13) for kind in kinds)
        columns = (
            Column("year", "Год", kind="ordinal", width=8),
            Column("at_start", "Библиотек на начало", width=13),
            *counted,
            Column("total", "Всего изменений", width=13),
            Column("at_end", "Библиотек на конец", width=13),
        )
        rows = [
            Row((each.year, each.at_start, *each.cells, each.total, each.at_end))
            for each in years_of_network()
            if self.year in (None, each.year)
        ]
        return Table("Сеть по годам", columns, tuple(rows), key="years", sheet="По годам")

    def _list(self, of_whom: str) -> Table:
        changes = list_changes().order_by("date", "pk")
        if self.year:
            changes = changes.filter(date__year=self.year)
        return changes_table(changes, f"Перечень изменений{of_whom}")

    def pdf_context(self) -> dict[str, Any]:
        years, changes = self.content.tables
        return {**super().pdf_context(), "years": years, "changes": changes}


def changes_table(changes: Iterable[NetworkChange], title: str) -> Table:
    """Return what happened to the network, a change a row, in the order given."""
    columns = (
        Column("number", "№", kind="ordinal", width=8),
        Column("date", "Дата", kind="date", width=15),
        Column("kind", "Вид", kind="text", width=18),
        Column("what", "Что произошло", kind="text", width=66),
        Column("order", "Документ", kind="text", width=34),
        Column("note", "Примечание", kind="text", width=24),
    )
    rows = [
        Row((number, *_told(change)), anchor=str(change.pk))
        for number, change in enumerate(changes, start=1)
    ]
    return Table(title, columns, tuple(rows), blank="", key="changes", sheet="Перечень")


def _told(change: NetworkChange) -> tuple[CellValue, ...]:
    kind = change.get_kind_display()
    what = plain(about_change(change))
    return change.date, kind, what, change.order, change.note
