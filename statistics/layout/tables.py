"""Reading the tables of a section: rows and columns with nested headings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from statistics.layout.problems import Problems, Reader
from statistics.layout.specs import BlockSpec, ColumnSpec, RowSpec

KINDS = ("whole", "decimal", "flag")
MOST_PLACES = 3
MOST_NUMBER = 999
LONGEST_TITLE = 500


@dataclass(frozen=True)
class Manner:
    """What columns take over from the headings and the section they stand under."""

    kind: str = "whole"
    places: int = 0
    unit: str = ""
    okei: str = ""
    ask_above: int | None = None
    constant: bool = False
    groups: tuple[str, ...] = ()

    def refined(self, reader: Reader) -> "Manner":
        """Return the manner with what this heading, column or section says itself."""
        kind = reader.choice("kind", KINDS, self.kind)
        places = reader.whole("places", self.places if kind == "decimal" else 0) or 0
        if kind == "decimal" and not 1 <= places <= MOST_PLACES:
            reader.add(f"у дробных чисел «places» — от 1 до {MOST_PLACES}")
        if kind != "decimal" and reader.has("places") and places:
            reader.add("«places» бывает только у дробных чисел (kind: decimal)")
        return replace(
            self,
            kind=kind,
            places=places,
            unit=reader.text("unit", self.unit),
            okei=reader.text("okei", self.okei),
            ask_above=reader.whole("ask_above", self.ask_above),
            constant=reader.flag("constant", self.constant),
        )


def read_table(data: Any, place: str, manner: Manner, problems: Problems) -> list[BlockSpec]:
    """Read the rows, columns and printed blocks of one table."""
    reader = Reader(data, place, problems)
    block = read_block(reader, manner, problems)
    blocks = split_blocks(block, reader.sequence("blocks"), place, problems)
    reader.done()
    return blocks


def read_block(reader: Reader, manner: Manner, problems: Problems) -> BlockSpec:
    """Read rows and columns, noting numbers that repeat and closed columns that are none."""
    place = reader.place
    columns = _read_columns(reader.sequence("columns", required=True), place, manner, problems)
    rows = [_read_row(row, place, problems) for row in reader.sequence("rows", required=True)]
    numbers = {column.number for column in columns}
    _note_repeats([column.number for column in columns], f"{place}, графа", problems)
    _note_repeats([row.number for row in rows], f"{place}, строка", problems)
    _note_parts(columns, f"{place}, графа", "графы", problems)
    _note_parts(rows, f"{place}, строка", "строки", problems)
    for row in rows:
        for extra in sorted(row.closed - numbers):
            problems.add(f"{place}, строка {row.label}", f"«closed»: графы {extra} в таблице нет")
    return BlockSpec(tuple(columns), tuple(rows))


def _note_repeats(numbers: list[int], place: str, problems: Problems) -> None:
    for number in sorted({number for number in numbers if numbers.count(number) > 1}):
        problems.add(f"{place} {number}", "номер встречается дважды")


def _note_parts(
    lines: Sequence[ColumnSpec | RowSpec], place: str, word: str, problems: Problems
) -> None:
    """Note lines that are part of none, and those that are, one through another, part of itself."""
    wholes = {line.number: line.part_of for line in lines}
    for line in lines:
        if line.part_of is not None and line.part_of not in wholes:
            problems.add(f"{place} {line.number}", f"«of»: {word} {line.part_of} в таблице нет")
        passed, above = set[int](), line.part_of
        while above is not None and above not in passed:
            passed.add(above)
            above = wholes.get(above)
        if line.number in passed:
            problems.add(f"{place} {line.number}", "«of»: выходит частью самой себя")


def _read_columns(
    items: list[Any], place: str, manner: Manner, problems: Problems
) -> list[ColumnSpec]:
    """Read columns and headings, in depth."""
    columns = []
    for item in items:
        reader = Reader(item, place, problems)
        if reader.has("heading"):
            heading = reader.text("heading", longest=LONGEST_TITLE)
            reader.place = f"{place}, «{heading}»"
            inner = replace(manner.refined(reader), groups=(*manner.groups, heading))
            nested = reader.sequence("columns", required=True)
            columns += _read_columns(nested, place, inner, problems)
        else:
            columns.append(_read_column(reader, manner))
        reader.done()
    return columns


def _read_column(reader: Reader, manner: Manner) -> ColumnSpec:
    number = reader.between("number", 1, MOST_NUMBER)
    reader.place = f"{reader.place}, графа {number}"
    own = manner.refined(reader)
    return ColumnSpec(
        number=number,
        title=reader.text("title", longest=LONGEST_TITLE),
        groups=own.groups,
        kind=own.kind,
        places=own.places,
        unit=own.unit,
        okei=own.okei,
        part_of=reader.whole("of"),
        ask_above=own.ask_above,
        constant=own.constant,
    )


def _read_row(data: Any, place: str, problems: Problems) -> RowSpec:
    reader = Reader(data, place, problems)
    number = reader.between("number", 1, MOST_NUMBER)
    reader.place = f"{place}, строка {number:02d}"
    closed = [column for column in reader.sequence("closed") if isinstance(column, int)]
    if len(closed) != len(reader.data.get("closed", [])):
        reader.add("«closed» — список номеров граф")
    for column in sorted({column for column in closed if closed.count(column) > 1}):
        reader.add(f"«closed»: графа {column} закрыта дважды")
    row = RowSpec(
        number=number,
        title=reader.text("title", longest=LONGEST_TITLE),
        closed=frozenset(closed),
        part_of=reader.whole("of"),
        ask_above=reader.whole("ask_above"),
        constant=reader.flag("constant"),
    )
    reader.done()
    return row


def split_blocks(
    block: BlockSpec, ranges: list[Any], place: str, problems: Problems
) -> list[BlockSpec]:
    """Cut a wide table into the blocks in which it is printed, `["2:12", "13:22"]`."""
    if not ranges:
        return [block]
    blocks: list[BlockSpec] = []
    for wanted in ranges:
        first, _, last = str(wanted).partition(":")
        if not (first.isdecimal() and last.isdecimal()):
            problems.add(
                place, f"«blocks»: ожидались графы в кавычках вида «2:12», а не {wanted!r}"
            )
            return [block]
        columns = [c for c in block.columns if int(first) <= c.number <= int(last)]
        if not columns:
            problems.add(place, f"«blocks»: в блоке «{wanted}» нет ни одной графы")
            return [block]
        blocks.append(BlockSpec(tuple(columns), block.rows))
    printed = [column.number for piece in blocks for column in piece.columns]
    if printed != [column.number for column in block.columns]:
        problems.add(
            place, "«blocks»: блоки должны содержать все графы, каждую один раз, по порядку"
        )
    return blocks
