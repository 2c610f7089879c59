"""What the preview asks a person: organisations, people, cells whose lines do not line up."""

from collections import Counter
from dataclasses import dataclass, field

from common.russian import plural
from events.imports.blocks import name_column, pairing_of
from events.imports.draft import Draft
from events.imports.draft_item import DraftItem, Organiser
from events.imports.headings import ROLES
from events.imports.items import section_title
from events.imports.lines import without_mark
from events.imports.pairing import Pairing
from events.imports.rows import DraftRow
from events.names import PersonBook, PersonMention, alike, split_people
from events.names.person_book import Writing

# How the lines of a column are counted in words.
_COUNTED = {
    "period": ("срок", "срока", "сроков"),
    "responsibles": ("ответственный", "ответственных", "ответственных"),
    "organisers": ("организатор", "организатора", "организаторов"),
}


@dataclass
class NameChoice:
    """An organisation of the file and what becomes of it."""

    index: int
    organiser: Organiser
    rows: int
    # Names of the same file, more frequent, for which this one may be a typo.
    writings: list[Writing] = field(default_factory=list)

    @property
    def wording(self) -> str:
        return self.organiser.mention.wording

    @property
    def is_new_name(self) -> bool:
        """The registry does not hold this name: the person decides."""
        return self.organiser.mention.organisation is None


@dataclass
class PersonChoice:
    """A name like that of somebody known, and what becomes of it."""

    index: int
    mention: PersonMention
    choice: str


@dataclass
class People:
    """The responsible people of a file: those to ask about, and how many need no question."""

    asked: list[PersonChoice] = field(default_factory=list)
    known: int = 0
    as_text: list[str] = field(default_factory=list)

    @property
    def undecided(self) -> int:
        return sum(not person.choice for person in self.asked)


@dataclass
class BlockShown:
    """A row of the file taken apart by lines, in short."""

    key: str
    title: str
    section: str
    counts: list[str]
    doubtful: int
    loose: int
    is_checked: bool
    rows: range

    @property
    def first(self) -> int:
        return self.rows.start

    @property
    def unpaired(self) -> int:
        """How many lines nobody has paired; those without a pair stay so in a checked cell too."""
        return max(self.doubtful, self.loose)


def names_of(items: list[DraftItem]) -> list[NameChoice]:
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
        NameChoice(
            number,
            organiser,
            counted[organiser.mention.wording],
            [] if organiser.mention.organisation else _writings(organiser, counted),
        )
        for number, organiser in enumerate(ordered)
    ]


def _writings(organiser: Organiser, counted: Counter[str]) -> list[Writing]:
    wording = organiser.mention.wording
    oftener = [name for name, number in counted.items() if number > counted[wording]]
    return [Writing(name, counted[name]) for name in alike(wording, oftener)]


def people_of(draft: Draft, items: list[DraftItem], book: PersonBook) -> People:
    """Return whom the file names, in the writing of the file."""
    people = People()
    names = [name for item in items for name in split_people(item.texts.get("responsibles", ""))]
    for mention in book.read(names):
        if mention.is_doubtful:
            choice = draft.people.get(mention.wording, "")
            people.asked.append(PersonChoice(len(people.asked), mention, choice))
        elif mention.user:
            people.known += 1
        else:
            people.as_text.append(mention.wording)
    return people


def blocks_of(draft: Draft) -> list[BlockShown]:
    """Return the rows taken apart by lines, in the order of the file."""
    shown = []
    for key, block in draft.blocks.items():
        indexes = [index for index, row in enumerate(draft.rows) if row.block == key]
        rows = [draft.rows[index] for index in indexes]
        pairing = pairing_of(rows, draft.columns)
        if not pairing.works or not any(map(any, pairing.columns.values())):
            continue
        shown.append(
            BlockShown(
                key,
                _title(rows, name_column(draft.columns)),
                _section_above(draft, indexes[0]),
                _counts(pairing, draft),
                sum(bool(row.doubts) for row in rows),
                pairing.loose,
                block.is_checked,
                range(indexes[0], indexes[-1] + 1),
            )
        )
    return sorted(shown, key=lambda each: each.first)


def _title(rows: list[DraftRow], name: int) -> str:
    """Return the first line that says what the cell is about; figures say little."""
    telling = (row for row in rows if row.kind in ("section", "item"))
    return without_mark(next(telling, rows[0]).cells[name]).rstrip(" :")


def _section_above(draft: Draft, index: int) -> str:
    above = (row for row in reversed(draft.rows[:index]) if row.kind == "section")
    return next((section_title(row) for row in above if not row.block), "")


def _counts(pairing: Pairing, draft: Draft) -> list[str]:
    works = len(pairing.works)
    counts = [f"{works} {plural(works, 'пункт', 'пункта', 'пунктов')}"]
    for number, cells in pairing.columns.items():
        role = draft.columns[number]["role"]
        filled = sum(bool(cell) for cell in cells)
        if role in _COUNTED:
            counts.append(f"{filled} {plural(filled, *_COUNTED[role])}")
        elif filled:
            counts.append(f"{ROLES[role].lower()}: {filled}")
    return counts
