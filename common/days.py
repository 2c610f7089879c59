"""Days as people write them: «12.05.1968», «12 мая 1968 г.», «1968-05-12»."""

import datetime
import re

_MONTHS = [
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
]
_OF_YEAR = r"(?:\s*(?:г\.?|года))?"
_NUMBERS = re.compile(rf"(\d{{1,2}})[./-](\d{{1,2}})[./-](\d{{4}}){_OF_YEAR}")
_WORDS = re.compile(rf"(\d{{1,2}})\s+([а-я]+)\.?\s+(\d{{4}}){_OF_YEAR}")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
# «авг», «сент.»: fewer letters could be two months.
_LEAST_LETTERS = 3


def read_day(text: str) -> datetime.date | None:
    """Return the day that the text tells, or None. Raises ValueError when there is no such day."""
    plain = " ".join(text.lower().split())
    if found := _ISO.fullmatch(plain):
        year, month, day = map(int, found.groups())
    elif found := _NUMBERS.fullmatch(plain):
        day, month, year = map(int, found.groups())
    elif (found := _WORDS.fullmatch(plain)) and (month := _month(found[2])):
        day, year = int(found[1]), int(found[3])
    else:
        return None
    return datetime.date(year, month, day)


def _month(word: str) -> int:
    """Return the number of the month, or 0."""
    if word == "май":
        return 5
    starts = [
        number
        for number, month in enumerate(_MONTHS, start=1)
        if len(word) >= min(_LEAST_LETTERS, len(month)) and month.startswith(word)
    ]
    return starts[0] if len(starts) == 1 else 0
