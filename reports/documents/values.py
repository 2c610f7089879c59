"""The flat file: every value of every library, to be uploaded into other systems."""

from io import BytesIO
from typing import Any, BinaryIO

from common.russian import format_number
from common.tables import Column, Row, Table, TableSet
from reports.delimited import MANNERS, write_rows
from reports.documents.base import Document, Parameter, ParameterError
from reports.documents.summaries import (
    CAMPAIGN,
    ORGANISATION,
    STATES_COUNTED,
    TERRITORY,
    SummaryScope,
)
from reports.progress import told_by_rows
from reports.xlsx_flat import write_flat
from statistics.flat import SHAPES, FlatValues
from statistics.rules import can_see_collections

_WORDS = {
    "long": "Строка — одно значение; у пустой ячейки строки нет.",
    "wide": "Строка — библиотека, графа — ячейка формы; пустая ячейка пуста. Модельная: 1 — да.",
}


class LibraryValues(Document):
    """Library × cell, in rows that come one by one, so that a country fits the memory too."""

    name = "values"
    title = "Значения по библиотекам"
    parameters = (
        CAMPAIGN,
        STATES_COUNTED,
        Parameter("shape", "вид файла", "wide", default="long", choices=SHAPES),
        Parameter(
            "manner",
            "запись CSV",
            "plain",
            default="excel",
            choices={"excel": "для Excel", "plain": "для программ"},
        ),
        ORGANISATION,
        TERRITORY,
    )
    formats = ("csv", "xlsx")
    quick = ()

    def find(self) -> None:
        self.scope, self.shape = SummaryScope(self.values), self.values["shape"]
        self.flat = FlatValues(self.scope.choice())

    def is_visible_to(self, user: Any) -> bool:
        return self.scope.is_visible_to(user)

    def is_allowed_to(self, user: Any) -> bool:
        return can_see_collections(user)

    def read_content(self) -> TableSet:
        """Return what the file tells of itself: its values are written, never gathered."""
        where = "" if self.scope.is_region else f" {self.scope.of_whom}"
        title = f"Значения по библиотекам{where} за {self.scope.campaign.period_words}"
        return TableSet(f"{title}, {SHAPES[self.shape]}", (self._explanations(),))

    def _explanations(self) -> Table:
        reported = format_number(len(self.flat.heads))
        rows = [
            ("Форма", str(self.scope.campaign.form)),
            ("Библиотек в файле", reported),
            ("Как читать", _WORDS[self.shape]),
            ("н/д", "Данных нет: библиотека ответила так и назвала причину. Это не ноль."),
            *((one.address, f"{one.place}: {one.title}") for one in self.flat.cells.values()),
        ]
        columns = (
            Column("name", "Что", kind="text", width=22),
            Column("words", "Пояснение", kind="text", width=100),
        )
        table_rows = tuple(Row(one) for one in rows)
        return Table("Пояснения", columns, table_rows, key="explanations", sheet="Пояснения")

    def also_printed(self) -> Any:
        return self.flat.version()

    def render(self, format_: str) -> bytes:
        stream = BytesIO()
        self.write(format_, stream)
        return stream.getvalue()

    def write(self, format_: str, stream: BinaryIO) -> None:
        if format_ not in self.formats:
            raise ParameterError(f"Документ «{self.title}» бывает: {', '.join(self.formats)}.")
        columns = self.flat.columns(self.shape)
        rows = told_by_rows(self.flat.rows(self.shape), self._expected_rows())
        if format_ == "csv":
            write_rows(columns, rows, stream, MANNERS[self.values["manner"]])
        else:
            write_flat(self.content, columns, rows, stream, self.letterhead.author)

    def _expected_rows(self) -> int:
        libraries = len(self.flat.heads)
        return libraries * len(self.flat.cells) if self.shape == "long" else libraries
