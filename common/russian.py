"""Numbers and words by the rules of Russian."""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.formats import date_format

THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
NO_BREAK = "\N{NO-BREAK SPACE}"
_EN_DASH = "\N{EN DASH}"
WORD_JOINER = "\N{WORD JOINER}"

_LETTER = "[абвгдежзийклмнопрстуфхцчшщъыьэюя]"
_VOWEL = "[аеиоуыэюя]"
_CONSONANT = "[бвгджзклмнпрстфхцчшщ]"
# P. Khristov's rules: where a syllable ends, by the kinds of letters around.
_SYLLABLES = [
    re.compile(pattern)
    for pattern in (
        rf"([йьъ])({_LETTER}{_LETTER})",
        rf"({_VOWEL})({_VOWEL}{_LETTER})",
        rf"({_VOWEL}{_CONSONANT})({_CONSONANT}{_VOWEL})",
        rf"({_CONSONANT}{_VOWEL})({_CONSONANT}{_VOWEL})",
        rf"({_VOWEL}{_CONSONANT})({_CONSONANT}{_CONSONANT}{_VOWEL})",
        rf"({_VOWEL}{_CONSONANT}{_CONSONANT})({_CONSONANT}{_CONSONANT}{_VOWEL})",
    )
]
# The spaces after a number sign, initials and a kind of place, before initials and before a unit.
_BOUND = re.compile(
    r"(?<=[№§]) (?=\d)|(?<=\b[А-ЯЁ]\.) (?=[А-ЯЁ])|(?<=\b[гсд]\.) (?=[А-ЯЁ])|(?<=\bул\.) (?=[А-ЯЁ])|"
    r"(?<=\d) (?=(?:км|м²|экз|чел|человека?|руб|г|год|года|лет)\b)"
)
_SURNAME = re.compile(r"\b([А-ЯЁ][а-яё]+) (?=[А-ЯЁ]\.\s?[А-ЯЁ]\.)")
_NUMBERED = re.compile(r"(?<=\d)-(?=[А-ЯЁа-яё])")
_WORDS_OF_HTML = re.compile(r"(?:^|(?<=>))[^<>]+")
_FACT = re.compile(r"<(dt|dd|li|label|legend|summary|h[23])\b[^>]*>.*?</\1>", re.DOTALL)
_TYPED = re.compile(r"<(?:textarea|option|script|pre)\b")
_LONG_WORD = re.compile(r"[а-яё]{9,}", re.IGNORECASE)


def plural(number: int, one: str, few: str, many: str) -> str:
    """Return the word that goes with `number`: 1 библиотека, 2 библиотеки, 5 библиотек."""
    tens, units = abs(number) % 100, abs(number) % 10
    if units == 1 and tens != 11:
        return one
    if 2 <= units <= 4 and not 12 <= tens <= 14:
        return few
    return many


def format_day(day: datetime.date) -> str:
    """Return «28 ноября 2026 г.», never broken over lines."""
    return date_format(day, "j E Y г.").replace(" ", NO_BREAK)


def format_days(first: datetime.date, last: datetime.date) -> str:
    """Return «16–17 апреля 2026 г.», naming month and year once where one is enough."""
    if first == last:
        return format_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{_EN_DASH}{format_day(last)}"
    begin = date_format(first, "j E" if first.year == last.year else "j E Y г.")
    return f"{begin.replace(' ', NO_BREAK)} {_EN_DASH} {format_day(last)}"


def format_moment(moment: datetime.datetime) -> str:
    """Return «28 ноября 2026 г., 14:05» by the portal's clock."""
    local = _local(moment)
    return f"{format_day(local.date())}, {local:%H:%M}"


def short_day(day: datetime.date) -> str:
    """Return «28.11.2026», for cells of tables."""
    return f"{day:%d.%m.%Y}"


def short_days(first: datetime.date, last: datetime.date) -> str:
    """Return «16.04.2026» or «16.04.2026–17.04.2026», for cells of tables."""
    return short_day(first) if first == last else f"{short_day(first)}{_EN_DASH}{short_day(last)}"


def short_moment(moment: datetime.datetime) -> str:
    """Return «28.11.2026 14:05» by the portal's clock, for cells of tables."""
    return f"{_local(moment):%d.%m.%Y %H:%M}"


def _local(moment: datetime.datetime) -> datetime.datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def keep_together(text: str) -> str:
    """Return `text` in which lines do not break inside «№ 5», «М. А. Тихонова», «4,9 км»."""
    return _BOUND.sub(NO_BREAK, _SURNAME.sub(r"\1" + NO_BREAK, text))


def bound(html: str) -> str:
    """Return words of a page kept together, «6-НК» among them; the marks of HTML stay as they are.

    Hyphens between digits are left alone: people copy codes and telephones into other programs.
    """
    return _WORDS_OF_HTML.sub(
        lambda words: _NUMBERED.sub("-" + WORD_JOINER, keep_together(words[0])), html
    )


def bound_facts(html: str) -> str:
    """Return a page in which the words of facts, lists, labels and headings are kept together.

    Tables see to their own cells; what people type (areas, choices) stays as it is.
    """
    return _FACT.sub(lambda found: found[0] if _TYPED.search(found[0]) else bound(found[0]), html)


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round as accountants do (half away from zero), the one rule of the whole portal.

    What rounds to nought is plain nought: nobody writes «−0,0».
    """
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)


def format_number(value: Decimal | int | float, places: int | None = None) -> str:
    """Return `value` as «1 234,5»; with `places`, exactly so many digits after the comma.

    Without `places` a decimal keeps its own digits, less the closing zeros.
    """
    exact = Decimal(str(value))
    if places is not None:
        exact = round_half_up(exact, places)
    text = f"{exact:,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", THIN_SPACE).replace(".", ",").replace("-", "\N{MINUS SIGN}")


def soft_hyphens(text: str) -> str:
    """Return `text` with soft hyphens in its long words, for narrow columns.

    Browsers hyphenate Russian only where they have a dictionary of it, and many have none.
    """
    return _LONG_WORD.sub(lambda match: _hyphenated(match[0]), text)


def _hyphenated(word: str) -> str:
    plain = word.lower().replace("ё", "е")
    ends = {
        match.end(1)
        for rule in _SYLLABLES
        for at in range(len(plain))
        if (match := rule.match(plain, at))
    }
    # Short ends look torn off: three letters stay together at least.
    cuts = [end for end in sorted(ends) if 3 <= end <= len(word) - 3]
    parts = [word[start:end] for start, end in zip([0, *cuts], [*cuts, len(word)], strict=True)]
    return SOFT_HYPHEN.join(parts)
