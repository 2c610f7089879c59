"""What the preview page shows of a draft."""

from collections import Counter
from dataclasses import dataclass, field

from common.text import normalise
from events.imports.asked import (
    BlockShown,
    NameChoice,
    People,
    blocks_of,
    names_of,
    people_of,
)
from events.imports.blocks import name_column
from events.imports.draft import Draft
from events.imports.draft_item import DraftItem
from events.imports.figures import DraftFigure, is_figure
from events.imports.headings import ROLES
from events.imports.items import build_figures, build_items
from events.imports.rows import KINDS, DraftRow, mark_of
from events.names import NameBook, PersonBook
from events.names.book import Known

# More rows on one page make every change of one of them slow.
ROWS_A_PAGE = 200
# What a person can make of a row, by what it is now.
ACTS = {
    "item": (("skip", "Пропустить"), ("join", "Присоединить к строке выше"), ("section", "Раздел")),
    "join": (("item", "Отделить от строки выше"), ("skip", "Пропустить")),
    "section": (("item", "Пункт плана"), ("skip", "Пропустить")),
    "skip": (("item", "Пункт плана"), ("section", "Раздел")),
}
# The same of a line that was taken out of a cell; without a work it takes no time.
LINE_ACTS = {
    "item": ACTS["item"],
    "skip": ACTS["skip"],
    "section": (("item", "Пункт плана"), ("off", "Пропустить")),
    "figure": (("item", "Пункт плана"), ("off", "Пропустить")),
    "group": (("section", "Раздел"), ("item", "Пункт плана")),
    "off": (("item", "Пункт плана"), ("section", "Раздел"), ("figure", "Показатель")),
    "loose": (),
}


@dataclass
class PreviewRow:
    """One row of the file, as the page shows it; `number` is counted from 1."""

    index: int
    kind: str
    kind_shown: str
    why: str
    text: str
    item: DraftItem | None
    acts: list[tuple[str, str]]
    mark: str = ""
    block: str = ""
    can_unfold: bool = False
    # What the item is beside the plan, where the file is the portal's own: same, changed, new.
    standing: str = ""
    fields: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def doubts(self) -> list[str]:
        """The columns whose lines may belong to a neighbouring item, in words."""
        return self.item.doubts if self.item else []

    @property
    def asks_form(self) -> bool:
        """No column of the file holds the form, so the offered one can be changed here."""
        return self.item is not None and "event_form" not in self.item.texts

    @property
    def number(self) -> int:
        return self.index + 1


@dataclass
class Preview:
    """The whole page: rows, columns, organisations, people, figures, totals."""

    rows: list[PreviewRow]
    items: list[DraftItem]
    columns: list[tuple[int, str, str, str]]
    names: list[NameChoice]
    registry: list[Known]
    people: People
    blocks: list[BlockShown]
    figures: list[DraftFigure]

    @property
    def open_blocks(self) -> list[BlockShown]:
        """Cells taken apart whose lines nobody has checked and which do not tell themselves."""
        return [block for block in self.blocks if block.doubtful and not block.is_checked]

    @property
    def doubtful(self) -> int:
        """How many items may have a time or a person of a neighbour."""
        return sum(bool(item.doubts) for item in self.items)

    @property
    def loose(self) -> int:
        """How many items stand in no section: a plan has those before its sections."""
        return sum(item.section_index is None for item in self.items)

    @property
    def faulty(self) -> list[DraftItem]:
        return [item for item in self.items if item.errors]

    @property
    def crowded(self) -> list[DraftItem]:
        """Items that look like several ones written in one cell."""
        return [item for item in self.items if item.crowding]

    @property
    def unread_periods(self) -> int:
        return sum(len(item.unread) for item in self.items)

    @property
    def odd_figures(self) -> list[DraftFigure]:
        """Planned figures with something to look at: a sum that does not add up, a repeat."""
        return [figure for figure in self.figures if figure.messages]

    @property
    def unread_items(self) -> list[DraftItem]:
        return [item for item in self.items if item.unread]

    @property
    def name_keys(self) -> list[str]:
        """The names of the items as `PlanItem.name_key` keeps them."""
        return [normalise(item.name) for item in self.items]

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.kind for row in self.rows)

    @property
    def undecided(self) -> int:
        return sum(name.organiser.organisation is None for name in self.names)


def row_address(index: int, *, is_alone: bool = False) -> str:
    """Return where a row stands in the preview; `is_alone` when all rows stand on one page."""
    page = index // ROWS_A_PAGE + 1
    return f"#row-{index}" if is_alone else f"?page={page}#row-{index}"


def build_preview(
    draft: Draft, year: int, book: NameBook, people: PersonBook, editing: int | None = None
) -> Preview:
    """Return what the page shows; row `editing` is open for changing its texts."""
    items = build_items(draft, year, book)
    by_row = {item.index: item for item in items}
    is_after_item = False
    rows = []
    for index, row in enumerate(draft.rows):
        shown = _row(draft, index, by_row.get(index), is_after_item=is_after_item)
        if index == editing:
            shown.fields = _fields(draft, index)
        rows.append(shown)
        is_after_item = is_after_item or row.kind == "item"
    return Preview(
        rows,
        items,
        _columns(draft),
        names_of(items),
        book.choices(),
        people_of(draft, items, people),
        blocks_of(draft),
        build_figures(draft),
    )


def _row(draft: Draft, index: int, item: DraftItem | None, *, is_after_item: bool) -> PreviewRow:
    row = draft.rows[index]
    acts = (LINE_ACTS if row.block else ACTS)[row.kind]
    return PreviewRow(
        index=index,
        kind=row.kind,
        kind_shown=KINDS[row.kind],
        why=_why(row),
        text=" · ".join(cell for cell in row.cells if cell.strip()),
        item=item,
        acts=[act for act in acts if act[0] != "join" or is_after_item],
        mark=mark_of(row),
        block=row.block,
        can_unfold=_can_unfold(row, draft),
    )


def _why(row: DraftRow) -> str:
    is_unread = row.kind == "figure" and not is_figure("\n".join(row.cells), among_figures=True)
    return "Число в строке не прочитано: показателя не будет." if is_unread else row.why


def _can_unfold(row: DraftRow, draft: Draft) -> bool:
    has_lines = "\n" in row.cells[name_column(draft.columns)].strip()
    return has_lines and not row.block and row.kind in ("item", "skip")


def _fields(draft: Draft, index: int) -> list[tuple[str, str, str]]:
    """Return (input name, label, text) for each column of the row."""
    return [
        (f"cell-{number}", _column_title(column, number), cell)
        for number, (column, cell) in enumerate(
            zip(draft.columns, draft.rows[index].cells, strict=True)
        )
    ]


def _column_title(column: dict[str, str], number: int) -> str:
    if column["role"] != "skip":
        return ROLES[column["role"]]
    return column["heading"] or f"Столбец {number + 1}"


def _columns(draft: Draft) -> list[tuple[int, str, str, str]]:
    """Return (number, heading, role, an example from the rows) for each column."""
    columns = []
    for number, column in enumerate(draft.columns):
        example = next(
            (row.cells[number] for row in draft.rows if row.kind == "item" and row.cells[number]),
            "",
        )
        heading = " ".join(column["heading"].split()) or f"Столбец {number + 1}"
        columns.append((number, heading, column["role"], example[:60]))
    return columns
