"""Wordings written plainer before they are read: one way of writing out of many."""

import re

from events.periods.words import MONTH_WORD, SEASONS

_NOT_IN_WORD = r"(?<![а-я])"
_DASHES = re.compile(r"\s*(?:[-‐‑‒–—―−⁃÷]|\.{3}|…)+\s*")
_EDGE = r"(?:нач|серед|кон)[а-я]*\.?"
_NTH = r"(?:[1-4]|i{1,3}|iv|перв[а-я]+|втор[а-я]+|трет[а-я]+)(?:\s?-\s?[а-я]{1,2})?"
_UNIT = r"(?:декад|недел)[а-я]+"

_PLAINER = (
    (re.compile(rf"{_NOT_IN_WORD}не\s+(?:позднее|позже)(?![а-я])"), "до"),
    (re.compile(rf"{_NOT_IN_WORD}п/г(?![а-я])"), "полугодие"),
    (re.compile(rf"{_NOT_IN_WORD}кв - л[а-я]{{0,2}}(?![а-я])|(?<=\d)кв\.?(?![а-я])"), " квартал"),
    # «т.г.» and «с.г.», this year.
    (re.compile(rf"{_NOT_IN_WORD}[тс]\s?\.\s?г\b\.?"), " "),
    (re.compile(r"^(?:сроки?|период|дата|время)(?:\s+[а-я]+)?\s*(?::|\s-\s)\s*"), ""),
    # «1 раз/кв.», «2 р./год».
    (re.compile(r"(?<![а-я])(раза?|р)\.?\s*/\s*(?=год|кв|мес|нед|полуг)"), r"\1 в "),
    # «"15" мая 2024 г.», as in forms to be filled in.
    (re.compile(r"[\"«“„](\d{1,2})[\"»”“]\s*"), r"\1 "),
    (re.compile(r" - месяц[а-я]*(?![а-я])"), " "),
    (re.compile(r"(?<=[а-я])\s*\*+|\*+$"), ""),
    # A point after the month: «с 01.04. по 30.04.», and one between the day and the month.
    (re.compile(r"(?<![\d.])(\d{1,2}\.\d{1,2})\.(?!\d)"), r"\1"),
    (re.compile(rf"(?<=\d)\.\s?(?={MONTH_WORD})"), " "),
    (re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?![\d/])"), r"\1.\2.\3"),
    (re.compile(rf"{_NOT_IN_WORD}(?:весь|вся|все)\s+(?={MONTH_WORD}|лет|весн|осен)"), ""),
    # «2-3 декада марта» and «1 и 2 неделя мая» have two of them; «начало - середина марта» too.
    (
        re.compile(rf"({_NTH})(\s*(?: - |,|\sи\s)\s*)({_NTH}\s+({_UNIT})\s+({MONTH_WORD}))"),
        r"\1 \4 \5\2\3",
    ),
    (re.compile(rf"({_EDGE}) - ({_EDGE}\s+({MONTH_WORD}))"), r"\1 \3 - \2"),
    (re.compile(rf"{_NOT_IN_WORD}первых\s+числах\s+(?={MONTH_WORD})"), "начало "),
    (re.compile(rf"{_NOT_IN_WORD}последних\s+числах\s+(?={MONTH_WORD})"), "конец "),
    # The summer and the like in more words.
    *(
        (
            re.compile(
                rf"{_NOT_IN_WORD}(?<!кроме ){stem}[а-я]{{2,3}}\s+"
                r"(?:период|врем|сезон|месяц|дни)[а-я]*(?![а-я])"
            ),
            season,
        )
        for stem, season in (("весенн", "весна"), ("летн", "лето"), ("осенн", "осень"))
    ),
    (re.compile(rf"{_NOT_IN_WORD}(?:в\s+)?(?:дни|время)\s+летних\s+каникул"), "лето"),
    (re.compile(rf"{_NOT_IN_WORD}летни[а-я]{{1,2}}\s+каникул[а-я]*(?![а-я])"), "лето"),
)
_NEXT_YEAR = re.compile(rf"{_NOT_IN_WORD}следующего\s+(?:года|г\.?)(?![а-я])")
_LAST_YEAR = re.compile(rf"{_NOT_IN_WORD}(?:прошлого|предыдущего)\s+(?:года|г\.?)(?![а-я])")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_SCHOOL_YEAR = re.compile(
    rf"{_NOT_IN_WORD}((?:19|20)\d\d)\s*(?:/| - )\s*((?:19|20)?\d\d)"
    r"\s+уч(?:ебн[а-я]+|\.)\s*год[а-я]*"
)
SUMMER = tuple(range(SEASONS["лето"][0], SEASONS["лето"][1] + 1))


def normalised(text: str, year: int) -> str:
    """Return small letters with plain dashes and single spaces; line breaks separate."""
    small = text.casefold().replace("ё", "е").replace("\N{COMBINING DIAERESIS}", "")
    lines = [" ".join(line.split()) for line in re.split(r"[\n\r\v\f]+", small)]
    joined = " ; ".join(line for line in lines if line)
    # ISO dates become dotted ones, so that their dashes are not taken for ranges.
    plain = _DASHES.sub(" - ", _ISO.sub(r"\3.\2.\1", joined)).strip(" ,;")
    plain = _SCHOOL_YEAR.sub(_school_year, plain)
    plain = _NEXT_YEAR.sub(f"{year + 1} года", plain)
    plain = _LAST_YEAR.sub(f"{year - 1} года", plain)
    for pattern, way in _PLAINER:
        plain = pattern.sub(way, plain)
    return plain.strip(" ,;")


def _school_year(match: re.Match[str]) -> str:
    """«2024/2025 учебный год» is from September to May."""
    first = int(match[1])
    last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
    return f"сентябрь {first} - май {last}" if last == first + 1 else match[0]
