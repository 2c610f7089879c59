"""What each column and each row of a read table is: suggestions that a person may change."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from common.text import normalise
from events.imports.headings import find_heading, is_repeated_heading, role_of
from events.imports.lines import tell_lines
from events.imports.tables import RawRow, RawTable
from events.periods import read_period
from events.periods.words import MONTHS

MAX_SECTION_TITLE = 300
# A shorter name in capitals may be an abbreviation.
MIN_CAPITALS = 8
_NUMBER = re.compile(r"\s*(?:[IVX]+|\d+(?:\.\d+)*)\s*[.)]?\s*")
_ARABIC = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})*)\s*[.)]?\s*")
_LEADING = re.compile(r"\s*(\d{1,2}(?=[.)])|\d{1,2}(?:\.\d{1,2})+)[.)]?\s*(?=[^\d\s.)])")
_ROMAN = re.compile(r"\s*[IVX]+\s*[.)]?\s*")
# What stands above a table but heads no section: «УТВЕРЖДАЮ», the director, a date to fill in.
_APPROVAL = re.compile(r"утвержда|согласова|директор|заведующ|__|\d{4}\s*г")
_ORGANISATION = re.compile(r"(?:^|\s)[А-Я]{0,4}БУК?\s|Министерство|ЦБС|[Бб]иблиотек|Департамент")


@dataclass
class RowKind:
    """What a row is (item, section, join, skip, block), and why, in words for the person.

    A block is a run of lines with planned figures, to be taken apart; `level` is that of a section.
    """

    kind: str
    why: str = ""
    level: int = 1


def analyse(table: RawTable) -> tuple[str, list[dict[str, str]], list[RowKind]]:
    """Return the plan's title as the file gives it, the columns with roles, the kinds of rows."""
    found = find_heading(table.rows)
    start = found or 0
    heading = table.rows[start - 1] if found else None
    columns = _columns(table, heading, start)
    above = [_row_above(row) for row in table.rows[: max(start - 1, 0)]]
    kinds = [*above, *([RowKind("skip", "Заголовки столбцов.")] if heading else [])]
    roles = [column["role"] for column in columns]
    reader = _RowReader(_used(roles, table.rows[start:]), heading)
    following = [*table.rows[start + 1 :], None]
    kinds += [reader.kind_of(*pair) for pair in zip(table.rows[start:], following, strict=True)]
    _doubt_months(table.rows, kinds, reader)
    return title_of(_lines_above(table, start)), columns, kinds


def _lines_above(table: RawTable, start: int) -> list[str]:
    return [*table.lines, *(_only_text(row) for row in table.rows[: max(start - 1, 0)])]


def title_of(lines: Iterable[str]) -> str:
    """Return the title of a plan out of the lines above its table, empty when there is none."""
    title: list[str] = []
    for line in lines:
        if title and (re.match(r"[IVX\d]+[.)]", line) or line.endswith(":")):
            break
        if title or re.search(r"\bплан\b", normalise(line)):
            title.append(" ".join(line.split()))
        if re.search(r"\bгод\b|\bг\.", line) and title:
            break
    text = " ".join(title)
    return text if len(text) <= 300 else title[0][:300]


def _columns(table: RawTable, heading: RawRow | None, start: int) -> list[dict[str, str]]:
    texts = heading.cells if heading else [""] * table.width
    roles: list[str] = [role_of(text) or "skip" for text in texts]
    if heading is None:
        roles = _roles_by_content(table.rows)
    for index, role in enumerate(roles):
        cells = [row.cells[index] for row in table.rows[start:] if row.cells[index].strip()]
        named = sum(bool(_ORGANISATION.search(cell)) for cell in cells)
        if role == "responsibles" and "organisers" not in roles and named * 2 > len(cells):
            roles[index] = "organisers"
    return [{"heading": text, "role": role} for text, role in zip(texts, roles, strict=True)]


def _roles_by_content(rows: list[RawRow]) -> list[str]:
    """Guess the columns of a table without headings: figures, the longest text, time words."""
    columns = list(zip(*(row.cells for row in rows), strict=True))
    roles = ["skip"] * len(columns)
    lengths = [sum(len(cell) for cell in column) for column in columns]
    roles[lengths.index(max(lengths))] = "name"
    for index, column in enumerate(columns):
        filled = [cell for cell in column if cell.strip()]
        if not filled or roles[index] == "name":
            continue
        if sum(bool(_NUMBER.fullmatch(cell)) for cell in filled) * 2 > len(filled):
            roles[index] = "number"
        elif sum(read_period(cell, 2024).understood for cell in filled) * 2 > len(filled):
            roles[index] = "period"
        elif sum(bool(_ORGANISATION.search(cell)) for cell in filled) * 2 > len(filled):
            roles[index] = "organisers"
    return roles


def _only_text(row: RawRow) -> str:
    return next((cell for cell in row.cells if cell.strip()), "")


def _row_above(row: RawRow) -> RowKind:
    text = _only_text(row)
    if sum(bool(cell.strip()) for cell in row.cells) > 1:
        return RowKind("skip", "Строка над заголовками столбцов.")
    if re.search(r"\bплан\b", normalise(text)):
        return RowKind("skip", "Название плана.")
    if not row.is_whole or _APPROVAL.search(normalise(text)):
        return RowKind("skip", "Строка над заголовками столбцов.")
    return _section(text)


