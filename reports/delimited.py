"""Tables as CSV that a Russian Excel opens by a double click."""

import csv
import datetime
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO

from common.tables import CellValue, Table, TableSet, in_words

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


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
    yield [_text(column.full_title) for column in table.columns]
    for row in table.rows:
        if row.kind != "numbering":
            yield [_text(value) for value in row.values]


def _text(value: CellValue) -> str:
    """Write a number with a comma; words that a spreadsheet would compute get an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    if isinstance(value, datetime.date):
        return in_words(value)
    if isinstance(value, str) and value.startswith(_DANGEROUS):
        return f"'{value}"
    return str(value)
