"""A reading shown in words, so that a person can check how her wording was understood."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from events.periods.reading import PeriodReading
from events.periods.stretches import Stretch, whole_months_of
from events.periods.words import MONTH_NAMES, MONTHS_GENITIVE

RECURRENCES = {
    "continuous": "постоянно",
    "daily": "ежедневно",
    "weekly": "еженедельно",
    "monthly": "ежемесячно",
    "quarterly": "ежеквартально",
    "yearly": "ежегодно",
}
CONDITIONS = {
    "on_request": "по запросам",
    "on_schedule": "по графику",
    "as_needed": "по мере необходимости",
}
# More single days than these («по вторникам», from September to May) are told by their months.
_MOST_DAYS = 10
_USUAL_TIMES = {"monthly": 12, "quarterly": 4, "yearly": 1}


def describe(reading: PeriodReading) -> str:
    """Return the meaning: «1–5 июля 2024», «весь 2024 год, ежеквартально», «не понят»."""
    if not reading.understood or not reading.stretches:
        return "не понят"
    parts = [days_words(_told(reading.stretches))]
    parts.append(RECURRENCES.get(reading.recurrence, ""))
    if reading.times and reading.times != _USUAL_TIMES.get(reading.recurrence):
        parts.append(f"раз в год: {reading.times}")
    parts.append(CONDITIONS.get(reading.condition, ""))
    return ", ".join(part for part in parts if part)


def _told(stretches: Sequence[Stretch]) -> Sequence[Stretch]:
    """Return what is to be named: of many single days only the months in which they are."""
    if len(stretches) <= _MOST_DAYS or any(one.days > 1 for one in stretches):
        return stretches
    return whole_months_of(stretches)


def days_words(stretches: Sequence[Stretch], *, with_year: bool = True) -> str:
    """Return «12, 19 марта, 1–5 апреля 2024»: what neighbours share is named once, at the end."""
    following = [*stretches[1:], None]
    return ", ".join(
        _words(one, after, with_year=with_year)
        for one, after in zip(stretches, following, strict=True)
    )


def _words(one: Stretch, after: Stretch | None, *, with_year: bool) -> str:
    if _is_whole_year(one):
        return f"весь {one.first.year} год"
    named = _whole_months(one) or _days(one, is_named_after=_names_month(one, after))
    is_last_of_year = after is None or after.first.year != one.last.year or _is_whole_year(after)
    return f"{named} {one.last.year}" if with_year and is_last_of_year else named


def _names_month(one: Stretch, after: Stretch | None) -> bool:
    """Return whether the stretch after this one names the month of both."""
    if after is None or _whole_months(after):
        return False
    months = {(day.year, day.month) for day in (*one, *after)}
    return len(months) == 1


def _days(one: Stretch, *, is_named_after: bool) -> str:
    first, last = one
    ending = str(last.day) if is_named_after else f"{last.day} {MONTHS_GENITIVE[last.month - 1]}"
    if first == last:
        return ending
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{ending}"
    beginning = f"{first.day} {MONTHS_GENITIVE[first.month - 1]}"
    return f"{beginning}{_other_year(one)} – {ending}"


def _whole_months(one: Stretch) -> str:
    """Return the names of months, when the stretch is made of whole ones."""
    first, last = one
    if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        return ""
    names = MONTH_NAMES[first.month - 1], MONTH_NAMES[last.month - 1]
    if (first.year, first.month) == (last.year, last.month):
        return names[0]
    return f"{names[0]}{_other_year(one)} – {names[1]}"


def _other_year(one: Stretch) -> str:
    return f" {one.first.year}" if one.first.year != one.last.year else ""


def _is_whole_year(one: Stretch) -> bool:
    return one == (date(one.first.year, 1, 1), date(one.first.year, 12, 31))
