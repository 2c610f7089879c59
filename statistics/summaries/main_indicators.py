"""Main indicators by municipality, organisation or kind, beside those of the year before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from common.russian import format_number, plural, round_half_up
from common.tables import CellValue, Column, Row, Table
from statistics.indicators import LIBRARIES, POPULATION, Indicator, load_indicators
from statistics.models import Campaign
from statistics.summaries import figures
from statistics.summaries.choice import GROUPINGS, STATES, Choice
from statistics.summaries.figures import Group, Summed

MAIN = (
    "fund",
    "received",
    "withdrawn",
    "users",
    "visits",
    "loans",
    "main_staff",
    "income",
    "reading",
    "attendance",
    "turnover",
    "renewal",
    "fund_per_person",
    "coverage",
)
_GIVEN = {LIBRARIES, POPULATION}
_FIRST_COLUMN = {"territory": "Муниципалитет", "organisation": "Учреждение", "kind": "Вид"}


@dataclass(frozen=True)
class Year:
    """One year of the comparison: its campaign and the year whose 1 January population counts."""

    campaign: Campaign
    population_year: int


def shown_indicators() -> tuple[Indicator, ...]:
    """Return the main indicators, in the order of the table."""
    known = load_indicators()
    return tuple(known[code] for code in MAIN)


class _MainIndicators:
    """Reads everything a table of main indicators needs, then makes the rows."""

    def __init__(self, choice: Choice) -> None:
        self.choice, self.indicators = choice, shown_indicators()
        previous = figures.previous_campaign(choice.campaign)
        campaigns = [choice.campaign, *([previous] if previous else [])]
        self.groups = figures.groups(choice, campaigns)
        self.summed = {part for one in self.indicators for part in one.parts} - _GIVEN
        cells = figures.cells_of(campaigns, self.summed)
        self.sums = figures.sums_by_group(choice, campaigns, cells)
        self.populations, lag = self._read_populations(campaigns)
        self.this = Year(choice.campaign, choice.campaign.year + lag)
        self.last = Year(previous, previous.year + lag) if previous else None

    def _read_populations(self, campaigns: Iterable[Campaign]) -> tuple[dict, int]:
        """Return inhabitants, and 1 when those after the reported year are known, else 0.

        The fund and the users are those of the year's end, so the population of the following
        1 January fits them; before Rosstat publishes it, that of the year's own 1 January.
        """
        if self.choice.by != "territory":
            return {}, 0
        years = {campaign.year + lag for campaign in campaigns for lag in (0, 1)}
        found = figures.populations((group.key for group in self.groups), years)
        return found, int(any(year == self.choice.campaign.year + 1 for _, year in found))

    def table(self) -> Table:
        """Return all indicators: last year, this year, difference, per cent and libraries."""
        rows = [self._row(group.name, [group], anchor=group.anchor) for group in self.groups]
        total = self._row(f"Всего {self.choice.of_whom}", self.groups, kind="total")
        return Table(
            title=f"Основные показатели {GROUPINGS[self.choice.by]}, {self.this.campaign.year} год",
            subtitle=self.subtitle(),
            columns=tuple(self._columns()),
            rows=(*rows, total) if self.groups else (),
            notes=tuple(self._notes(total)),
            key="main",
            sheet="Основные показатели",
        )

    def subtitle(self) -> str:
        return f"{self.choice.campaign.form}; {STATES[self.choice.states]}"

    def _columns(self) -> Iterable[Column]:
        yield Column("name", _FIRST_COLUMN[self.choice.by], kind="text", width=30)
        yield Column("reported", "отчитались", ("Библиотеки",), additive=True, width=10)
        yield Column("expected", "всего", ("Библиотеки",), additive=True, width=8)
        year = self.choice.campaign.year
        for one in self.indicators:
            group, plain = (f"{one.title}, {one.unit}",), not one.is_ratio
            width = 11 if plain else 8
            places, code = one.places, one.code
            yield Column(f"{code}_last", f"{year - 1}", group, "number", places, width, plain)
            yield Column(code, f"{year}", group, "number", places, width, plain)
            yield Column(f"{code}_change", "±", group, "number", places, 10, signed=True)
            yield Column(f"{code}_percent", "±, %", group, "percent", 1, 8, signed=True)
            yield Column(f"{code}_libraries", "библ.", group, width=7)

    def _row(self, name: str, groups: Sequence[Group], anchor: str = "", kind: str = "data") -> Row:
        this = self._parts(self.this, groups)
        last = self._parts(self.last, groups) if self.last else {}
        numbers, numbers_before = _numbers(this), _numbers(last)
        reported, expected = self._counts(self.this, groups)
        reported_before = self._counts(self.last, groups)[0] if self.last else 0
        values: list[CellValue] = [name, reported, expected]
        behind: list[int | None] = [None, None, None]
        for one in self.indicators:
            libraries, libraries_before = _libraries(one, this), _libraries(one, last)
            now, before = one.compute(numbers), one.compute(numbers_before)
            values += [before, now, *_change(now, before), libraries if now is not None else 0]
            behind += [
                _if_differs(before, libraries_before, reported_before),
                _if_differs(now, libraries, reported),
                *(None, None, None),
            ]
        return Row(tuple(values), kind, anchor, tuple(behind))

    def _counts(self, year: Year, groups: Iterable[Group]) -> tuple[int, int]:
        pk = year.campaign.pk
        return sum(g.reported[pk] for g in groups), sum(g.expected[pk] for g in groups)

    def _parts(self, year: Year, groups: Sequence[Group]) -> dict[str, Summed]:
        """Add up the groups' sums; what the form does not hold stands behind all that reported."""
        parts: dict[str, Summed] = {}
        for group in groups:
            for code in self.summed:
                found = self.sums.get((year.campaign.pk, group.key, code))
                if found:
                    parts[code] = parts.get(code, Summed.nothing()) + found
        reported, people = self._counts(year, groups)[0], self._people(year, groups)
        parts[LIBRARIES] = Summed(Decimal(reported), reported)
        if people:
            parts[POPULATION] = Summed(Decimal(people), reported)
        return parts

    def _people(self, year: Year, groups: Sequence[Group]) -> int | None:
        """Return inhabitants; None unless known for every municipality of `groups`.

        The region's own number would count its municipalities twice, so it serves alone only.
        """
        counted = [g for g in groups if not g.is_region] or list(groups)
        numbers = [self.populations.get((g.key, year.population_year)) for g in counted]
        return sum(numbers) if numbers and None not in numbers else None

    def _notes(self, total: Row) -> Iterable[str]:
        yield self._reported_note(self.this)
        if self.last:
            yield self._reported_note(self.last)
        else:
            yield f"За {self.choice.campaign.year - 1} год отчётов нет: сравнить не с чем."
        for number, one in enumerate(self.indicators):
            if one.is_ratio:
                continue
            first = 3 + 5 * number
            if total.values[first + 4] != total.values[1]:
                yield _partly_told(one, self.this, total.values[first + 4], total.values[1])
            if self.last and total.behind[first] is not None:
                reported = self._counts(self.last, self.groups)[0]
                yield _partly_told(one, self.last, total.behind[first], reported)
        yield "Относительные показатели вычислены по суммам, а не усреднены."
        if self.populations:
            yield f"Население — на {_first_of_january(self.this.population_year)}."

    def _reported_note(self, year: Year) -> str:
        reported, expected = self._counts(year, self.groups)
        word = plural(expected, "библиотеки", "библиотек", "библиотек")
        return (
            f"За {year.campaign.year} год отчитались {format_number(reported)} "
            f"из {format_number(expected)} {word} ({STATES[self.choice.states]})."
        )


