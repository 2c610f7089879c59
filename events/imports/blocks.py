"""Rows that hold several works in one cell, taken apart into a row for each line and back."""

from collections.abc import Sequence
from dataclasses import asdict

from events.imports.lines import tell_lines
from events.imports.pairing import SLOTTED, Entry, Pairing, holds_several, propose
from events.imports.rows import Block, DraftRow

Columns = Sequence[dict[str, str]]
LOOSE = "Строка без пары: пока она относится к пункту выше. Сопоставьте строки."


def name_column(columns: Columns) -> int:
    return next((n for n, column in enumerate(columns) if column["role"] == "name"), 0)


def side_columns(columns: Columns) -> list[int]:
    """Return the columns whose lines are paired with works."""
    return [n for n, column in enumerate(columns) if column["role"] not in ("name", "skip")]


def paired_columns(columns: Columns) -> str:
    """Return which columns lines are paired of: that of names and those beside it."""
    return f"{name_column(columns)}:{side_columns(columns)}"


def names_time(columns: Columns, number: int) -> bool:
    """Tell whether a work may name itself what stands in this column."""
    return columns[number]["role"] == "period"


def is_crowded(row: DraftRow, columns: Columns) -> bool:
    """Tell whether a row is to be taken apart: several works, or a run of planned figures."""
    if row.kind == "block":
        return True
    is_item = row.kind == "item" and not row.block
    return is_item and holds_several(row.cells, name_column(columns), side_columns(columns))


def taken_apart(key: str, block: Block, columns: Columns, depth: int) -> list[DraftRow]:
    """Return the rows of a block as they are offered; `depth` is the level of the section above."""
    if block.kind == "block":
        lines = tell_lines("\n".join(filter(None, block.cells)), among_figures=True)
        empty = {column: [] for column in side_columns(columns)}
        pairing = Pairing([Entry(line.text, line.kind) for line in lines], empty)
    else:
        pairing = propose(block.cells, name_column(columns), side_columns(columns))
    return rows_of(pairing, key, columns, depth, is_checked=False)


def folded(block: Block, lines: Sequence[DraftRow], columns: Columns) -> DraftRow:
    """Return the lines of a block as the row of the file that they were; they are kept in it."""
    kind = "skip" if block.kind == "block" else block.kind
    kept = {"block": {**asdict(block), "others": {}}, "rows": [asdict(line) for line in lines]}
    return DraftRow(block.cells, kind, apart={**block.others, paired_columns(columns): kept})


def put_back(row: DraftRow, key: str, columns: Columns) -> tuple[Block, list[DraftRow] | None]:
    """Return the block of a row to be taken apart, and its lines as they were paired once.

    No lines where the row was never apart by these columns, or its text has changed since.
    """
    apart = dict(row.apart)
    kept = apart.pop(paired_columns(columns), None)
    if kept is None or kept["block"]["cells"] != row.cells:
        return Block(row.cells, row.kind, others=apart), None
    lines = [DraftRow(**{**line, "block": key}) for line in kept["rows"]]
    return Block(**{**kept["block"], "others": apart}), lines


def rows_of(
    pairing: Pairing, key: str, columns: Columns, depth: int, *, is_checked: bool
) -> list[DraftRow]:
    """Return the rows that a pairing says, those without a pair last."""
    width, name = len(columns), name_column(columns)
    sure = {
        number: pairing.certain(number, names_time=names_time(columns, number))
        for number, cells in pairing.columns.items()
        if any(cells) and not is_checked
    }
    rows: list[DraftRow] = []
    place = 0
    for entry in pairing.entries:
        row = DraftRow([""] * width, entry.kind, block=key)
        row.cells[name] = entry.text
        if entry.kind in SLOTTED:
            _fill(row, pairing.cells_of(place))
            row.doubts = [number for number, count in sure.items() if place >= count]
            place += 1
        elif entry.kind == "section":
            row.level = depth + (2 if rows and rows[-1].kind == "section" else 1)
        rows.append(row)
    for extra in range(pairing.loose):
        row = DraftRow([""] * width, "loose", LOOSE, block=key, doubts=sorted(sure))
        _fill(row, pairing.cells_of(place + extra))
        rows.append(row)
    return rows


def _fill(row: DraftRow, cells: dict[int, str]) -> None:
    for number, cell in cells.items():
        row.cells[number] = cell


def pairing_of(rows: Sequence[DraftRow], columns: Columns) -> Pairing:
    """Return the pairing that the rows of a block show."""
    name = name_column(columns)
    entries = [Entry(row.cells[name], row.kind) for row in rows if row.kind != "loose"]
    slotted = [row for row in rows if row.kind in (*SLOTTED, "loose")]
    sides = {}
    for number in side_columns(columns):
        cells = [row.cells[number] for row in slotted]
        while cells and not cells[-1]:
            cells.pop()
        sides[number] = cells
    return Pairing(entries, sides)
