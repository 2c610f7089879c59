"""What an import would write: items with their sections, periods and organisations."""

import re
from dataclasses import dataclass, field
from typing import Any

from common.russian import plural
from events.imports.draft import AS_WRITTEN, CREATE, KEEP_TEXT, Draft
from events.imports.figures import DraftFigure, Part, check_figures, read_figures
from events.imports.headings import ROLES
from events.imports.lines import without_mark, without_number
from events.imports.rows import DraftRow
from events.imports.tables import AFTER_NUMBER, OwnFigure
from events.names import Mention, NameBook, find_event_form, split_people
from events.names.book import Known
from events.periods import PeriodReading, describe, split_wordings
from events.periods.roles import read_with_role

# So many lines in a cell of names (fewer, when times have them too) are several items in one.
MANY_LINES, MANY_LINES_WITH_TIMES = 6, 3
_NUMBER_BEFORE = re.compile(r"(\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}[.)])\s*(?=[^\d\s])")
# A number that Word draws before a paragraph; a person types no such space after it.
_DRAWN = re.compile(rf"\A\w{{1,4}}(?:\.\d+)*[.)]{AFTER_NUMBER}")
# Cells whose lines are things of their own; a mark or a number before them says nothing.
LISTS = ("period", "organisers", "responsibles")
LIMITS = {"event_form": 200, "place": 300, "audience": 300, "programme": 300}
MAX_SECTION, MAX_ORGANISER, MAX_RESPONSIBLE = 500, 500, 200


@dataclass(frozen=True)
class Organiser:
    """An organiser of an item: the name as written, and what becomes of it."""

    mention: Mention
    choice: str
    organisation: Known | None

    @property
    def is_new(self) -> bool:
        return self.choice == CREATE


@dataclass
class DraftItem:
    """One item to be written; `index` is its row, `joined` the rows that go on with it.

    `readings` are its times, each with its meaning; `crowding` says why the cell looks like
    several items written in one; `doubts` name the columns whose lines may be a neighbour's.
    """

    index: int
    texts: dict[str, str]
    section: str = ""
    section_index: int | None = None
    joined: list[int] = field(default_factory=list)
    event_form: str = ""
    readings: list[PeriodReading] = field(default_factory=list)
    organisers: list[Organiser] = field(default_factory=list)
    responsibles: list[str] = field(default_factory=list)
    crowding: str = ""
    doubts: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.texts.get("name", "")

    @property
    def number(self) -> str:
        return self.texts.get("number", "").strip(" .)")

    @property
    def more(self) -> list[tuple[str, str]]:
        """Other texts of the item with their titles: place, audience, programme, note."""
        rest = ("place", "audience", "programme", "note")
        return [(ROLES[role], self.texts[role]) for role in rest if self.texts.get(role)]

    @property
    def reading(self) -> PeriodReading | None:
        """The first of the times; most items have one."""
        return self.readings[0] if self.readings else None

    @property
    def period_shown(self) -> str:
        return "; ".join(describe(reading) for reading in self.readings)

    @property
    def times(self) -> list[tuple[PeriodReading, str]]:
        """The times with their meaning in words."""
        return [(reading, describe(reading)) for reading in self.readings]

    @property
    def unread(self) -> list[PeriodReading]:
        """The times that were not understood and stay text."""
        return [reading for reading in self.readings if not reading.understood]

    def as_dict(self) -> dict[str, Any]:
        """Return the item as plain values, for JSON."""
        return {
            "number": self.number,
            "section": self.section,
            "name": self.name,
            "event_form": self.event_form,
            "period": self.reading.as_dict() if self.reading else None,
            "periods": [reading.as_dict() for reading in self.readings],
            "organisers": [_organiser_as_dict(organiser) for organiser in self.organisers],
            "responsibles": self.responsibles,
            **{role: self.texts.get(role, "") for role in ("place", "audience", "programme")},
            "note": self.texts.get("note", ""),
            "joined_rows": len(self.joined),
            "doubtful": self.doubts,
            "messages": [*self.errors, *self.messages],
        }


def _organiser_as_dict(organiser: Organiser) -> dict[str, Any]:
    known = organiser.organisation
    return {
        "wording": organiser.mention.wording,
        "recognised": known is not None,
        "organisation": known.title if known else None,
        "new": known is None,
        "similar": [each.title for each in organiser.mention.similar],
    }


