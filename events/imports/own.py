"""The portal's own files read back exactly as they were written: see events.own_files.

Nothing is guessed in them: a column holds what its heading says, a line of a cell is one period,
organiser or person, and what stands in the column of forms is the form, or there is none.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from itertools import groupby

from events.calendar import MONTH_TITLES
from events.imports.headings import role_of
from events.imports.prose import ProsePart
from events.imports.rows import DraftRow
from events.imports.tables import OwnFigure, RawRow, RawTable
from events.own_files import (
    COLUMNS,
    FIGURE_COLUMNS,
    FIGURES,
    ITEMS,
    KEY,
    NESTED,
    PROSE,
    WHOLE_PLAN,
    section_in,
    words_in,
)

NOTE = "Файл выгружен с портала: строки прочитаны как есть, без догадок."
_PROPERTIES = "docProps/core.xml"
_MOST = 64 * 1024
_LINE = "____"  # where people sign
_NEEDED = (COLUMNS["number"], COLUMNS["name"], COLUMNS["period"])
_ROLES = {title: role for role, title in COLUMNS.items()}


def about_own(data: bytes) -> str:
    """Return the properties of a file of Word or Excel whose archive has been checked.

    A file of the portal's own holds MARK there.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if _PROPERTIES not in archive.namelist():
            return ""
        with archive.open(_PROPERTIES) as properties:
            return properties.read(_MOST).decode(errors="replace")


def own_table(parts: Iterable[str | Sequence[RawRow]]) -> RawTable | None:
    """Return the plan out of the lines and tables of a file; None where its heading is gone.

    A sheet is a table whose lines above the heading stand in its rows.
    """
    table: RawTable | None = None
    lines: list[str] = []
    figures: list[OwnFigure] = []
    for part in parts:
        if isinstance(part, str):
            lines.append(part)
            continue
        if found := _figures(part):
            figures += found
        start = next((place for place, row in enumerate(part) if _heads(row)), None)
        if table is None and start is not None:
            above = [row.cells[0] for row in part[:start] if row.cells]
            table = RawTable(list(_of_plan(part[start:])), [*lines, *above], [NOTE])
    if table is not None:
        table.figures, table.is_own = figures, True
        _take_keys(table)
    return table


def _take_keys(table: RawTable) -> None:
    """Move the keys of the items out of their column, which is no part of the plan."""
    place = next((n for n, cell in enumerate(table.rows[0].cells) if cell.strip() == KEY), None)
    if place is None:
        return
    for row in table.rows:
        cells = [*row.cells, *[""] * (place + 1 - len(row.cells))]
        row.key = cells.pop(place).strip()
        row.cells = cells


def _heads(row: RawRow) -> bool:
    cells = {cell.strip() for cell in row.cells}
    return all(title in cells for title in _NEEDED)


def _of_plan(rows: Sequence[RawRow]) -> Iterable[RawRow]:
    """Yield the rows of the plan: in a sheet the signature stands below them and an empty row.

    People leave empty rows between their own too, and write below the signature: a row that fills
    several cells is of the plan wherever it stands.
    """
    blocks = [
        list(block)
        for is_filled, block in groupby(rows, key=lambda row: _filled(row) > 0)
        if is_filled
    ]
    for number, block in enumerate(blocks):
        has_items = any(_filled(row) > 1 for row in block)
        is_signed = any(_LINE in cell for row in block for cell in row.cells)
        if number == 0 or (has_items and not is_signed):
            yield from block
        else:
            yield from (row for row in block if _filled(row) > 1)


def _filled(row: RawRow) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)


def _figures(rows: Sequence[RawRow]) -> list[OwnFigure]:
    """Return the planned figures of a table that holds them, each part after its figure.

    A row with words alone is the heading of the section that the figures below it are of.
    """
    start = next(
        (n for n, row in enumerate(rows) if tuple(row.cells[:2]) == FIGURE_COLUMNS), len(rows)
    )
    found, section = [], ""
    for row in rows[start + 1 :]:
        name, told, *_ = (*row.cells, "", "")
        number = "".join(told.split())  # in print the thousands stand apart
        if not name.strip():
            break
        if not number.isdecimal():
            section = "" if name == WHOLE_PLAN else name
            continue
        is_part = name.startswith(("— ", NESTED))
        name = words_in(name[len(NESTED) :] if is_part else name)
        found.append(OwnFigure(name, int(number), section, is_part))
    return found


def own_columns(heading: RawRow) -> list[dict[str, str]]:
    """Return the columns with their roles; one that people have added tells its own."""
    titles = [cell.strip() for cell in heading.cells]
    return [
        {"heading": title, "role": _ROLES.get(title) or role_of(title) or "skip"}
        for title in titles
    ]


def own_rows(table: RawTable) -> list[DraftRow]:
    """Return what each row is: the heading, a section with its depth and kind, an item."""
    heading, *rest = table.rows
    rows = [DraftRow(heading.cells, "skip", "Заголовки столбцов.")]
    for row in rest:
        if not row.is_whole:
            rows.append(DraftRow(row.cells, key=row.key))
            continue
        if table.is_by_months and row.cells[0] in MONTH_TITLES.values():
            rows.append(DraftRow(row.cells, "skip", "Месяц, а не раздел."))
            continue
        title, kind, depth = section_in(row.cells[0])
        blanks = [""] * (len(row.cells) - 1)
        rows.append(DraftRow([title, *blanks], "section", level=depth, section_kind=kind))
    return rows


def own_prose(lines: Iterable[str]) -> list[ProsePart]:
    """Return the parts of prose that stand under their headings above the table."""
    fields = {title: name for name, title in PROSE.items()}
    parts: list[ProsePart] = []
    is_open = False
    for line in lines:
        if line in fields:
            parts.append(ProsePart(line, "", fields[line]))
            is_open = True
        elif line in (FIGURES, ITEMS):
            is_open = False
        elif is_open and line.strip():
            parts[-1].text = f"{parts[-1].text}\n{line.strip()}".strip()
    return [part for part in parts if part.text]
