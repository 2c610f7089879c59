"""Planned figures written as text: «Консультации – 600, в том числе индивидуальные – 500; …»."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from common.text import normalise

MAX_NAME = 300
# What the database holds as a planned figure.
MAX_NUMBER = 2**31 - 1
# Such a number may be a year: «Олимпиада – 2014»; among figures it is one («Книговыдача – 2000»).
_YEARS = range(1990, 2100)

_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?![,.]?\d|\s*%)"
_NUMBERS = re.compile(_NUMBER)
_ANY_NUMBER = re.compile(r"\d")
_LINE = re.compile(
    rf"(?P<name>[^\d=+]*?[^\W\d_][^=+]*?)(?:\s[-–—−]\s*|\s*[–—]\s*|\s*[:=]\s*)"
    rf"(?P<sum>(?:/[^/]*/\s*)?(?:{_NUMBER}).*)"
)
_ONLY_NUMBER = re.compile(rf"(?P<number>{_NUMBER})(?:\s*(?:шт|экз|чел|ед)\.?)?\s*[.,;]?")
_OF_THEM = re.compile(
    r"(?P<word>в\s+том\s+числе|из\s+них|в\s+т\.\s?ч\.)\s*[-–—:]?\s*", re.IGNORECASE
)
_HEADING = re.compile(r"показател|статистик|контрольные\s+цифры")
_MARK = re.compile(r"^\s*[-–—−•·▪●*‣]\s*")


class Part(NamedTuple):
    """An addend of a figure: what it counts and how many."""

    name: str
    number: int


class Sum(NamedTuple):
    """What stands after the name: the total as written, or None, and what it is made of.

    `is_list` tells that the parts are listed and not added up.
    """

    total: int | None
    parts: list[Part]
    is_list: bool = False


@dataclass
class DraftFigure:
    """A planned figure that an import would write; `index` is the row it was read from."""

    index: int
    name: str
    number: int
    parts: list[Part] = field(default_factory=list)
    section_index: int | None = None
    messages: list[str] = field(default_factory=list)

    @property
    def parts_sum(self) -> int:
        return sum(part.number for part in self.parts)

    def as_dict(self) -> dict[str, Any]:
        """Return the figure as plain values, for JSON."""
        return {
            "name": self.name,
            "number": self.number,
            "parts": [part._asdict() for part in self.parts],
            "adds_up": not self.parts or self.parts_sum == self.number,
            "messages": self.messages,
        }


def heads_figures(text: str) -> bool:
    """Tell whether a heading announces figures: «Статистические показатели:»."""
    return bool(_HEADING.search(normalise(text)))


def is_figure(line: str, *, among_figures: bool) -> bool:
    """Tell whether a line is a planned figure; `among_figures` lets less certain writings in."""
    if of_them := _OF_THEM.match(_plain(line)):
        return bool(_pieces(_plain(line)[of_them.end() :]))
    match = _LINE.fullmatch(_plain(line))
    if match is None:
        return False
    if only := _ONLY_NUMBER.fullmatch(match["sum"]):
        number = _number(only["number"])
        return number <= MAX_NUMBER and (among_figures or number not in _YEARS)
    is_sum = "+" in match["sum"] or _OF_THEM.search(match["sum"]) is not None
    return (among_figures or is_sum) and read_sum(match["sum"]) is not None


def read_figures(rows: Iterable[tuple[int, str, str, int | None]]) -> list[DraftFigure]:
    """Return the figures of rows (index, kind, text, index of the section) in their order.

    Sums that do not add up are pointed at and left as they are written.
    """
    figures: list[DraftFigure] = []
    group = ""
    for index, kind, text, section in rows:
        if kind == "group":
            group = "" if heads_figures(text) else _plain(text).rstrip(" :")
        elif kind == "figure":
            figures += _read(index, text, group, section, figures[-1] if figures else None)
        elif kind in ("item", "section"):
            group = ""
    return check_figures(figures)


def _read(
    index: int, text: str, group: str, section: int | None, last: DraftFigure | None
) -> list[DraftFigure]:
    line = _plain(text)
    if (of_them := _OF_THEM.match(line)) and last is not None:
        return _of_them(index, of_them["word"].lower(), _pieces(line[of_them.end() :]), last)
    match = _LINE.fullmatch(line)
    found = read_sum(match["sum"]) if match else None
    if match is None or found is None:
        return []
    name = _named(match["name"], group)
    if found.is_list:
        return [
            DraftFigure(index, f"{name}: {part.name}", part.number, [], section)
            for part in found.parts
        ]
    total = found.parts and sum(part.number for part in found.parts)
    number = found.total if found.total is not None else total or 0
    figure = DraftFigure(index, name, number, found.parts, section)
    if found.total is None:
        figure.messages.append(f"Итог в файле не написан, он посчитан по частям: {number}.")
    return [figure]


def _of_them(index: int, word: str, parts: list[Part], last: DraftFigure) -> list[DraftFigure]:
    """Several parts make up the figure above; one alone is a figure beside it."""
    if len(parts) > 1 and not last.parts:
        last.parts = parts
        return []
    made = [
        DraftFigure(index, f"{last.name}, {word} {part.name}", part.number, [], last.section_index)
        for part in parts
    ]
    for figure in made:
        if figure.number > last.number:
            figure.messages.append(f"Больше, чем весь показатель «{last.name}»: {last.number}.")
    return made


def read_sum(text: str) -> Sum | None:
    """Return what «400 /реальные/ + 40000 /блог/ = 40400» says, or None when it says no sum."""
    found = _sum(text)
    if (
        found is None
        or max(found.total or 0, sum(part.number for part in found.parts)) > MAX_NUMBER
    ):
        return None
    return found


def _sum(text: str) -> Sum | None:
    text = text.strip(" .,;")
    left, equals, right = text.partition("=")
    if equals:
        return _equation(left, right)
    if of_them := _OF_THEM.search(text):
        total = _ONLY_NUMBER.fullmatch(text[: of_them.start()].strip(" (,;"))
        parts = _pieces(text[of_them.end() :].strip(" )"))
        return Sum(_number(total["number"]), parts) if total and len(parts) > 1 else None
    if "+" in text:
        parts = _addends(text)
        return Sum(None, parts) if parts else None
    bracket = re.fullmatch(rf"({_NUMBER})\s*\(([^()]*)\)", text)
    if bracket and len(parts := _pieces(bracket[2])) > 1:
        return Sum(_number(bracket[1]), parts)
    if only := _ONLY_NUMBER.fullmatch(text):
        return Sum(_number(only["number"]), [])
    parts = _pieces(text)
    return Sum(None, parts, is_list=True) if parts and all(part.name for part in parts) else None


def _equation(left: str, right: str) -> Sum | None:
    """The total stands on the side without a plus."""
    whole, added = (left, right) if "+" in right else (right, left)
    total = _ONLY_NUMBER.fullmatch(whole.strip())
    parts = _addends(added)
    return Sum(_number(total["number"]), parts) if total and parts else None


def _addends(text: str) -> list[Part]:
    parts = [_part(piece) for piece in text.split("+")]
    if len(parts) < 2 or not all(parts):
        return []
    return [
        part._replace(name=part.name or f"часть {number}")
        for number, part in enumerate(filter(None, parts), start=1)
    ]


def _pieces(text: str) -> list[Part]:
    """Return the parts of a listing, or nothing when any piece of it is not a part."""
    pieces = re.split(r"[;,]\s*(?=\S)|\s+и\s+(?=\d)", text.strip(" .,;"))
    parts = [_part(piece) for piece in pieces]
    return [part for part in parts if part] if all(parts) else []


def _part(piece: str) -> Part | None:
    numbers = _NUMBERS.findall(piece)
    rest = _NUMBERS.sub(" ", piece, count=1)
    if len(numbers) != 1 or _ANY_NUMBER.search(rest) or "%" in piece:
        return None
    number = _number(numbers[0])
    name = " ".join(re.sub(r"[/()]|(?<![^\W\d_])[-–—:]|[-–—:](?![^\W\d_])", " ", rest).split())
    return Part(name.strip(" .,;"), number) if number <= MAX_NUMBER else None


def check_figures(figures: list[DraftFigure]) -> list[DraftFigure]:
    """Point at sums that do not add up and at figures named twice; correct nothing."""
    seen: set[str] = set()
    for figure in figures:
        figure.name = figure.name[:MAX_NAME]
        if figure.parts and figure.parts_sum != figure.number:
            figure.messages.append(
                f"Части дают в сумме {figure.parts_sum}, а записано {figure.number}. "
                "Останется как написано: проверьте, какое число верно."
            )
        if normalise(figure.name) in seen:
            figure.messages.append("Показатель с таким названием уже есть выше.")
        seen.add(normalise(figure.name))
    return figures


def _named(name: str, group: str) -> str:
    name = " ".join(name.split()).strip(" –—-:=")
    if group:
        return f"{group}: {name if name[:2].isupper() else name[:1].lower() + name[1:]}"
    return name[:1].upper() + name[1:]


def _plain(line: str) -> str:
    return _MARK.sub("", " ".join(line.split()))


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))