def main_indicators(choice: Choice) -> Table:
    """Return the main indicators of the chosen reports, all in one wide table."""
    return _MainIndicators(choice).table()


def _libraries(indicator: Indicator, parts: Mapping[str, Summed]) -> int:
    """Return how many libraries gave the part of `indicator` that the fewest gave."""
    return min((parts[part].behind for part in indicator.parts if part in parts), default=0)


def _if_differs(number: Decimal | None, libraries: int, reported: int) -> int | None:
    return libraries if number is not None and libraries != reported else None


def _partly_told(
    indicator: Indicator, year: Year, libraries: CellValue, reported: CellValue
) -> str:
    return (
        f"«{indicator.title}», {year.campaign.year} год: число указали {format_number(libraries)} "
        f"из {format_number(reported)} отчитавшихся библиотек; пропуски и «н/д» — не ноль."
    )


def _numbers(parts: Mapping[str, Summed]) -> dict[str, Decimal]:
    return {code: part.number for code, part in parts.items()}


def _change(now: Decimal | None, before: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """Return the difference, and per cent of the year before (one place, half up)."""
    if now is None or before is None:
        return None, None
    percent = round_half_up(100 * (now - before) / before, 1) if before else None
    return now - before, percent


def _first_of_january(year: int) -> str:
    return f"{date(year, 1, 1):%d.%m.%Y}"
