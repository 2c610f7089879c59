"""Working days of a five-day week, by the production calendar of Russia."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

# Labour Code of Russia, article 112.
_NEW_YEAR = "новогодние каникулы"
_HOLIDAYS = {
    **{(1, day): _NEW_YEAR for day in range(1, 9)},
    (1, 7): "Рождество Христово",
    (2, 23): "День защитника Отечества",
    (3, 8): "Международный женский день",
    (5, 1): "Праздник Весны и Труда",
    (5, 9): "День Победы",
    (6, 12): "День России",
    (11, 4): "День народного единства",
}
HOLIDAYS = frozenset(_HOLIDAYS)
SATURDAY = 5
_WEEKEND = {5: "суббота", 6: "воскресенье"}
_JANUARY = 1
Transfer = tuple[dt.date, dt.date]
# Days off moved by the Government's yearly decrees: from the first day of a pair to the second.
_DECREED = {
    2024: "6.1–10.5 7.1–31.12 27.4–29.4 2.11–30.4 28.12–30.12",
    2025: "4.1–2.5 5.1–31.12 23.2–8.5 8.3–13.6 1.11–3.11",
    2026: "3.1–9.1 4.1–31.12",
    2027: "2.1–5.11 3.1–31.12 20.2–22.2",
}
DECREES = {
    2024: "от 10.08.2023 № 1314",
    2025: "от 04.10.2024 № 1335",
    2026: "от 24.09.2025 № 1466",
    2027: "от 17.09.2026 № 1187",
}


def _read(year: int, text: str) -> list[Transfer]:
    return [tuple(_day(year, part) for part in pair.split("–")) for pair in text.split()]


def _day(year: int, text: str) -> dt.date:
    day, month = (int(part) for part in text.split("."))
    return dt.date(year, month, day)


SHIPPED: tuple[Transfer, ...] = tuple(
    transfer for year, text in _DECREED.items() for transfer in _read(year, text)
)
_providers: list[Callable[[], Iterable[Transfer]]] = []


def register(provider: Callable[[], Iterable[Transfer]]) -> None:
    """Let `provider` tell the days off that were moved besides those known here."""
    if provider not in _providers:
        _providers.append(provider)


def production_calendar() -> "ProductionCalendar":
    """Return the calendar with all moved days off that are known today: one query."""
    told = [transfer for provider in _providers for transfer in provider()]
    return ProductionCalendar.of((*SHIPPED, *told))


@dataclass(frozen=True)
class ProductionCalendar:
    """Which days are off: weekends, holidays, and days off moved by law and by decree.

    `moved_to` and `moved_from` are the days of the transfers by year.
    """

    moved_to: Mapping[int, frozenset[dt.date]]
    moved_from: Mapping[int, frozenset[dt.date]]

    @classmethod
    def of(cls, transfers: Iterable[Transfer]) -> "ProductionCalendar":
        targets: dict[int, set[dt.date]] = defaultdict(set)
        sources: dict[int, set[dt.date]] = defaultdict(set)
        for source, target in transfers:
            sources[source.year].add(source)
            targets[target.year].add(target)
        return cls(_frozen(targets), _frozen(sources))

    def is_workday(self, day: dt.date) -> bool:
        return not self.day_off(day)

    def day_off(self, day: dt.date) -> str:
        """Return why `day` is a day off: a holiday by its name, «суббота», or a day moved here.

        Empty for a working day, a Saturday at work by decree among them. Holidays that fall on a
        weekend move their day off to the next working day by article 112 itself; what else is
        moved is decreed for each year anew, see `is_known`.
        """
        holiday = _HOLIDAYS.get((day.month, day.day))
        if holiday:
            return holiday
        if day in self.moved_to.get(day.year, ()) or self._is_moved_by_law(day):
            return "перенесённый выходной"
        if day in self.moved_from.get(day.year, ()):
            return ""
        return _WEEKEND.get(day.weekday(), "")

    def is_known(self, year: int) -> bool:
        """Return whether the decree on the days off of the year is known."""
        return year in self.moved_to

    def after_workdays(self, day: dt.date, number: int) -> dt.date:
        """Return the last of the `number` working days that follow `day`."""
        while number > 0:
            day += dt.timedelta(days=1)
            number -= self.is_workday(day)
        return day

    def _is_moved_by_law(self, day: dt.date) -> bool:
        """Return whether the day off of a holiday on a weekend falls on this day."""
        if day.weekday() >= SATURDAY:
            return False
        elsewhere = self.moved_from.get(day.year, frozenset())
        before = day - dt.timedelta(days=1)
        owed = 0
        while before.weekday() >= SATURDAY or (before.month, before.day) in HOLIDAYS:
            is_holiday = (before.month, before.day) in HOLIDAYS and before.month != _JANUARY
            owed += before.weekday() >= SATURDAY and is_holiday and before not in elsewhere
            before -= dt.timedelta(days=1)
        return owed > 0


def _frozen(days: Mapping[int, set[dt.date]]) -> dict[int, frozenset[dt.date]]:
    return {year: frozenset(found) for year, found in days.items()}


def after_workdays(day: dt.date, number: int) -> dt.date:
    """Return the last of the `number` working days that follow `day`."""
    return production_calendar().after_workdays(day, number)
