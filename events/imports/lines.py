"""A cell that holds several works at once: what each of its lines is."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from events.imports.figures import heads_figures, is_figure

# A minus before a number is no mark: «-5 мероприятий» stays as it is written.
_BULLET = re.compile(r"\A\s*[-–—−•·▪●*‣]\s*(?=[^\W\d_]|[«\"„“(])")
_NUMBER = re.compile(r"\A\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]|[а-яё]\))\s+(?=\S)")
_ASIDE = re.compile(r"[/(\[].*[/)\]][.;]?")
MAX_HEADING_WORDS = 8


class Line(NamedTuple):
    """One line, or several that are one sentence; `kind` is item, section, group or figure.

    A group heads planned figures only; a section heads works.
    """

    text: str
    kind: str


def without_mark(text: str) -> str:
    """Return the text without the dash or dot that lists it."""
    return _BULLET.sub("", text, count=1)


def without_number(text: str) -> str:
    """Return the text without the number that lists it, «2) Обзор»."""
    return _NUMBER.sub("", text, count=1)


def is_marked(line: str) -> bool:
    return bool(_BULLET.match(line) or _NUMBER.match(line))


def tell_lines(text: str, *, among_figures: bool = False) -> list[Line]:
    """Return the lines of a cell, told apart; continued sentences are put together.

    `among_figures` tells that the cell is known to hold planned figures.
    """
    lines = _whole_sentences([line.strip() for line in text.split("\n") if line.strip()])
    figures = _figures(lines, among_figures)
    heads = [
        not figures[index] and _is_heading(lines, figures, index) for index in range(len(lines))
    ]
    return [Line(line, _kind(lines, figures, heads, index)) for index, line in enumerate(lines)]


def _whole_sentences(lines: Sequence[str]) -> list[str]:
    """Put a line that only goes on («/электронная рассылка/») under the one it belongs to."""
    whole: list[str] = []
    for line in lines:
        if whole and _goes_on(whole[-1], line):
            whole[-1] = f"{whole[-1]}\n{line}"
        else:
            whole.append(line)
    return whole


def _goes_on(above: str, line: str) -> bool:
    if is_figure(line, among_figures=True) or is_figure(above, among_figures=False):
        return False
    if is_marked(line) or above.endswith(":"):
        return False
    is_open = above.count("«") > above.count("»")
    return bool(_ASIDE.fullmatch(line)) or line[0].islower() or line[0] in "»)," or is_open


def _figures(lines: Sequence[str], among_figures: bool) -> list[bool]:
    told = []
    inside = among_figures
    for line in lines:
        inside = among_figures or heads_figures(line) or (inside and bool(told and told[-1]))
        told.append(is_figure(line, among_figures=inside))
        inside = inside or told[-1]
    return told


def _is_heading(lines: Sequence[str], figures: Sequence[bool], index: int) -> bool:
    line = lines[index]
    if line.endswith(":"):
        return True
    if is_marked(line) or index + 1 == len(lines) or re.search(r"[\d«\"“.!?;,]", line):
        return False
    if line.isupper():
        return True
    is_short = len(line.split()) <= MAX_HEADING_WORDS
    follows_list = index == 0 or figures[index - 1] or is_marked(lines[index - 1])
    heads_list = figures[index + 1] or is_marked(lines[index + 1]) or lines[index + 1].endswith(":")
    return is_short and follows_list and heads_list


def _kind(lines: Sequence[str], figures: Sequence[bool], heads: Sequence[bool], index: int) -> str:
    if figures[index]:
        return "figure"
    if not heads[index]:
        return "item"
    end = next((n for n in range(index + 1, len(lines)) if heads[n]), len(lines))
    inside = figures[index + 1 : end]
    return "group" if heads_figures(lines[index]) or (inside and all(inside)) else "section"
