"""A wording cut into numbers, dates, months and the words between them."""

import re
from dataclasses import dataclass

from events.periods import words
from events.periods.reading import NotUnderstoodError

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<dmy>(?<!\d)(?P<d>\d{1,2})\.(?P<m>\d{1,2})(?:\.(?P<y>\d{4}|\d{2}))?(?!\d))
    |(?P<my>(?<!\d)(?P<month>\d{1,2})\.(?P<monthyear>(?:19|20)\d\d)(?!\d))
    |(?P<year>(?<!\d)(?:19|20)\d\d(?!\d))
    |(?P<number>(?<!\d)\d{1,2}(?!\d)
        (?:(?:\s?-\s?)?(?:ого|ой|его|ому|ему|ый|ий|ая|ое|го|му|ом|ем|ые|й|е|я|ю|м|х)(?![а-я]))?)
    |(?P<roman>(?<![a-zа-я])[iіv]{1,3}(?:(?:\s?-\s?)?(?:ый|ой|ий|ом|ем|го|ого|й|м|е|ое|я)(?![а-я]))?(?![a-z]))
    |(?P<word>[а-я]+)\.?
    |(?P<dash>-)
    |(?P<sep>[;,\n])
    )""",
    re.VERBOSE,
)
_FILLERS = {
    "в",
    "во",
    "на",
    "за",
    "период",
    "течение",
    "течении",
    "срок",
    "срок:",
    "числа",
    "текущего",
    "число",
}
_FROM = {"с", "со", "от", "начиная"}
_UNTIL = {"до", "к", "ко"}
_KINDS = {
    **dict.fromkeys(_FROM, "from"),
    **dict.fromkeys(_UNTIL, "until"),
    **dict.fromkeys(words.QUARTER_WORDS, "quarter"),
    **dict.fromkeys(words.HALF_WORDS, "half"),
    **dict.fromkeys(words.YEAR_WORDS, "yearword"),
    **dict.fromkeys(words.MONTH_WORDS, "monthword"),
    **dict.fromkeys(words.BEGINNINGS, "beginning"),
    **dict.fromkeys(words.MIDDLES, "middle"),
    **dict.fromkeys(words.ENDS, "end"),
    **dict.fromkeys(words.PART_HALVES, "parthalf"),
    **dict.fromkeys(words.DECADES, "decade"),
    **dict.fromkeys(words.WEEKS, "week"),
    "по": "through",
    "включительно": "inclusive",
    "и": "sep",
    **dict.fromkeys(("последняя", "последней", "последнюю"), "last"),
}


@dataclass(frozen=True)
class Token:
    """One word of time; `kind` says what it is, `values` its numbers."""

    kind: str
    text: str
    values: tuple[int, ...] = ()


def tokenise(text: str) -> list[Token]:
    """Cut normalised `text`; raises NotUnderstoodError at the first word that is not about time."""
    tokens: list[Token] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None or match.end() == position:
            raise NotUnderstoodError(f"Не понятно: «{text[position : position + 40].strip()}».")
        position = match.end()
        token = _token(match)
        if token is not None:
            tokens.append(token)
    return tokens


def _token(match: re.Match[str]) -> Token | None:
    text = match[0].strip()
    kind = match.lastgroup
    if match["dmy"]:
        return Token("date", text, _day_month_year(match))
    if match["my"]:
        return _month_of_year(int(match["month"]), int(match["monthyear"]))
    if kind == "year":
        return Token("year", text, (int(text),))
    if match["number"]:
        return Token("number", text, (int(re.sub(r"\D", "", text)),))
    if match["roman"]:
        return _roman(match["roman"])
    return (
        _word(match["word"]) if match["word"] else Token("dash" if kind == "dash" else "sep", text)
    )


def _day_month_year(match: re.Match[str]) -> tuple[int, ...]:
    if not match["y"]:
        return int(match["d"]), int(match["m"])
    year = int(match["y"])
    return int(match["d"]), int(match["m"]), year + 2000 if year < 100 else year


def _month_of_year(month: int, year: int) -> Token:
    if not 1 <= month <= 12:
        raise NotUnderstoodError(f"Нет месяца с номером {month}.")
    return Token("month", words.MONTH_NAMES[month - 1], (month, month, year))


def _roman(text: str) -> Token:
    figure = re.match("[iіv]+", text)
    number = words.ROMANS.get(figure[0].replace("і", "i")) if figure else None
    if number is None:
        raise NotUnderstoodError(f"Не понятно число «{text}».")
    return Token("number", text, (number,))


def _word(word: str) -> Token | None:
    if word in _FILLERS:
        return None
    if word in words.MONTHS:
        return Token("month", word, (words.MONTHS[word],) * 2)
    if word in words.SEASONS:
        return Token("season", word, words.SEASONS[word])
    if word in words.WINTER:
        raise NotUnderstoodError("Зима приходится на два года: назовите месяцы.")
    number = words.ordinal(word)
    if number is not None:
        return Token("number", word, (number,))
    kind = _KINDS.get(word)
    if kind is None:
        raise NotUnderstoodError(f"Не понятно слово «{word}».")
    return Token(kind, word)