def _section(text: str) -> RowKind:
    if sum(line.kind == "figure" for line in tell_lines(text, among_figures=True)) > 1:
        return RowKind("block")
    if len(text) > MAX_SECTION_TITLE or text.count("\n") > 2:
        return RowKind("skip", "Длинный текст во всю ширину таблицы: на пункт плана не похож.")
    return RowKind("section")


def _used(roles: list[str], rows: list[RawRow]) -> list[str]:
    """Return the roles without a column of numbers in which no number stands."""
    return [
        "skip" if role == "number" and not any(row.cells[column].strip() for row in rows) else role
        for column, role in enumerate(roles)
    ]


class _RowReader:
    """Tells the rows under the headings one after another."""

    def __init__(self, roles: list[str], heading: RawRow | None) -> None:
        self.roles = roles
        self.heading = heading
        self.previous = ""
        # Headings with Arabic numbers stand inside those without («I. …», «Обучение»).
        self.outer = 0

    def kind_of(self, row: RawRow, following: RawRow | None) -> RowKind:
        """Tell what a row is; `following` is the one under it."""
        kind = self._kind(row)
        if kind.kind == "item" and following is not None and self._numbers_inside(row, following):
            kind = RowKind("section")
        if kind.kind == "item":
            self.previous = self.text(row, "name")
        elif kind.kind == "section":
            self.previous = ""
            depth = len(self.number_of(row))
            self.outer = self.outer if depth else 1
            kind.level = depth + self.outer if depth else 1
        return kind

    def number_of(self, row: RawRow) -> tuple[int, ...]:
        """Return the number of a row, (1, 2) of «1.2.», from its column or before its name."""
        number = self.text(row, "number")
        match = _ARABIC.fullmatch(number) or _LEADING.match(number or _only_text(row))
        return tuple(map(int, match[1].split("."))) if match else ()

    def _numbers_inside(self, row: RawRow, following: RawRow) -> bool:
        """A name alone, numbered 1, heads the rows under it when the next is numbered 1.1."""
        own, name, number = self.number_of(row), self.text(row, "name"), self.text(row, "number")
        filled = sum(bool(cell.strip()) for cell in row.cells)
        is_alone = bool(name) and filled == bool(name) + bool(number)
        return is_alone and bool(own) and self.number_of(following)[:-1] == own

    def text(self, row: RawRow, role: str) -> str:
        return " ".join(
            cell for cell, own in zip(row.cells, self.roles, strict=True) if own == role
        ).strip()

    def _kind(self, row: RawRow) -> RowKind:
        filled = [cell for cell in row.cells if cell.strip()]
        if self.heading and is_repeated_heading(row, self.heading):
            return RowKind("skip", "Повтор заголовков столбцов.")
        if len(filled) > 2 and filled == [str(n) for n in range(1, len(filled) + 1)]:
            return RowKind("skip", "Номера столбцов.")
        if filled == [self.text(row, "name")] and _section(filled[0]).kind == "block":
            return RowKind("block")
        if self._continues(row):
            return RowKind("join", "Нет номера и срока: похоже на продолжение строки выше.")
        if row.is_whole or (len(filled) == 1 and not self.text(row, "name")):
            return _section(filled[0])
        return RowKind("section" if self._heads_section(row, len(filled)) else "item")

    def _heads_section(self, row: RawRow, filled: int) -> bool:
        """A name alone with its number is a heading when in capitals or with a Roman number."""
        name, number = self.text(row, "name"), self.text(row, "number")
        if not name or filled > bool(name) + bool(number):
            return False
        return bool(_ROMAN.fullmatch(number)) or (name.isupper() and len(name) > MIN_CAPITALS)

    def _continues(self, row: RawRow) -> bool:
        """A row goes on with the item above when it has neither a number nor a time of its own."""
        name, number = self.text(row, "name"), self.text(row, "number")
        if not self.previous:
            return False
        if row.is_whole:
            return bool(name) and self._goes_on(name)
        own_number = bool(number) and not self._is_from_above(row, "number")
        if own_number:
            return False
        if not name or self._is_from_above(row, "name"):
            return True
        period = self.text(row, "period")
        if period and not self._is_from_above(row, "period"):
            return False
        return "number" in self.roles or self._goes_on(name)

    def _goes_on(self, name: str) -> bool:
        is_open = self.previous.count("«") > self.previous.count("»")
        return name[0].islower() or name[0] in "»)" or is_open

    def _is_from_above(self, row: RawRow, role: str) -> bool:
        columns = [index for index, own in enumerate(self.roles) if own == role]
        return bool(columns) and all(index in row.above for index in columns)


def _doubt_months(rows: list[RawRow], kinds: list[RowKind], reader: _RowReader) -> None:
    """Leave out a heading «Январь» under which the rows run far beyond January."""
    headings = [index for index, kind in enumerate(kinds) if kind.kind == "section"]
    for index, end in pairwise([*headings, len(rows)]):
        month = MONTHS.get(normalise(_only_text(rows[index])).strip(" ."))
        if month is None:
            continue
        readings = [read_period(reader.text(row, "period"), 2024) for row in rows[index + 1 : end]]
        if any(reading.understood and month not in reading.months for reading in readings):
            kinds[index] = RowKind(
                "skip", "Название месяца, но под ним стоят и другие месяцы: раздел не создаётся."
            )
