"""What an import would write: items with their sections, periods and organisations."""

import re

from events.imports.draft import AS_WRITTEN, CREATE, KEEP_TEXT, Draft
from events.imports.draft_item import DraftItem, Organiser
from events.imports.figures import DraftFigure, Part, check_figures, read_figures
from events.imports.headings import ROLES
from events.imports.lines import without_mark, without_number
from events.imports.remarks import crowding_of, errors_of, messages_of
from events.imports.rows import DraftRow
from events.imports.tables import AFTER_NUMBER, OwnFigure
from events.names import Mention, NameBook, find_event_form, split_people
from events.periods import split_wordings
from events.periods.roles import read_with_role

_NUMBER_BEFORE = re.compile(r"(\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}[.)])\s*(?=[^\d\s])")
# A number that Word draws before a paragraph; a person types no such space after it.
_DRAWN = re.compile(rf"\A\w{{1,4}}(?:\.\d+)*[.)]{AFTER_NUMBER}")
# Cells whose lines are things of their own; a mark or a number before them says nothing.
LISTS = ("period", "organisers", "responsibles")


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
        item.crowding = crowding_of(item)
    else:
        _take(item, draft, year, book)
    item.doubts = _doubts(draft, item)
    item.messages = messages_of(item)
    item.errors = errors_of(item)


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
    if choice.startswith(AS_WRITTEN):
        wording = choice.removeprefix(AS_WRITTEN)
        # What was chosen for that name holds for this one too, unless it is called a typo itself.
        own = {name: each for name, each in names.items() if not each.startswith(AS_WRITTEN)}
        target = _organiser(book.mention(wording), own, book)
        return Organiser(mention, choice, target.organisation, wording)
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