def build_items(draft: Draft, year: int, book: NameBook) -> list[DraftItem]:
    """Return the items of the draft in order, with messages about what needs a look."""
    items: list[DraftItem] = []
    section, section_index = "", None
    for index, row in enumerate(draft.rows):
        if row.kind == "section":
            section, section_index = section_title(row), index
        elif row.kind in ("join", "loose") and items:
            items[-1].joined.append(index)
            _join(items[-1].texts, _texts(draft, row))
        elif row.kind == "item":
            items.append(DraftItem(index, _texts(draft, row), section, section_index))
    _take_numbers_out(draft, items)
    for item in items:
        _complete(item, draft, year, book)
    return items


def _take_numbers_out(draft: Draft, items: list[DraftItem]) -> None:
    """Move the numbers that stand before most names, «1.1. Семинар», out of the names."""
    if draft.own is not None or any(column["role"] == "number" for column in draft.columns):
        return
    found = [(item, match) for item in items if (match := _NUMBER_BEFORE.match(item.name))]
    if len(found) < 2 or len(found) * 2 < len(items):
        return
    for item, match in found:
        item.texts["number"], item.texts["name"] = match[1], item.name[match.end() :]


def build_figures(draft: Draft) -> list[DraftFigure]:
    """Return the planned figures of the draft, with messages about sums that do not add up."""
    if draft.own is not None:
        return check_figures(_own_figures(draft, draft.own))
    rows: list[tuple[int, str, str, int | None]] = []
    section = None
    for index, row in enumerate(draft.rows):
        section = index if row.kind == "section" else section
        rows.append((index, row.kind, "\n".join(filter(None, row.cells)), section))
    return read_figures(rows)


def _own_figures(draft: Draft, own: list[OwnFigure]) -> list[DraftFigure]:
    """Return the figures of the portal's own file as they stand there."""
    sections: dict[str, int] = {}
    for index, row in enumerate(draft.rows):
        if row.kind == "section":
            sections.setdefault(section_title(row), index)
    figures: list[DraftFigure] = []
    for one in own:
        if one.is_part and figures:
            figures[-1].parts.append(Part(one.name, one.number))
        else:
            place = sections.get(one.section)
            figures.append(DraftFigure(0, one.name, one.number, section_index=place))
    return figures


def section_title(row: DraftRow) -> str:
    if row.section_kind:
        return row.cells[0]
    title = " ".join(" ".join(cell for cell in row.cells if cell.strip()).split())
    return without_mark(title).rstrip(" :")


def _texts(draft: Draft, row: DraftRow) -> dict[str, str]:
    texts: dict[str, str] = {}
    for column, cell in zip(draft.columns, row.cells, strict=True):
        if column["role"] != "skip" and cell.strip():
            _join(texts, {column["role"]: cell.strip()})
    if draft.own is not None:
        return texts
    for role, text in texts.items():
        if role == "name":
            texts[role] = _listed_name(text) if row.block else without_mark(text)
        elif role in LISTS:
            texts[role] = "\n".join(_DRAWN.sub("", without_mark(line)) for line in text.split("\n"))
    return texts


def _listed_name(line: str) -> str:
    """Return a line of a list as a name of its own: without its dash or number and semicolon."""
    return without_number(without_mark(line)).rstrip("; ")


def _join(texts: dict[str, str], more: dict[str, str]) -> None:
    for role, text in more.items():
        own = texts.get(role, "")
        if own and text and own != text:
            # A name broken over rows is one sentence; in other cells each row is a line.
            texts[role] = f"{own} {text}" if role == "name" else f"{own}\n{text}"
        else:
            texts[role] = own or text


def _complete(item: DraftItem, draft: Draft, year: int, book: NameBook) -> None:
    if draft.own is None:
        _guess(item, draft, year, book)
        item.crowding = _crowding(item)
    else:
        _take(item, draft, year, book)
    item.doubts = _doubts(draft, item)
    item.messages = _messages(item)
    item.errors = _errors(item)


