"""What the preview page shows of a draft."""

from collections import Counter
from dataclasses import dataclass, field

from common.text import normalise
from events.imports.draft import KINDS, Draft
from events.imports.headings import ROLES
from events.imports.items import DraftItem, Organiser, build_items
from events.names import NameBook
from events.names.book import Known

# What a person can make of a row, by what it is now.
ACTS = {
    "item": (("skip", "Пропустить"), ("join", "Присоединить к строке выше"), ("section", "Раздел")),
    "join": (("item", "Отделить от строки выше"), ("skip", "Пропустить")),
    "section": (("item", "Пункт плана"), ("skip", "Пропустить")),
    "skip": (("item", "Пункт плана"), ("section", "Раздел")),
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
    fields: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def asks_form(self) -> bool:
        """No column of the file holds the form, so the offered one can be changed here."""
        return self.item is not None and "event_form" not in self.item.texts

    @property
    def number(self) -> int:
        return self.index + 1


@dataclass
class NameChoice:
    """An organisation of the file and what becomes of it."""

    index: int
    organiser: Organiser
    rows: int

    @property
    def wording(self) -> str:
        return self.organiser.mention.wording

    @property
    def is_new_name(self) -> bool:
        """The registry does not hold this name: the person decides."""
        return self.organiser.mention.organisation is None


@dataclass
class Preview:
    """The whole page: rows, columns, organisations, totals."""

    rows: list[PreviewRow]
    items: list[DraftItem]
    columns: list[tuple[int, str, str, str]]
    names: list[NameChoice]
    registry: list[Known]

    @property
    def faulty(self) -> list[DraftItem]:
        return [item for item in self.items if item.errors]

    @property
    def crowded(self) -> list[DraftItem]:
        """Items that look like several ones written in one cell."""
        return [item for item in self.items if item.crowding]

    @property
    def unread_periods(self) -> int:
        return sum(item.reading is not None and not item.reading.understood for item in self.items)

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


def build_preview(draft: Draft, year: int, book: NameBook, editing: int | None = None) -> Preview:
    """Return what the page shows; row `editing` is open for changing its texts."""
    items = build_items(draft, year, book)
    by_row = {item.index: item for item in items}
    is_after_item = False
    rows = []
    for index, row in enumerate(draft.rows):
        acts = [act for act in ACTS[row.kind] if act[0] != "join" or is_after_item]
        is_after_item = is_after_item or row.kind == "item"
        rows.append(
            PreviewRow(
                index=index,
                kind=row.kind,
                kind_shown=KINDS[row.kind],
                why=row.why,
                text=" · ".join(cell for cell in row.cells if cell.strip()),
                item=by_row.get(index),
                acts=acts,
                fields=_fields(draft, index) if index == editing else [],
            )
        )
    return Preview(rows, items, _columns(draft), _names(items), book.choices())


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


def _names(items: list[DraftItem]) -> list[NameChoice]:
    """Return the organisations of the file, those that the registry does not hold first."""
    counted: Counter[str] = Counter()
    organisers: dict[str, Organiser] = {}
    for item in items:
        for organiser in item.organisers:
            counted[organiser.mention.wording] += 1
            organisers[organiser.mention.wording] = organiser
    # The order must not change with the choices, or the keyboard would lose its place.
    ordered = sorted(organisers.values(), key=lambda one: one.mention.organisation is not None)
    return [
        NameChoice(number, organiser, counted[organiser.mention.wording])
        for number, organiser in enumerate(ordered)
    ]
