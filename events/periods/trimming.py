"""What a wording adds around its dates: hours, days of the week, exceptions."""

import re
from calendar import monthrange
from datetime import date

from events.periods.phrases import NTH, SHORT_NTH
from events.periods.plainer import SUMMER
from events.periods.words import MONTH_WORD, MONTHS, MONTHS_GENITIVE, WEEKDAYS, ordinal

_DAY_WORD = r"(?:" + "|".join(f"({pattern})" for _, pattern in WEEKDAYS) + r")(?![а-я])"
_CLOCK = r"(?:[01]?\d|2[0-3])"
# Minutes that cannot be a month («11.00», «14.30»), a colon, or «14 - 00» tell the hour.
_HOUR = rf"(?:{_CLOCK}:[0-5]\d|{_CLOCK}\.(?:00|1[3-9]|[2-5]\d)(?![\d.])|{_CLOCK}\s-\s00(?!\d))"
_HOURS = re.compile(
    rf",?\s*(?<![а-я\d.:])(?:(?:начало\s+)?(?:в|с)\s+)?{_HOUR}(?:\s*(?:-|до)\s*{_HOUR})?"
    r"(?:\s*(?:час(?:ов|а)?|ч)(?![а-я])\.?)?(?!\d)"
    rf"|,?\s*(?<![а-я])в\s+{_CLOCK}\s*(?:час(?:ов|а)?|ч)(?![а-я])\.?"
)
_SET_OFF_WEEKDAY = re.compile(rf"^{_DAY_WORD}\s*,|,\s*(?:в\s+)?{_DAY_WORD}\s*(?=$|[,;])")
_AND = r"(?:\s*,\s*|\s+и\s+)"
# «первый и третий четверг марта и июня»: a month in the nominative would be another time.
_NTH_WEEKDAY = re.compile(
    rf"(?:во?\s+)?(?<![а-я\d])((?:{SHORT_NTH}{_AND})*{NTH})\s+{_DAY_WORD}\s+"
    rf"({MONTH_WORD}(?:{_AND}(?:{'|'.join(MONTHS_GENITIVE)})(?![а-я]))*)"
    r"(?:\s+((?:19|20)\d\d)(?:\s*(?:года|г)(?![а-я])\.?)?)?"
)
_SUMMER = r"лет(?:а|них\s+месяцев|него\s+периода)"
_EXCEPTION = re.compile(
    rf",?\s*(?<![а-я])(?:кроме|за\s+исключением)\s+"
    rf"((?:{MONTH_WORD}|{_SUMMER})(?:(?:\s*,\s*|\s+и\s+){MONTH_WORD})*)\s*$"
)
# What a date is for, or where: words that say no time of their own.
_WORDS = r"[а-я«»\"]+(?:[ -]+[а-я«»\"]+)*"
_OCCASION = re.compile(
    rf",?\s*(?<![а-я])ко?\s+(?:{_WORDS}\s+)?дн(?:ю|ям)\s+{_WORDS}"
    rf"|,\s*(?:г|с|п|пос|пгт|д|ст)\.\s*{_WORDS}"
    r"|,?\s*(?:дата|даты|срок|сроки|время)\s+уточня[а-я]+"
    r"|(?<![а-я])(?:ориентировочно|предположительно|примерно|предварительно)(?![а-я])|~"
)
_EITHER = re.compile(rf"({MONTH_WORD})\s*(?:/|\s+или\s+)\s*({MONTH_WORD})")
_SCHOOL_YEAR = re.compile(
    r"(?<![а-я])(?:в\s+течение\s+|весь\s+|всего\s+)*(?<!конца )(?<!окончания )"
    r"учебн[а-я]+\s+год[а-я]*"
)
_LABEL = re.compile(r"(?:^|(?<=[;,]))\s*([а-я][а-я ]{2,40}):\s+(?=\S)")
_AFTER_DASH = re.compile(rf"(?<=[а-я\d.])\s-\s({_WORDS})(?=\s*(?:[,;]|$))")
_TIME_WORD = re.compile(
    rf"{MONTH_WORD}|(?:весн|лет|осен|зим)[а-я]*|кв[а-я.]*|полугод[а-я]*|год[а-я]*|декад[а-я]*"
    r"|недел[а-я]*|по|до|с|конец|конца|конце|начало|начала|начале|середина|середины|перв[а-я]*"
    r"|втор[а-я]*|трет[а-я]*|четверт[а-я]*|ежедневно|еженедельно|ежемесячно|ежеквартально|ежегодно"
)


