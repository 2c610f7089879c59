"""Numbers that Word draws itself: «1.», «1.1.», «а)», a dash of a list. Runs inside the sandbox.

A column of numbers made by Word's own numbering holds no text at all, and the level of a row is
told by nothing else.
"""

from collections import defaultdict
from typing import Any

from docx.oxml.ns import qn

from events.imports.tables import AFTER_NUMBER

MAX_LEVEL = 8
MAX_BASES = 20
_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Numbering:
    """Counts the numbered paragraphs of a document as Word does."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, str] = {}
        self._styles: dict[str, tuple[str, str]] = {}
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * (MAX_LEVEL + 1))
        self._read_lists(document)
        self._read_styles(document)

    def label_of(self, paragraph: Any) -> str:
        """Return what Word draws before a paragraph, with a space after it, or nothing."""
        number, level = self._place_of(paragraph)
        levels = self._levels.get(self._lists.get(number, ""), {})
        if level not in levels:
            return ""
        kind, pattern, start = levels[level]
        counts = self._counts[number]
        counts[level] = max(counts[level] + 1, start)
        counts[level + 1 :] = [0] * (MAX_LEVEL - level)
        if kind == "bullet":
            return "- "
        if kind == "none":
            return ""
        for each in range(level + 1):
            own = levels.get(each, ("decimal", "", 1))
            pattern = pattern.replace(f"%{each + 1}", _drawn(own[0], max(counts[each], own[2])))
        return f"{pattern.strip()}{AFTER_NUMBER}" if pattern.strip() else ""

    def _place_of(self, paragraph: Any) -> tuple[str, int]:
        """Return the list of a paragraph and its level there; the style may tell them."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return "", 0
        found = properties.find(qn("w:numPr"))
        style = _value(properties.find(qn("w:pStyle")))
        number, level = self._styles.get(style, ("", "0"))
        if found is not None:
            number = _value(found.find(qn("w:numId"))) or number
            level = _value(found.find(qn("w:ilvl"))) or level
        is_level = level.isdecimal() and len(level) < 3 and int(level) <= MAX_LEVEL
        return (number, int(level)) if is_level and number != "0" else ("", 0)

    def _read_lists(self, document: Any) -> None:
        part = next(
            (each for each in document.part.package.iter_parts() if _is_numbering(each)), None
        )
        if part is None or not hasattr(part, "element"):
            return
        for abstract in part.element.iter(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId"), "")
            self._levels[key] = {
                int(level.get(qn("w:ilvl"))): _level(level)
                for level in abstract.iter(qn("w:lvl"))
                if level.get(qn("w:ilvl"), "").isdecimal()
            }
        for each in part.element.iter(qn("w:num")):
            self._lists[each.get(qn("w:numId"), "")] = _value(each.find(qn("w:abstractNumId")))

    def _read_styles(self, document: Any) -> None:
        styles = {
            style.get(qn("w:styleId"), ""): style
            for style in document.styles.element.iter(qn("w:style"))
        }
        for key, style in styles.items():
            base, found = style, None
            for _ in range(MAX_BASES):
                found = base.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
                if found is not None:
                    break
                base = styles.get(_value(base.find(qn("w:basedOn"))))
                if base is None:
                    break
            if found is not None:
                level = _value(found.find(qn("w:ilvl"))) or "0"
                self._styles[key] = _value(found.find(qn("w:numId"))), level


def _is_numbering(part: Any) -> bool:
    return str(part.partname).endswith("numbering.xml")


def _level(level: Any) -> tuple[str, str, int]:
    start = _value(level.find(qn("w:start")))
    kind = _value(level.find(qn("w:numFmt"))) or "decimal"
    pattern = _value(level.find(qn("w:lvlText")))
    return kind, pattern, int(start) if start.isdecimal() and len(start) < 6 else 1


def _drawn(kind: str, number: int) -> str:
    if kind in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman if kind == "upperRoman" else roman.lower()
    if kind in ("russianLower", "russianUpper"):
        letter = _LETTERS[(number - 1) % len(_LETTERS)]
        return letter if kind == "russianLower" else letter.upper()
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    return f"{number:02}" if kind == "decimalZero" else str(number)


def _roman(number: int) -> str:
    drawn = ""
    for value, sign in _ROMAN:
        while number >= value and len(drawn) < 20:
            drawn, number = drawn + sign, number - value
    return drawn


def _value(element: Any) -> str:
    return "" if element is None else element.get(qn("w:val"), "")
