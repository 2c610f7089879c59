"""Words of a plan that tell its year, brought a year on."""

import re

from common.text import normalise

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# What is held every year is counted: «XV областной конкурс», «12-е чтения».
_COUNTED = (
    "областн|межрайон|районн|региональн|межрегион|всеросс|международ|открыт|городск|ежегодн|"
    "фестивал|конкурс|конференц|чтени|форум|семинар|школ|съезд|слет|слёт|олимпиад|ярмарк|"
    "литературн|краеведч|библиотечн|научн|детск|юношеск|форум|смотр|лаборатор|сесси"
)
_ROMAN = re.compile(rf"\b([IVXLС]+|[IVXLХ]+)(?=\s+(?:{_COUNTED}))", re.IGNORECASE)
_ARABIC = re.compile(rf"\b(\d{{1,3}})(?=-(?:й|я|е|ый|ий|ая|ое|ые)\s+(?:{_COUNTED}))", re.IGNORECASE)
_JUBILEE = re.compile(
    r"\d+\s*[-–]?\s*лет(?:и|\s+(?:со дня|назад))|юбиле|\bлет со дня\b|годовщин", re.IGNORECASE
)
_EVERY_YEAR = re.compile(r"ежегодн|традиционн|каждый год", re.IGNORECASE)
_LETTERS = str.maketrans("ХхСс", "XxCc")
_VALUES = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
    (1, "I"),
)  # fmt: skip


def with_years_moved(text: str, year: int, to_year: int) -> str:
    """Return the text with the plan's year, and those next to it, moved as far as the plan is.

    «Сбор отчётов за 2025 год» of the plan of 2026 says 2026 in the plan of 2027; «к 2030 году»
    stays.
    """

    def moved(found: re.Match[str]) -> str:
        told = int(found.group())
        return str(told + to_year - year) if abs(told - year) <= 1 else found.group()

    return _YEAR.sub(moved, text)


def with_next_number(text: str, years: int) -> str:
    """Return the text with the number of what is held every year counted on by `years`."""
    text = _ROMAN.sub(lambda found: _next_roman(found.group(), years), text)
    return _ARABIC.sub(lambda found: str(int(found.group()) + years), text)


def _next_roman(text: str, years: int) -> str:
    number = _roman_value(text.translate(_LETTERS).upper())
    return _roman(number + years) if number else text


def _roman_value(text: str) -> int | None:
    rest, total = text, 0
    for value, letters in _VALUES:
        while rest.startswith(letters):
            rest, total = rest[len(letters) :], total + value
    return total if total and not rest and _roman(total) == text else None


def _roman(number: int) -> str:
    letters = ""
    for value, sign in _VALUES:
        while number >= value:
            letters, number = letters + sign, number - value
    return letters


def is_numbered(text: str) -> bool:
    """Return whether the text counts what it names: «XV областной конкурс»."""
    return with_next_number(text, 1) != text


def says_every_year(text: str) -> bool:
    return bool(_EVERY_YEAR.search(text))


def is_jubilee(text: str) -> bool:
    """Return whether the text is of a day that will not come again: «к 80-летию Победы»."""
    return bool(_JUBILEE.search(text))


def lasting_key(name: str) -> str:
    """Return what a name has in common with itself in other years: no years and no numbers."""
    plain = _ARABIC.sub("", _ROMAN.sub("", _YEAR.sub("", name)))
    return " ".join(re.findall(r"[а-яa-z]+", normalise(plain)))
