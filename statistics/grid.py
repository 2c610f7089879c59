"""A section laid out as on the paper form, ready to be drawn for typing or for reading."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from statistics.layout import BlockSpec, CellSpec, ColumnSpec, RowSpec, SectionSpec
from statistics.models import Remark
from statistics.queries.answers import CellState, Sheet
from statistics.queries.from_staff import Offer
from statistics.queries.news import CellNews
from statistics.queries.verification import SEVERITIES, Judged


@dataclass(frozen=True)
class Heading:
    """A cell of the table's head."""

    text: str
    colspan: int
    rowspan: int


@dataclass(frozen=True)
class Typed:
    """What a person typed into a cell and could not be saved, with the reason."""

    text: str
    message: str
    is_question: bool = False


@dataclass(frozen=True)
class Marks:
    """What is said about cells, by address."""

    typed: Mapping[str, Typed] = field(default_factory=dict)
    findings: Mapping[str, list[Judged]] = field(default_factory=dict)
    remarks: Mapping[str, list[Remark]] = field(default_factory=dict)
    offers: Mapping[str, Offer] = field(default_factory=dict)
    news: Mapping[str, CellNews] = field(default_factory=dict)


@dataclass(frozen=True)
class GridCell:
    """A place in the table: an open cell with what stands in it, or X when `spec` is None."""

    row: RowSpec
    column: ColumnSpec
    spec: CellSpec | None = None
    state: CellState | None = None
    typed: Typed | None = None
    findings: tuple[Judged, ...] = ()
    remarks: tuple[Remark, ...] = ()
    offer: Offer | None = None
    news: CellNews | None = None

    @property
    def dom_id(self) -> str:
        return dom_id(self.spec.address) if self.spec else ""

    @property
    def label(self) -> str:
        """The cell in words, for a label of its own."""
        return f"Строка {self.row.label}, графа {self.column.number}: {self.column.full_title}"

    @property
    def text(self) -> str:
        if self.typed:
            return self.typed.text
        return self.state.text if self.state else ""

    @property
    def severity(self) -> str:
        """The worst that checks say about the cell and nobody has settled, or nothing."""
        if self.typed:
            return "explain" if self.typed.is_question else "error"
        return worst(self.findings)


@dataclass(frozen=True)
class GridRow:
    spec: RowSpec
    cells: tuple[GridCell, ...]


@dataclass(frozen=True)
class GridBlock:
    """One printed table: lines of headings, the line of column numbers, rows."""

    headings: tuple[tuple[Heading, ...], ...]
    columns: tuple[ColumnSpec, ...]
    rows: tuple[GridRow, ...]
    depth: int

    @property
    def has_titles(self) -> bool:
        """Whether rows have words of their own, and not only a number."""
        return any(row.spec.title for row in self.rows)


def worst(findings: Iterable[Judged]) -> str:
    """Return the gravest severity that still asks for something: error, explain, warning or ''."""
    asking = {one.severity for one in findings if one.blocks or one.severity == "warning"}
    return next((severity for severity in SEVERITIES if severity in asking), "")


def dom_id(address: str) -> str:
    """Return the id of the cell's element, which links lead to."""
    return "c-" + address.replace(".", "-")


def marks_of(
    findings: Iterable[Judged],
    remarks: Iterable[Remark],
    typed: Mapping[str, Typed] | None = None,
    offers: Mapping[str, Offer] | None = None,
    news: Mapping[str, CellNews] | None = None,
) -> Marks:
    """Sort what is said by the cell it is about; a finding speaks at the first of its cells."""
    found, said = defaultdict(list), defaultdict(list)
    for one in findings:
        found[one.address].append(one)
    for remark in remarks:
        if remark.cell and not remark.resolved_at:
            said[remark.cell.address].append(remark)
    return Marks(typed or {}, found, said, offers or {}, news or {})


def grid_of(section: SectionSpec, sheet: Sheet, marks: Marks) -> list[GridBlock]:
    """Lay out one section with everything that stands in its cells and is said about them."""
    return [
        GridBlock(
            headings=headings_of(block),
            columns=block.columns,
            rows=tuple(
                GridRow(
                    row,
                    tuple(_cell(section, row, column, sheet, marks) for column in block.columns),
                )
                for row in block.rows
            ),
            depth=block.depth,
        )
        for block in section.blocks
    ]


def _cell(
    section: SectionSpec, row: RowSpec, column: ColumnSpec, sheet: Sheet, marks: Marks
) -> GridCell:
    spec = section.cell(row.number, column.number)
    if spec is None:
        return GridCell(row, column)
    return GridCell(
        row=row,
        column=column,
        spec=spec,
        state=sheet.cells[spec.address],
        typed=marks.typed.get(spec.address),
        findings=tuple(marks.findings.get(spec.address, ())),
        remarks=tuple(marks.remarks.get(spec.address, ())),
        offer=marks.offers.get(spec.address),
        news=marks.news.get(spec.address),
    )


def headings_of(block: BlockSpec) -> tuple[tuple[Heading, ...], ...]:
    """Return the lines of the table's head, the outermost headings first."""
    return tuple(tuple(_headings(block, level)) for level in range(block.depth + 1))


def _headings(block: BlockSpec, level: int) -> Iterator[Heading]:
    """Yield the headings of one line: groups over several columns, and columns that end here."""
    columns = list(block.columns)
    while columns:
        first = columns[0]
        if len(first.groups) < level:
            columns.pop(0)
        elif len(first.groups) == level:
            yield Heading(columns.pop(0).title, 1, block.depth + 1 - level)
        else:
            group = first.groups[: level + 1]
            width = next(
                (at for at, column in enumerate(columns) if column.groups[: level + 1] != group),
                len(columns),
            )
            yield Heading(group[-1], width, 1)
            del columns[:width]