def take_occasions(text: str, notes: list[str]) -> str:
    """Move what a date is for, or where, into the notes: «27 мая – День библиотек», «г. Гусев».

    Without a date the words tell the time themselves («ко Дню библиотек») and stay.
    """

    def take(match: re.Match[str]) -> str:
        words = match[1] if match.re.groups else match[0]
        rest = text[: match.start()] + " " + text[match.end() :]
        if not _has_date(rest) or any(_TIME_WORD.fullmatch(word) for word in words.split()):
            return match[0]
        notes.append(words.strip(" ,"))
        return " "

    for pattern in (_LABEL, _AFTER_DASH, _OCCASION):
        text = pattern.sub(take, text)
    return text.strip(" ,;")


def take_choices(text: str, notes: list[str]) -> str:
    """Write «март или апрель» as both, and the school year as its months; the words are noted."""

    def both(match: re.Match[str]) -> str:
        notes.append(match[0].strip())
        return f"{match[1]}, {match[2]}"

    def school_year(match: re.Match[str]) -> str:
        notes.append("учебный год")
        return " ; январь - май ; сентябрь - декабрь ; "

    return _SCHOOL_YEAR.sub(school_year, _EITHER.sub(both, text)).strip(" ,;")


def take_hours_and_weekdays(text: str, notes: list[str], *, is_repeated: bool) -> str:
    """Move hours («в 11.00») and a set-off day of the week («15 мая, среда») into the notes.

    Hours need a date before them, or something that repeats («по пятницам в 15.00»).
    """

    def take(match: re.Match[str]) -> str:
        before = text[: match.start()] if match.re is _HOURS else text
        if not _has_date(before) and not (is_repeated and match.re is _HOURS):
            return match[0]
        notes.append(match[0].strip(" ,"))
        return " "

    return _SET_OFF_WEEKDAY.sub(take, _HOURS.sub(take, text)).strip(" ,;")


def take_exceptions(text: str, notes: list[str]) -> tuple[str, set[int]]:
    """Return the text without «кроме июля и августа», and the months excepted.

    The words stay in the notes; an exception in brackets stands there already.
    """
    excepted: set[int] = set()
    for note in notes:
        if match := _EXCEPTION.fullmatch(note.casefold()):
            excepted |= _months_in(match[1])
    if match := _EXCEPTION.search(text):
        excepted |= _months_in(match[1])
        notes.append(match[0].strip(" ,"))
        text = text[: match.start()]
    return text, excepted


def dated_weekdays(text: str, year: int, notes: list[str]) -> str:
    """Write «последняя пятница мая» as the day it is; the words go into the notes.

    «Первый и третий четверг марта и июня» are four days.
    """

    def write(match: re.Match[str]) -> str:
        numbers, *days, months, own_year = match.groups()
        weekday = next(index for index, word in enumerate(days) if word)
        notes.append(match[0].strip())
        return ", ".join(
            _dated(int(own_year or year), MONTHS[month.rstrip(".")], weekday, _nth(number))
            for month in re.split(_AND, months)
            for number in re.split(_AND, numbers)
        )

    return _NTH_WEEKDAY.sub(write, text) if 1900 <= year <= 2099 else text


def _nth(word: str) -> int:
    if word.startswith("последн"):
        return -1
    return int(word[0]) if word[0].isdecimal() else ordinal(word) or 1


def _dated(year: int, month: int, weekday: int, nth: int) -> str:
    return f"{_nth_weekday(year, month, weekday, nth)} {MONTHS_GENITIVE[month - 1]} {year}"


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> int:
    first = (weekday - date(year, month, 1).weekday()) % 7 + 1
    days = range(first, monthrange(year, month)[1] + 1, 7)
    return days[nth - 1 if nth > 0 else nth]


def _months_in(text: str) -> set[int]:
    months = {MONTHS[word] for word in re.findall("[а-я]+", text) if word in MONTHS}
    return months | set(SUMMER) if re.search(_SUMMER, text) else months


def _has_date(text: str) -> bool:
    return bool(re.search(r"\d\.\d", text)) or bool(_months_in(text))
