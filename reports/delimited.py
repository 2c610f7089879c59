"""Tables as CSV: for a Russian Excel, which opens it by a double click, or for other systems."""

import csv
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO, TextIOWrapper
from typing import BinaryIO

from common.tables import CellValue, Column, Row, Table, TableSet, in_words

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Manner:
    """How a file is written; `has_titles` tells columns in Russian, else by their keys."""

    encoding: str
    delimiter: str
    decimal_comma: bool
    has_titles: bool


MANNERS = {
    "excel": Manner("utf-8-sig", ";", decimal_comma=True, has_titles=True),
    "plain": Manner("utf-8", ",", decimal_comma=False, has_titles=False),
}


def write_rows(
    columns: Sequence[Column], rows: Iterable[Row], stream: BinaryIO, manner: Manner
) -> None:
    """Write rows into `stream` as they come, however many."""
    text = TextIOWrapper(stream, manner.encoding, newline="", write_through=True)
    writer = csv.writer(text, delimiter=manner.delimiter)
    writer.writerow([one.full_title if manner.has_titles else one.key for one in columns])
    comma = manner.decimal_comma
    writer.writerows([_text(value, comma) for value in row.values] for row in rows)
    text.detach()


def render_csv(content: TableSet) -> bytes:
    """Return the tables one under another: UTF-8 with a mark, semicolons, decimal commas."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    for place, table in enumerate(content.tables):
        if place:
            writer.writerow([])
        writer.writerows(_lines(table, with_title=len(content.tables) > 1))
    return text.getvalue().encode("utf-8-sig")


def _lines(table: Table, with_title: bool) -> Iterable[list[str]]:
    if with_title:
        yield [_text(table.title)]
    lacking = bool(table.gap_notes)
    yield [_text(column.full_title) for column in table.columns] + ["Чего не хватает"] * lacking
    for row in table.rows:
        if row.kind != "numbering":
            yield [_text(value) for value in row.values] + [_gaps(table, row)] * lacking


def _gaps(table: Table, row: Row) -> str:
    """Tell in a column of its own what figures lack: a plain number has no place for a mark."""
    told = zip(table.columns, row.gaps, strict=False)
    return _text(". ".join(f"{column.full_title}: {gap.words}" for column, gap in told if gap))


def _text(value: CellValue, decimal_comma: bool = True) -> str:
    """Write a value; words that a spreadsheet would compute get an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        plain = format(value, "f")
        return plain.replace(".", ",") if decimal_comma else plain
    if isinstance(value, datetime.date):
        return in_words(value)
    if isinstance(value, str) and value.startswith(_DANGEROUS):
        return f"'{value}"
    return str(value)
