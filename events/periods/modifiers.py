"""How often and on what condition: the phrases of a wording that are not dates."""

import re
from dataclasses import dataclass, field

from events.periods.reading import NotUnderstoodError
from events.periods.words import CARDINALS, WEEKDAY

ROUND_THE_YEAR = "continuous"

_UNITS = (
    (r"день|дня|сутки", "daily"),
    (r"недел[юяи]|нед\.?", "weekly"),
    (r"месяца?|мес\.?", "monthly"),
    (r"квартала?|кв\.?", "quarterly"),
    (r"полугоди[ея]|полгода|полуг\.?", "half"),
    (r"года?", "yearly"),
)
_UNIT = "|".join(f"(?P<{name}>{pattern})" for pattern, name in _UNITS)
_NUMBER = r"\d{1,3}|" + "|".join(CARDINALS)
_LEAST = r"(?P<least>не\s+реже|не\s+менее|как\s+минимум|минимум)"
_BY_SCHEDULE = (
    r"(?:по|согласно|в\s+соответствии\s+со?)\s+(?:[а-я]+(?:ому|ему|ым|им|ам)\s+){0,2}"
    r"(?:график(?:у|ам|ом|ами)|план(?:у|ам|ом|ами)|расписани(?:ю|ем))"
    r"(?:\s+(?:работы|выездов|проведения|мероприятий|учредителя|министерства|отдела|библиотеки))*"
)
_REQUEST = (
    r"(?:запрос|заявк|обращени|требовани|приглашени)[а-я]*"
    r"(?:\s+(?:читател|пользовател|библиотек|муниципальных|сельских|населени|учреждени|организаци"
    r"|специалист|район)[а-я]*){0,3}"
)


@dataclass
class Modifiers:
    """What the phrases say together."""

    recurrence: str = ""
    times: int | None = None
    condition: str = ""
    # Occurrences in each unit of `recurrence`, «2 раза в месяц».
    per_unit: int = 1
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
    unit = next(name for _, name in _UNITS if match[name])
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
    if number < 1 or 12 % number:
        raise NotUnderstoodError("Такая повторяемость не переводится в число раз в год.")
    found.count(12 // number)


def _approximate(match: re.Match[str], found: Modifiers) -> None:
    found.notes.append(" ".join(match[0].split()))


def _weekdays(match: re.Match[str], found: Modifiers) -> None:
    found.repeat("weekly")
    found.notes.append(" ".join(match[0].split()))


def _monthly_with_note(match: re.Match[str], found: Modifiers) -> None:
    found.repeat("monthly")
    found.notes.append(" ".join(match[0].split()))


_EVERY = r"кажд(?:ый|ую|ое|ого|ой)"
_NTH = r"(?:(?:перв|втор|треть?|четверт|последн)[а-я]{1,4}|[1-4]\s*-?\s*(?:й|ый|ий|я|ая|ю|ую|е|ое))"
_MONTHLY_DAY = rf"{_NTH}\s+{WEEKDAY}"
_BY_DAY = r"(?:до|к|не\s+позднее)?\s*\d{1,2}(?:-?го)?\s+числ[ау]"
_PHRASES = (
    (rf"ежемесячно\s*,?\s*{_MONTHLY_DAY}|{_MONTHLY_DAY}\s*,?\s*ежемесячно", _monthly_with_note),
    (rf"{_EVERY}\s+{_MONTHLY_DAY}\s+месяца", _monthly_with_note),
    (rf"{_MONTHLY_DAY}\s+(?:каждого\s+)?месяца", _monthly_with_note),
    (
        r"(?:(?:до|к|не\s+позднее)\s+)?\d{1,2}(?:-?го)?(?:\s+числ[ау])?\s+каждого\s+месяца",
        _monthly_with_note,
    ),
    (rf"ежемесячно\s*,?\s*{_BY_DAY}|{_BY_DAY}\s*,?\s*ежемесячно", _monthly_with_note),
    (rf"(?:{_EVERY}|по)\s+{WEEKDAY}(?:(?:\s*,\s*|\s+и\s+)(?:по\s+)?{WEEKDAY})*", _weekdays),
    (r"\d{1,2}\s*-\s*\d{1,2}\s+раза?\s+в\s+год", _approximate),
    (rf"(?:(?:1|один)\s+)?раз\s+в\s+(?P<number>{_NUMBER})\s+месяц(?:а|ев)", _every_few),
    (
        rf"(?:{_LEAST}\s+)?(?:(?P<number>{_NUMBER})\s*)?(?:раза?|р\.?)\s+(?:в|за)\s+(?:{_UNIT})",
        _frequency,
    ),
    (rf"(?P<adverb>однажды|дважды|трижды)\s+в\s+(?:{_UNIT})", _adverb),
    (rf"{_EVERY}\s+(?:{_UNIT})", _each),
)
_FIXED = (
    (r"ежедневно|ежедн\.?", "daily"),
    (r"еженедельно|еженед\.?", "weekly"),
    (r"ежемесячно|ежемес\.?", "monthly"),
    (r"ежеквартально|ежекварт\.?|ежекв\.?|поквартально", "quarterly"),
    (r"ежегодно|ежегодн?\.", "yearly"),
    (
        r"(?:в\s+)?теч(?:ени[еи]|\.)\s*(?:всего\s+|текущего\s+|календарного\s+)*года|весь\s+год|круглый\s+год"
        r"|круглогодично|постоянно|пост\.|на\s+постоянной\s+основе|систематически|регулярно",
        ROUND_THE_YEAR,
    ),
)
_CONDITIONS = (
    (_BY_SCHEDULE, "on_schedule"),
    (rf"по\s+мере\s+(?:поступления\s+)?{_REQUEST}", "on_request"),
    (r"по\s+мере\s+(?:необходимости|надобности|поступления)", "as_needed"),
    (r"(?:при|по)\s+необходимости", "as_needed"),
    (rf"(?:по|при\s+наличии)\s+(?:[а-я]+(?:ым|им|ой|ому|ых)\s+)?{_REQUEST}", "on_request"),
)


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![а-я\d])(?:{pattern})(?![а-я\d])")


_TABLE = tuple((_whole(pattern), act) for pattern, act in _PHRASES)
_FIXED_TABLE = tuple((_whole(pattern), value) for pattern, value in _FIXED)
_CONDITION_TABLE = tuple((_whole(pattern), value) for pattern, value in _CONDITIONS)
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
