"""Reading an edition's definition into a layout, with every problem told at its place."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from statistics.layout.lineage import read_was
from statistics.layout.problems import Problems, Reader
from statistics.layout.relations import bind_checks, find_totals, with_totals
from statistics.layout.specs import (
    BlockSpec,
    CellSpec,
    CheckSpec,
    ColumnSpec,
    Layout,
    RowSpec,
    SectionSpec,
    TitleField,
    address_of,
)
from statistics.layout.tables import (
    LONGEST_TITLE,
    MOST_NUMBER,
    Manner,
    read_block,
    read_table,
    split_blocks,
)

SEVERITIES = ("error", "explain", "warning")
# A value is stored with 15 digits before the point.
MOST_DIGITS = 15
FIRST_YEAR, LAST_YEAR = 1990, 2100
_LONGEST_NAME = 300
Numbered = TypeVar("Numbered", RowSpec, ColumnSpec)
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,40}")


def parse_definition(data: Mapping[str, Any]) -> Layout:
    """Return the layout that a definition describes; raise EditionError with all problems."""
    problems = Problems()
    reader = Reader(data, "", problems)
    max_digits = reader.whole("max_digits", 12) or 12
    if max_digits > MOST_DIGITS:
        reader.add(f"«max_digits» не может быть больше {MOST_DIGITS}")
    sections = [
        _read_section(item, max_digits, problems) for item in reader.sequence("sections", True)
    ]
    _note_repeated_sections(sections, problems)
    checks = bind_checks(_read_checks(reader, problems), sections, problems)
    totals = find_totals(checks, problems)
    sections = [with_totals(section, totals) for section in sections]
    cells = {cell.address: cell for section in sections for cell in section.cells}
    follows = _slug(reader, "follows", "")
    layout = Layout(
        form=_slug(reader, "form"),
        edition=_slug(reader, "edition"),
        title=reader.text("title", longest=_LONGEST_NAME),
        form_title=reader.text("form_title", longest=_LONGEST_NAME),
        okud=reader.text("okud", "", longest=10),
        order=reader.text("order", "", longest=_LONGEST_NAME),
        year_from=reader.between("year_from", FIRST_YEAR, LAST_YEAR),
        year_to=reader.whole("year_to"),
        title_page=_read_fields(reader, "title_page", problems),
        signature=_read_fields(reader, "signature", problems),
        sections=tuple(sections),
        checks=checks,
        totals=totals,
        cells=cells,
        follows=follows,
        was=read_was(reader, follows, cells),
    )
    _note_contradictions(layout, reader)
    reader.done()
    problems.raise_if_any()
    return layout


def _note_contradictions(layout: Layout, reader: Reader) -> None:
    if layout.year_to is not None and layout.year_to < layout.year_from:
        reader.add("«year_to» раньше, чем «year_from»")
    if layout.year_to is not None and layout.year_to > LAST_YEAR:
        reader.add(f"«year_to» не позже {LAST_YEAR}")
    if layout.follows and layout.follows == layout.edition:
        reader.add("«follows»: редакция не может продолжать саму себя")


def _slug(reader: Reader, key: str, default: str | None = None) -> str:
    value = reader.text(key, default)
    if value and not _SLUG.fullmatch(value):
        reader.add(f"«{key}» пишется латинскими буквами, цифрами и дефисом, а не «{value}»")
    return value


def _note_repeated_sections(sections: list[SectionSpec], problems: Problems) -> None:
    numbers = [section.number for section in sections]
    for number in sorted({number for number in numbers if numbers.count(number) > 1}):
        problems.add(f"Раздел {number}", "номер встречается дважды")


def _read_fields(reader: Reader, key: str, problems: Problems) -> tuple[TitleField, ...]:
    fields = []
    for item in reader.sequence(key):
        inner = Reader(item, f"«{key}»", problems)
        fields.append(
            TitleField(inner.text("key", longest=100), inner.text("title", longest=LONGEST_TITLE))
        )
        inner.done()
    return tuple(fields)


def _read_section(data: Any, max_digits: int, problems: Problems) -> SectionSpec:
    """Read a section: one table of its own rows and columns, or several `tables`."""
    reader = Reader(data, "Раздел", problems)
    number = reader.between("number", 1, MOST_NUMBER)
    reader.place = f"Раздел {number}"
    title = reader.text("title", longest=LONGEST_TITLE)
    manner = Manner().refined(reader)
    if reader.has("tables"):
        blocks = [
            block
            for table in reader.sequence("tables", required=True)
            for block in read_table(table, reader.place, manner, problems)
        ]
    else:
        block = read_block(reader, manner, problems)
        blocks = split_blocks(block, reader.sequence("blocks"), reader.place, problems)
    reader.done()
    return SectionSpec(
        number=number,
        title=title,
        unit=manner.unit,
        okei=manner.okei,
        rows=_distinct(row for block in blocks for row in block.rows),
        columns=_distinct(column for block in blocks for column in block.columns),
        blocks=tuple(blocks),
        cells=_cells(number, blocks, max_digits, problems),
    )


def _distinct(items: Iterable[Numbered]) -> tuple[Numbered, ...]:
    """Return rows or columns, each number once, the first one's words kept."""
    found: dict[int, Numbered] = {}
    for item in items:
        found.setdefault(item.number, item)
    return tuple(found.values())


def _cells(
    section: int, blocks: list[BlockSpec], max_digits: int, problems: Problems
) -> tuple[CellSpec, ...]:
    """Return the open cells in printed order, noting a cell that two tables claim."""
    cells: dict[str, CellSpec] = {}
    for block in blocks:
        for row in block.rows:
            for column in block.columns:
                if column.number in row.closed:
                    continue
                cell = _cell(section, row, column, max_digits)
                if cell.address in cells:
                    problems.add(f"Раздел {section}", f"ячейка {cell.address} встречается дважды")
                cells[cell.address] = cell
    return tuple(cells.values())


def _cell(section: int, row: RowSpec, column: ColumnSpec, max_digits: int) -> CellSpec:
    return CellSpec(
        address=address_of(section, row.number, column.number),
        section=section,
        row=row.number,
        column=column.number,
        kind=column.kind,
        places=column.places,
        unit=column.unit,
        okei=column.okei,
        title=" — ".join(part for part in (row.title, column.full_title) if part),
        total=None,
        ask_above=column.ask_above if row.ask_above is None else row.ask_above,
        max_digits=1 if column.kind == "flag" else max_digits,
        constant=row.constant or column.constant,
    )


def _read_checks(reader: Reader, problems: Problems) -> tuple[CheckSpec, ...]:
    checks: dict[str, CheckSpec] = {}
    for item in reader.sequence("checks"):
        inner = Reader(item, "Контроль", problems)
        code = _slug(inner, "code")
        inner.place = f"Контроль {code}"
        if code in checks:
            inner.add("такой код уже есть")
        checks[code] = CheckSpec(
            code=code,
            expression=inner.text("rule"),
            severity=inner.choice("severity", SEVERITIES, "error"),
            message=inner.text("message", ""),
            is_total=inner.flag("total"),
        )
        inner.done()
    return tuple(checks.values())
