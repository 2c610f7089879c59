"""The whole form summed, in the form's own layout."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.utils.text import capfirst

from common.tables import CLOSED, CellValue, Column, Row, Table, TableSet
from statistics.layout import BlockSpec, Layout, SectionSpec, layout_of
from statistics.summaries import figures
from statistics.summaries.choice import ALL_STATES, Choice
from statistics.summaries.figures import Summed
from statistics.summaries.gaps import gap_of_cell
from statistics.summaries.reported import reported_words

_COUNTS_TITLE = "Сколько библиотек стоит за каждой цифрой"


def form_tables(layout: Layout, value_at: Callable[[str], CellValue]) -> list[Table]:
    """Return the printed tables of a form, each cell holding what `value_at` says of it."""
    return [
        _block_table(section, block, number, value_at)
        for section in layout.sections
        for number, block in enumerate(section.blocks, 1)
    ]


def _block_table(
    section: SectionSpec, block: BlockSpec, number: int, value_at: Callable[[str], CellValue]
) -> Table:
    continued = f" (продолжение {number - 1})" if number > 1 else ""
    return Table(
        title=f"Раздел {section.number}. {section.title}{continued}",
        subtitle=f"Код по ОКЕИ: {section.unit} — {section.okei}" if section.okei else "",
        columns=tuple(_columns(block)),
        rows=(_numbering(block), *_rows(section, block, value_at)),
        key=f"section_{section.number}_{number}",
        sheet=f"Раздел {section.number}" + (f", часть {number}" if number > 1 else ""),
    )


def _has_titles(block: BlockSpec) -> bool:
    return any(row.title for row in block.rows)


def _columns(block: BlockSpec) -> Iterable[Column]:
    if _has_titles(block):
        yield Column("name", "Наименование показателя", kind="text", width=26)
    yield Column("row", "№ строки", kind="text", width=9)
    for column in block.columns:
        yield Column(
            f"c{column.number}", column.title, column.groups, places=column.places, width=11
        )


def _numbering(block: BlockSpec) -> Row:
    """Return the line of column numbers that stands under the headings of a form."""
    before = ("1", "2") if _has_titles(block) else ("1",)
    return Row((*before, *(str(column.number) for column in block.columns)), "numbering")


def _rows(
    section: SectionSpec, block: BlockSpec, value_at: Callable[[str], CellValue]
) -> Iterable[Row]:
    for row in block.rows:
        before = (row.title, row.label) if _has_titles(block) else (row.label,)
        cells = [section.cell(row.number, column.number) for column in block.columns]
        values = (CLOSED if cell is None else value_at(cell.address) for cell in cells)
        level = 1 if row.part_of else 0
        yield Row((*before, *values), anchor=f"{section.number}.{row.label}", level=level)


def whole_form(choice: Choice) -> TableSet:
    """Return every section summed, with the number of libraries behind each figure."""
    layout = layout_of(choice.campaign.edition)
    sums = figures.sums_by_cell(choice)
    reported, expected = figures.reported_counts(choice)
    tables = form_tables(layout, lambda address: _number(sums, address))
    counts = form_tables(layout, lambda address: _behind(sums, address))
    no_data = form_tables(layout, lambda address: _no_data(sums, address))
    return TableSet(
        title=f"Свод {choice.of_whom}: {choice.campaign.short_title}",
        subtitle=ALL_STATES[choice.states],
        tables=tuple(
            _with_counts(*of_one, reported) for of_one in zip(tables, counts, no_data, strict=True)
        ),
        notes=tuple(_notes(choice, sums, (reported, expected), len(layout.cells))),
    )


def counts_tables(content: TableSet) -> list[Table]:
    """Return tables of the same layout that hold the number of libraries behind each figure."""
    return [
        replace(
            table,
            subtitle=_COUNTS_TITLE,
            columns=tuple(replace(column, places=0) for column in table.columns),
            rows=tuple(_counts_row(table, row) for row in table.rows),
            key=f"{table.key}_libraries",
            sheet=f"{table.sheet}, библиотек",
        )
        for table in content.tables
    ]


def _counts_row(table: Table, row: Row) -> Row:
    if row.kind == "numbering":
        return row
    values = tuple(
        of if column.kind != "text" and value != CLOSED else value
        for column, value, of in zip(table.columns, row.values, row.counts, strict=True)
    )
    return replace(row, values=values, behind=(), counts=(), gaps=())


def _with_counts(table: Table, counts: Table, no_data: Table, reported: int) -> Table:
    rows = []
    for row, count, none in zip(table.rows, counts.rows, no_data.rows, strict=True):
        if row.kind == "numbering":
            rows.append(row)
            continue
        numbers = tuple(of if isinstance(of, int) else None for of in count.values)
        gaps = tuple(
            gap_of_cell(of, lacking, reported) if isinstance(of, int) else None
            for of, lacking in zip(count.values, none.values, strict=True)
        )
        differing = tuple(
            of if of != reported and value is not None else None
            for of, value in zip(numbers, row.values, strict=True)
        )
        rows.append(replace(row, behind=differing, counts=numbers, gaps=gaps))
    return replace(table, rows=tuple(rows))


def _number(sums: dict[str, Summed], address: str) -> CellValue:
    part = sums.get(address)
    return part.number if part and part.behind else None


def _behind(sums: dict[str, Summed], address: str) -> int:
    return sums[address].behind if address in sums else 0


def _no_data(sums: dict[str, Summed], address: str) -> int:
    return sums[address].no_data if address in sums else 0


def _notes(
    choice: Choice, sums: dict[str, Summed], counts: tuple[int, int], cells: int
) -> Iterable[str]:
    reported, expected = counts
    yield f"{capfirst(reported_words(reported, expected, choice.is_preliminary))}."
    whole = sum(1 for part in sums.values() if part.behind == reported)
    if whole < cells:
        yield (
            f"Полностью, по всем этим библиотекам, заполнены {whole} из {cells} ячеек. "
            "Под остальными указано, сколько библиотек дали число; пропуск и «н/д» — не ноль."
        )
    yield "В ячейках «да/нет» — число библиотек, ответивших «да»."
