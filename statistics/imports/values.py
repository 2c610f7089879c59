"""Reading a table of answers: first column library code, other headings cell addresses.

    код    2.02.4   4.12.2
    0012   140      н/д: учёт не вёлся

A blank cell of the table stays blank in the report.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl.utils import get_column_letter

from common.spreadsheets import CellValue, read_text_table, read_workbook
from common.text import lowered
from common.uploads import detect_kind, read_upload
from statistics.answers import NO_DATA, AnswerError, is_unlikely, read_reply
from statistics.layout import CellSpec, Layout, UnknownCell

MAX_MESSAGES = 200
NO_REASON = "причина в файле не указана"


class ValuesError(ValueError):
    """The table cannot be taken; `messages` tell every mistake with its row and column."""

    def __init__(self, messages: Sequence[str]) -> None:
        self.messages = list(messages)
        super().__init__("\n".join(self.messages))


@dataclass(frozen=True)
class LibraryAnswers:
    """What the table says of one library: texts by cell address, and the row they stand in."""

    code: str
    row: int
    texts: dict[str, str]


@dataclass
class _Reading:
    layout: Layout
    confirmed: bool
    columns: dict[int, CellSpec] = field(default_factory=dict)
    rows: dict[str, LibraryAnswers] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)


def read_table(path: Path) -> list[list[CellValue]]:
    """Return the rows of an XLSX or CSV file. Raises UploadError and ValuesError."""
    data = read_upload(path, path.name)
    if detect_kind(data, path.name) == "text":
        return [list(row) for row in read_text_table(data, path.name)]
    sheet = next((one for one in read_workbook(data, path.name) if one.rows), None)
    if sheet is None:
        return []
    if sheet.unsaved_formulas:
        places = ", ".join(sheet.unsaved_formulas[:20])
        raise ValuesError(
            [f"Формулы без сохранённого результата: {places}. Сохраните файл в Excel ещё раз."]
        )
    return sheet.rows


def read_values(
    table: Sequence[Sequence[CellValue]], layout: Layout, confirmed: bool = False
) -> list[LibraryAnswers]:
    """Read every answer of the table; raise ValuesError with all mistakes at once.

    Numbers that are possible but unlikely (above the cell's `ask_above`) count as mistakes, until
    a person says by `confirmed` that they are meant.
    """
    reading = _Reading(layout, confirmed)
    if len(table) < 2:
        raise ValuesError(
            ["В таблице нет строк с ответами: нужны заголовки и хотя бы одна строка."]
        )
    _read_headings(table[0], reading)
    if not reading.columns and not reading.messages:
        raise ValuesError(["Строка 1: нет ни одного адреса ячейки формы, например 2.04.3."])
    for number, row in enumerate(table[1:], start=2):
        _read_row(number, row, reading)
    if reading.messages:
        raise ValuesError(reading.messages[:MAX_MESSAGES])
    return list(reading.rows.values())


def _read_headings(headings: Sequence[CellValue], reading: _Reading) -> None:
    seen: set[str] = set()
    for at, heading in enumerate(headings[1:], start=1):
        text = text_of(heading)
        if not text:
            continue
        try:
            spec = reading.layout.cell(text)
        except UnknownCell as error:
            reading.messages.append(f"{_place(1, at)}: {error}")
            continue
        if spec.address in seen:
            reading.messages.append(f"{_place(1, at)}: ячейка {spec.address} встречается дважды.")
        seen.add(spec.address)
        reading.columns[at] = spec


def _read_row(number: int, row: Sequence[CellValue], reading: _Reading) -> None:
    if not any(text_of(value) for value in row):
        return
    code = text_of(row[0])
    if not code:
        reading.messages.append(f"{_place(number, 0)}: нет кода библиотеки.")
        return
    if code in reading.rows:
        reading.messages.append(
            f"{_place(number, 0)}: библиотека «{code}» уже есть в строке {reading.rows[code].row}."
        )
        return
    texts = {}
    for at, value in enumerate(row[1:], start=1):
        text = text_of(value)
        if not text:
            continue
        spec = reading.columns.get(at)
        if spec is None:
            reading.messages.append(f"{_place(number, at)}: у столбца нет адреса ячейки формы.")
            continue
        texts[spec.address] = _answer(text, spec, _place(number, at), reading)
    reading.rows[code] = LibraryAnswers(code, number, texts)


def _answer(text: str, spec: CellSpec, place: str, reading: _Reading) -> str:
    """Return the text fit for saving; «н/д» without a reason says that the file gave none."""
    try:
        reply = read_reply(text, spec, reason="")
    except AnswerError as error:
        if text.lower() == NO_DATA:
            return f"{NO_DATA}: {NO_REASON}"
        reading.messages.append(f"{place} ({spec.address}): {lowered(str(error))}")
        return ""
    if reply and is_unlikely(reply, spec) and not reading.confirmed:
        reading.messages.append(
            f"{place} ({spec.address}): {reply.short} — {spec.title}. Всё верно? Такого почти не "
            "бывает: исправьте число или подтвердите, что оно верно (--confirmed)."
        )
    return reply.text if reply else ""


def text_of(value: CellValue) -> str:
    """Return a value of a workbook as a person would type it; a code keeps its digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        # Excel keeps 0,1 + 0,2 as 0,30000000000000004: nine digits after the comma are enough.
        return f"{round(value, 9):.9f}".rstrip("0").rstrip(".")
    return str(value).strip()


def _place(row: int, column: int) -> str:
    return f"Строка {row}, столбец {get_column_letter(column + 1)}"
