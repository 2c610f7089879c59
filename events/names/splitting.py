"""One run of text cut into the names it holds, with separators or without."""

import re
from collections.abc import Callable
from itertools import pairwise

IsKnown = Callable[[str], bool]

_FORMS = (
    "ГБУК|ГКУК|ГАУК|ГУК|МБУК|МКУК|МАУК|МУК|МУ|МБУ|МКУ|МАУ|ГБУ|ГКУ|ГАУ|ФГБУ|ФГБУК|ФГКУК|ФГАУ"
    "|ОГБУК|ОГКУК|ОГАУК|ОБУК|ОКУК|ОАУК|ОГУК|КГБУК|КГАУК|КГКУ|ГБПОУ|ГАПОУ|ФГБОУ|МБОУ|МАОУ|МКОУ"
    "|МБУДО|АНО|НКО|ООО|ЧУК|РОО"
)
_BODIES = (
    "Министерство|Департамент|Управление|Комитет|Администрация|Агентство|Правительство|Отдел"
    r"|Проектный\s+офис|Центр|Дом|Союз|Фонд|Музей|Институт|Университет|Академия|Колледж|Архив"
    "|Ассоциация|Общество|Библиотека|Школа|Театр|Филармония"
)
_ALWAYS = re.compile(
    rf"(?<![\w«\"„“])(?:{_FORMS})(?=\s+[«\"„“А-ЯЁ])"
    r"|(?<![\w«\"„“])(?:Министерство|Департамент|Проектный\s+офис)(?=\s)"
)
# After a closed quotation a new noun or adjective in the nominative begins another name.
_AFTER_QUOTE = re.compile(
    rf"(?<=[»\"”])\s+(?:(?:{_BODIES})(?![\w])"
    r"|[А-ЯЁ][а-яё-]+(?:ская|ский|ское|ная|ный|ное)\s+[а-яё])"
)
_COMMA = re.compile(r"\s*,\s*(?=[А-ЯЁA-Z«\"№])")
_ADJECTIVE = re.compile(r"[А-ЯЁ][а-яё-]+(?:ое|ая|ый|ий|ской|ская|ского)")
_BETWEEN = re.compile(r"(?:^|\s+)(?:и|совместно\s+с)\s*$|[,;]\s*$")
_OPENING, _CLOSING = "«„“", "»”"


def split_wrapped_lines(text: str, is_known: IsKnown) -> list[str]:
    """Return the parts that line breaks and «;» separate; a name broken over lines is put together.

    A line is taken for the rest of the one above when both make a known name, or when the one
    above has an open quotation and this one begins no other name.
    """
    lines: list[str] = []
    for line in (part.strip() for part in re.split(r"[\n\r;]+", text)):
        if not line:
            continue
        if lines and _continues(lines[-1], line, is_known):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def _continues(above: str, line: str, is_known: IsKnown) -> bool:
    if is_known(f"{above} {line}"):
        return True
    if is_known(line) or _ALWAYS.match(line):
        return False
    opened = sum(above.count(mark) for mark in _OPENING)
    closed = sum(above.count(mark) for mark in _CLOSING)
    return opened > closed or line[0].islower()


def split_names(line: str, is_known: IsKnown) -> list[str]:
    """Return the names of one line: at commas between names, and where another name begins."""
    if is_known(line):
        return [line]
    names: list[str] = []
    for part in _at_commas(line, is_known):
        if is_known(part):
            names.append(part)
        else:
            for name in _at_beginnings(part):
                names.extend(_known_sequence(name, is_known) or [name])
    return names


def _at_commas(line: str, is_known: IsKnown) -> list[str]:
    parts, start = [], 0
    for match in _COMMA.finditer(line):
        part = line[start : match.start()]
        if is_known(part) or part.count("«") <= part.count("»"):
            parts.append(part)
            start = match.end()
    return [part for part in [*parts, line[start:]] if part.strip()]


def _at_beginnings(text: str) -> list[str]:
    starts = {match.start() for match in _ALWAYS.finditer(text)}
    starts |= {
        match.start() + len(match[0]) - len(match[0].lstrip())
        for match in _AFTER_QUOTE.finditer(text)
    }
    borders = [0, *sorted(starts - {0}), len(text)]
    names: list[str] = []
    for first, last in pairwise(borders):
        piece = _BETWEEN.sub("", text[first:last].strip()).strip()
        if names and _ADJECTIVE.fullmatch(names[-1]):
            names[-1] = f"{names[-1]} {piece}"
        elif piece:
            names.append(piece)
    return names


def _known_sequence(text: str, is_known: IsKnown) -> list[str]:
    """Return the known names that make up `text` with nothing left over, or nothing."""
    words = text.split()
    names: list[str] = []
    start = 0
    while start < len(words):
        end = next(
            (
                end
                for end in range(len(words), start, -1)
                if is_known(" ".join(words[start:end]).strip(",;"))
            ),
            None,
        )
        if end is None:
            if names and words[start] == "и":
                start += 1
                continue
            return []
        names.append(" ".join(words[start:end]).strip(",;"))
        start = end
    return names
