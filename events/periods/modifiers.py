"""How often and on what condition: the phrases of a wording that are not dates."""

import re
from dataclasses import dataclass, field

from events.periods.phrases import (
    AFTER_REPORTED,
    BY_AGREEMENT,
    BY_DAY,
    CONDITIONS,
    EVERY,
    FIXED,
    LEAST,
    MONTHLY_DAY,
    NUMBER,
    ROUND_THE_YEAR,
    SHORT_NTH,
    UNIT,
    UNITS,
)
from events.periods.reading import NotUnderstoodError
from events.periods.words import CARDINALS, MONTH_WORD, WEEKDAY, weekdays_in


@dataclass
class Modifiers:
    """What the phrases say together."""

    recurrence: str = ""
    times: int | None = None
    condition: str = ""
    # Occurrences in each unit of `recurrence`, «2 раза в месяц».
    per_unit: int = 1
    # Days of the week, from 0: «по вторникам и четвергам».
    weekdays: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    def repeat(self, recurrence: str, per_unit: int = 1) -> None:
        """Set how often; «постоянно» gives way to anything more exact."""
        if recurrence == ROUND_THE_YEAR and self.recurrence:
            return
        if self.recurrence not in ("", ROUND_THE_YEAR) and (self.recurrence, self.per_unit) != (
            recurrence,
            per_unit,
        ):
            raise NotUnderstoodError("Названа разная повторяемость.")
        self.recurrence, self.per_unit = recurrence, per_unit

    def count(self, times: int) -> None:
        if times < 1 or self.times not in (None, times):
            raise NotUnderstoodError("Число раз в год названо по-разному.")
        self.times = times

    def depend(self, condition: str) -> None:
        if self.condition not in ("", condition):
            raise NotUnderstoodError("Названы разные условия.")
        self.condition = condition

    @property
    def said_anything(self) -> bool:
        return bool(self.recurrence or self.condition or self.times or self.notes)

    def times_in(self, months: tuple[int, ...]) -> int | None:
        """Return the number of times a year, counted over the months covered."""
        derived = None
        if self.recurrence == "monthly":
            derived = len(months) * self.per_unit
        elif self.recurrence == "quarterly":
            derived = len({(month - 1) // 3 for month in months}) * self.per_unit
        elif self.recurrence == "yearly":
            derived = self.per_unit
        if None not in (derived, self.times) and derived != self.times:
            raise NotUnderstoodError("Число раз в год не согласуется с повторяемостью.")
        return self.times or derived


def _frequency(match: re.Match[str], found: Modifiers) -> None:
    if match["least"]:
        found.notes.append(" ".join(match["least"].split()))
    number = match["number"] or "1"
    _apply_unit(match, found, CARDINALS.get(number) or int(number))


def _adverb(match: re.Match[str], found: Modifiers) -> None:
    number = {"однажды": 1, "дважды": 2, "трижды": 3}[match["adverb"]]
    _apply_unit(match, found, number)


def _each(match: re.Match[str], found: Modifiers) -> None:
    _apply_unit(match, found, 1)


def _apply_unit(match: re.Match[str], found: Modifiers, number: int) -> None:
    unit = next(name for _, name in UNITS if match[name])
    if number < 1:
        raise NotUnderstoodError("Число раз в год должно быть больше нуля.")
    if unit == "half":
        found.count(number * 2)
    elif unit == "yearly" and number > 1:
        found.count(number)
    else:
        found.repeat(unit, number)


def _every_few(match: re.Match[str], found: Modifiers) -> None:
    number = CARDINALS.get(match["number"]) or int(match["number"])
    if match["years"]:
        # The year of the plan is one of them: once in it.
        found.count(1)
        found.notes.append(" ".join(match[0].split()))
        return
    if match["weeks"]:
        _every_few_weeks(number, match, found)
        return
    if number < 1 or 12 % number:
        raise NotUnderstoodError("Такая повторяемость не переводится в число раз в год.")
    found.count(12 // number)


def _every_few_weeks(number: int, match: re.Match[str], found: Modifiers) -> None:
    if number == 1:
        found.repeat("weekly")
    elif number == 2:
        found.count(26)
        found.notes.append(" ".join(match[0].split()))
    else:
        raise NotUnderstoodError("Такая повторяемость не переводится в число раз в год.")


def _so_many(match: re.Match[str], found: Modifiers) -> None:
    found.count(int(match["number"]))
    found.notes.append(" ".join(match[0].split()))


def _approximate(match: re.Match[str], found: Modifiers) -> None:
    found.notes.append(" ".join(match[0].split()))


def _weekdays(match: re.Match[str], found: Modifiers) -> None:
    found.repeat("weekly")
    found.weekdays |= weekdays_in(match[0])
    found.notes.append(" ".join(match[0].split()))


def _weekends(match: re.Match[str], found: Modifiers) -> None:
    found.repeat("weekly")
    found.weekdays |= {5, 6}
    found.notes.append(" ".join(match[0].split()))


def _daily_with_note(match: re.Match[str], found: Modifiers) -> None:
    found.repeat("daily")
    found.notes.append(" ".join(match[0].split()))


def _quarterly_with_note(match: re.Match[str], found: Modifiers) -> None:
    found.repeat("quarterly")
    found.notes.append(" ".join(match[0].split()))


def _twice_monthly(match: re.Match[str], found: Modifiers) -> None:
    found.repeat("monthly", 2)
    found.notes.append(" ".join(match[0].split()))


def _monthly_with_note(match: re.Match[str], found: Modifiers) -> None:
    found.repeat("monthly")
    found.notes.append(" ".join(match[0].split()))


_PHRASES = (
    (rf"ежеквартально\s*,?\s*{BY_DAY}(?:{AFTER_REPORTED}(?:\s+[а-я]+)?)?", _quarterly_with_note),
    (rf"{BY_DAY}{AFTER_REPORTED}\s+квартал[а-я]*", _quarterly_with_note),
    (rf"(?:ежемесячно\s*,?\s*)?{BY_DAY}{AFTER_REPORTED}(?:\s+[а-я]+)?", _monthly_with_note),
    (
        rf"(?:{EVERY}\s+)?{SHORT_NTH}(?:\s*,\s*|\s+и\s+){SHORT_NTH}\s+{WEEKDAY}"
        r"(?:\s+(?:каждого\s+)?месяца|\s*,?\s*ежемесячно)?",
        _twice_monthly,
    ),
    (rf"ежемесячно\s*,?\s*{MONTHLY_DAY}|{MONTHLY_DAY}\s*,?\s*ежемесячно", _monthly_with_note),
    (rf"{EVERY}\s+{MONTHLY_DAY}\s+месяца", _monthly_with_note),
    (rf"{MONTHLY_DAY}\s+(?:каждого\s+)?месяца", _monthly_with_note),
    (
        rf"(?:{EVERY}\s+(?=перв|последн|1))?{MONTHLY_DAY}(?!\s+{MONTH_WORD})",
        _monthly_with_note,
    ),
    (rf"{EVERY}\s+{BY_DAY}", _monthly_with_note),
    (rf"{BY_DAY}\s+последнего\s+месяца\s+(?:каждого\s+)?квартала", _quarterly_with_note),
    (rf"{BY_DAY}\s+месяца", _monthly_with_note),
    (
        r"с\s+\d{1,2}\s+по\s+\d{1,2}\s+числ[ао]\s+(?:каждого\s+)?месяца",
        _monthly_with_note,
    ),
    (
        r"(?:(?:до|к|не\s+позднее)\s+)?\d{1,2}(?:-?го)?(?:\s+числ[ау])?\s+каждого\s+месяца",
        _monthly_with_note,
    ),
    (rf"ежемесячно\s*,?\s*{BY_DAY}|{BY_DAY}\s*,?\s*ежемесячно", _monthly_with_note),
    (rf"(?:{EVERY}|по)\s+{WEEKDAY}(?:(?:\s*,\s*|\s+и\s+)(?:по\s+)?{WEEKDAY})*", _weekdays),
    (
        r"(?:ежедневно\s*,?\s*)?(?:по\s+будн(?:ям|ичным\s+дням)|(?:в|по)\s+рабочи[а-я]{1,2}\s+дн[а-я]+"
        r"|кроме\s+(?:выходных|воскресень[яе]|праздник[а-я]+|праздничных|субботы)"
        r"(?:\s+и\s+праздничных)?(?:\s+дней)?)",
        _daily_with_note,
    ),
    (r"(?:по|в)\s+выходн[а-я]+(?:\s+дн[а-я]+)?", _weekends),
    (
        rf"^{WEEKDAY}(?:(?:\s*,\s*|\s+и\s+){WEEKDAY})*(?=\s*$|\s*,?\s*(?:[вс]\s+)?\d\d?[.:]\d\d)",
        _weekdays,
    ),
    (r"\d{1,2}\s*-\s*\d{1,2}\s+раза?\s+в\s+(?:год|квартал|месяц|неделю)", _approximate),
    (
        r"(?P<number>\d{1,3})\s+(?:мероприяти[йяе]|заняти[йяе]|семинар[а-я]*|встреч[аи]?|выезд[а-я]*"
        r"|заседани[йяе]|выпуск[а-я]*|обзор[а-я]*|номер[а-я]*)\s+в\s+год",
        _so_many,
    ),
    (
        rf"(?:(?:(?:1|один)\s+)?раз\s+в|каждые)\s+(?P<number>{NUMBER})\s+"
        r"(?:месяц(?:а|ев)|(?P<weeks>недел[а-я]+)|(?P<years>года|лет))",
        _every_few,
    ),
    (r"(?:(?:1|один)\s+)?раз\s+в\s+сезон|по\s+сезонам", lambda match, found: found.count(4)),
    (r"по\s+полугодиям|каждые\s+полгода", lambda match, found: found.count(2)),
    (
        rf"(?:{LEAST}\s+)?(?:по\s+)?(?:(?P<number>{NUMBER})\s*)?(?:раза?|р\.?)\s+(?:в|за)\s+(?:{UNIT})",
        _frequency,
    ),
    # «по 3 в квартал» is three times in each, not the third quarter.
    (rf"(?P<least>)(?:по\s+)?(?P<number>\d{{1,3}})\s+в\s+(?:{UNIT})", _frequency),
    (rf"(?P<adverb>однажды|дважды|трижды)\s+в\s+(?:{UNIT})", _adverb),
    (rf"{EVERY}\s+(?:{UNIT})", _each),
    (BY_AGREEMENT, _approximate),
)


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![а-я\d])(?:{pattern})(?![а-я\d])")


_TABLE = tuple((_whole(pattern), act) for pattern, act in _PHRASES)
_FIXED_TABLE = tuple((_whole(pattern), value) for pattern, value in FIXED)
_CONDITION_TABLE = tuple((_whole(pattern), value) for pattern, value in CONDITIONS)
_DURING_YEAR = _whole(r"в\s+течени[еи]\s+(?:всего\s+)?((?:19|20)\d\d)\s*(?:года|год|г\.?)")


def take_modifiers(text: str) -> tuple[str, Modifiers]:
    """Return `text` without its phrases of recurrence and condition, and what they say.

    A phrase leaves a separator in its place. Raises NotUnderstoodError when phrases contradict.
    """
    found = Modifiers()
    text = _DURING_YEAR.sub(r"постоянно ; \1 год", text)
    for pattern, act in _TABLE:
        for match in pattern.finditer(text):
            act(match, found)
        text = pattern.sub(" ; ", text)
    for pattern, recurrence in _FIXED_TABLE:
        text, number = pattern.subn(" ; ", text)
        if number:
            found.repeat(recurrence)
    for pattern, condition in _CONDITION_TABLE:
        text, number = pattern.subn(" ; ", text)
        if number:
            found.depend(condition)
    return text, found