def _take(item: DraftItem, draft: Draft, year: int, book: NameBook) -> None:
    """Read an item of the portal's own file: each line of a cell is one, nothing is guessed."""
    texts, chosen = item.texts, draft.rows[item.index].event_form
    item.event_form = texts.get("event_form", "") if chosen is None else chosen
    item.readings = [read_with_role(line, year) for line in _lines(texts, "period")]
    item.organisers = [
        _organiser(book.mention(line), draft.names, book) for line in _lines(texts, "organisers")
    ]
    item.responsibles = [_as_said(draft, line) for line in _lines(texts, "responsibles")]


def _lines(texts: dict[str, str], role: str) -> list[str]:
    return [line.strip() for line in texts.get(role, "").split("\n") if line.strip()]


def _guess(item: DraftItem, draft: Draft, year: int, book: NameBook) -> None:
    texts = item.texts
    chosen = draft.rows[item.index].event_form
    offered = texts.get("event_form", "") or find_event_form(item.name)
    item.event_form = offered if chosen is None else chosen
    wordings = split_wordings(texts.get("period", ""), year)
    item.readings = [read_with_role(wording, year) for wording in wordings]
    item.organisers = [
        _organiser(mention, draft.names, book)
        for mention in book.split(texts.get("organisers", ""))
    ]
    item.responsibles = _responsibles(draft, texts.get("responsibles", ""))


def _organiser(mention: Mention, names: dict[str, str], book: NameBook) -> Organiser:
    choice = names.get(mention.wording, "")
    if choice == KEEP_TEXT or (choice == CREATE and mention.organisation is None):
        return Organiser(mention, choice, None)
    chosen = book.get(int(choice)) if choice.isdecimal() else mention.organisation
    return Organiser(mention, str(chosen.pk) if chosen else KEEP_TEXT, chosen)


def _responsibles(draft: Draft, cell: str) -> list[str]:
    """Return the people of a cell; what a person called a typo is written as she said."""
    return list(dict.fromkeys(_as_said(draft, wording) for wording in split_people(cell)))


def _as_said(draft: Draft, wording: str) -> str:
    choice = draft.people.get(wording, "")
    return choice.removeprefix(AS_WRITTEN) if choice.startswith(AS_WRITTEN) else wording


def _doubts(draft: Draft, item: DraftItem) -> list[str]:
    rows = [draft.rows[index] for index in (item.index, *item.joined)]
    numbers = sorted({number for row in rows for number in row.doubts})
    return [ROLES[draft.columns[number]["role"]].lower() for number in numbers]


def _crowding(item: DraftItem) -> str:
    lines, times = (item.texts.get(role, "").count("\n") + 1 for role in ("name", "period"))
    if lines >= MANY_LINES or min(lines, times) >= MANY_LINES_WITH_TIMES:
        told = f"{lines} {plural(lines, 'строка', 'строки', 'строк')}"
        return f"В названии {told}: похоже, в одной ячейке записано несколько пунктов."
    return ""


def _messages(item: DraftItem) -> list[str]:
    messages = [item.crowding] if item.crowding else []
    if item.doubts:
        messages.append(f"Сопоставление строк не проверено: {', '.join(item.doubts)}.")
    if not item.readings:
        messages.append("Срок не указан.")
    for reading in item.readings:
        if not reading.understood:
            messages.append(f"Срок не понят и останется текстом. {reading.reason}")
        elif reading.reason:
            messages.append(reading.reason)
    messages += [
        f"Организации «{organiser.mention.wording}» нет в реестре."
        for organiser in item.organisers
        if organiser.organisation is None
    ]
    return messages


def _errors(item: DraftItem) -> list[str]:
    errors = [] if item.name.strip() else ["Нет названия: впишите его или пропустите строку."]
    values = {**item.texts, "event_form": item.event_form}
    errors += [
        f"{ROLES[role]}: больше {limit} знаков, сократите."
        for role, limit in LIMITS.items()
        if len(values.get(role, "")) > limit
    ]
    if any(len(each.mention.wording) > MAX_ORGANISER for each in item.organisers):
        errors.append(f"Организатор длиннее {MAX_ORGANISER} знаков: разделите по строкам.")
    if any(len(each) > MAX_RESPONSIBLE for each in item.responsibles):
        errors.append(f"Ответственный длиннее {MAX_RESPONSIBLE} знаков: разделите по строкам.")
    if len(item.section) > MAX_SECTION:
        errors.append(f"Название раздела длиннее {MAX_SECTION} знаков: сократите.")
    return errors
