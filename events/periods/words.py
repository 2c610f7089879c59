"""The words of time in Russian plans, in all their cases."""

import re

MONTH_NAMES = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
MONTHS_GENITIVE = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
_SOFT, _HARD = ("ь", "я", "е", "ю", "ем"), ("", "а", "е", "у", "ом")
_STEMS = (
    ("январ", _SOFT, ("янв",)),
    ("феврал", _SOFT, ("фев", "февр")),
    ("март", _HARD, ("мар",)),
    ("апрел", _SOFT, ("апр",)),
    ("ма", ("й", "я", "е", "ю", "ем"), ()),
    ("июн", _SOFT, ("июн",)),
    ("июл", _SOFT, ("июл",)),
    ("август", _HARD, ("авг",)),
    ("сентябр", _SOFT, ("сен", "сент")),
    ("октябр", _SOFT, ("окт",)),
    ("ноябр", _SOFT, ("ноя", "нояб")),
    ("декабр", _SOFT, ("дек",)),
)
MONTHS = {
    word: number
    for number, (stem, endings, short) in enumerate(_STEMS, start=1)
    for word in [*(stem + ending for ending in endings), *short]
}
# Any name of a month, as a pattern.
MONTH_WORD = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?(?![а-я])"

WEEKDAYS = (
    ("понедельник", "понедельник(?:ам|а)?"),
    ("вторник", "вторник(?:ам|а)?"),
    ("среда", "сред(?:ам|а|у|ы)"),
    ("четверг", "четверг(?:ам|а)?"),
    ("пятница", "пятниц(?:ам|а|у|ы)"),
    ("суббота", "суббот(?:ам|а|у|ы)"),
    ("воскресенье", "воскресень(?:ям|е|я)"),
)
WEEKDAY = "(?:" + "|".join(pattern for _, pattern in WEEKDAYS) + ")"

ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ORDINAL_ENDINGS = "(?:ый|ой|ий|ого|ому|ом|ым|ая|ую|ое|ые|ых|ьего|ьему|ьем|ьим|ья|ью|ье|ьи|ьей)"
_ORDINALS = (("перв", 1), ("втор", 2), ("треть?", 3), ("четверт", 4))
_ORDINAL = re.compile(rf"(?:{'|'.join(stem for stem, _ in _ORDINALS)}){_ORDINAL_ENDINGS}")
CARDINALS = {
    "один": 1,
    "одного": 1,
    "одну": 1,
    "два": 2,
    "двух": 2,
    "две": 2,
    "три": 3,
    "трех": 3,
    "четыре": 4,
    "четырех": 4,
    "пять": 5,
    "пяти": 5,
    "шесть": 6,
    "шести": 6,
}
QUARTER_WORDS = {"квартал", "квартала", "квартале", "кварталу", "кварталы", "кварталов"}
QUARTER_WORDS |= {"квартал" + ending for ending in ("ах", "ам", "ом")} | {"кв", "кварт"}
HALF_WORDS = {"полугодие", "полугодия", "полугодии", "полугодию", "полугодием", "полуг", "полугод"}
SEASONS = {
    **dict.fromkeys(("весна", "весной", "весны", "весну", "весне", "весною"), (3, 5)),
    **dict.fromkeys(("лето", "летом", "лета", "лету", "лете"), (6, 8)),
    **dict.fromkeys(("осень", "осенью", "осени"), (9, 11)),
}
WINTER = {"зима", "зимой", "зимы", "зиму", "зиме", "зимою"}
YEAR_WORDS = {"год", "года", "году", "годом", "г", "гг", "годы", "годов", "годах"}
MONTH_WORDS = {"месяц", "месяца", "месяце", "мес"}
BEGINNINGS = {"начало", "начале", "начала", "началу", "нач"}
MIDDLES = {"середина", "середине", "середины", "середину", "сер"}
ENDS = {"конец", "конце", "конца", "концу", "кон"}
PART_HALVES = {"половина", "половине", "половины", "половину", "пол"}
DECADES = {"декада", "декаде", "декады", "декаду"}
WEEKS = {"неделя", "неделе", "недели", "неделю"}


def is_weekday(text: str) -> bool:
    """Tell whether the text is nothing but the name of a day of the week."""
    return re.fullmatch(WEEKDAY, text) is not None


def weekdays_in(text: str) -> set[int]:
    """Return the days of the week that the text names, Monday is 0."""
    return {index for index, (_, pattern) in enumerate(WEEKDAYS) if re.search(pattern, text)}


def ordinal(word: str) -> int | None:
    """Return the number of an ordinal («первый», «третьего»), or None."""
    if not _ORDINAL.fullmatch(word):
        return None
    return next(number for stem, number in _ORDINALS if word.startswith(stem.rstrip("ь?")))
