"""Main indicators by municipality, organisation or kind, beside those of the year before."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from common.gaps import Gap
from common.russian import format_number
from common.tables import CellValue, Column, Row, Table
from statistics.indicators import POPULATION, Indicator, load_indicators
from statistics.models import Campaign
from statistics.queries.last_year import campaign_before
from statistics.series import change_notes, year_titles, years_of
from statistics.summaries.choice import ALL_GROUPINGS, ALL_STATES, Choice
from statistics.summaries.figures import Group
from statistics.summaries.reading import (
    Parts,
    Reading,
    change,
    first_of_january,
    libraries_behind,
    numbers_of,
)

_FIRST_COLUMN = {
    "territory": "Муниципалитет",
    "organisation": "Учреждение",
    "kind": "Вид",
    "library": "Библиотека",
}


def shown_indicators(form: str) -> tuple[Indicator, ...]:
    """Return the main indicators of the form with this code, in the order of the table."""
    return tuple(one for one in load_indicators().values() if one.form == form and one.is_main)


def indicators_of(choice: Choice) -> tuple[Indicator, ...]:
    """Return the main indicators that the rows of the choice can have.

    Those that fall on an inhabitant are of places only: nobody counts a library's inhabitants.
    """
    shown = shown_indicators(choice.campaign.form.code)
    if choice.has_inhabitants:
        return shown
    return tuple(one for one in shown if POPULATION not in one.parts)


class _MainIndicators:
    """Reads everything a table of main indicators needs, then makes the rows."""

    def __init__(self, choice: Choice) -> None:
        self.choice, self.indicators = choice, indicators_of(choice)
        previous = campaign_before(choice.campaign)
        campaigns = [choice.campaign, *([previous] if previous else [])]
        self.reading = Reading(choice, campaigns, self.indicators)
        self.groups = self.reading.groups
        self.this, self.last = choice.campaign, previous
        self.years = years_of(campaigns)

    def table(self) -> Table:
        """Return all indicators: last year, this year, difference, per cent and libraries."""
        rows = [self._row(group.name, [group], anchor=group.anchor) for group in self.groups]
        total = self._row(f"Всего {self.choice.of_whom}", self.groups, kind="total")
        period = self.this.period_words
        return Table(
            title=f"Основные показатели {ALL_GROUPINGS[self.choice.by]}, {period}",
            subtitle=self.subtitle(),
            columns=tuple(self._columns()),
            rows=(*rows, total) if self.groups else (),
            notes=tuple(self._notes(total)),
            key="main",
            sheet="Основные показатели",
        )

    def subtitle(self) -> str:
        return f"{self.choice.campaign.form}; {ALL_STATES[self.choice.states]}"

    def _columns(self) -> Iterable[Column]:
        yield Column("name", _FIRST_COLUMN[self.choice.by], kind="text", width=30)
        reported = "начали" if self.choice.is_preliminary else "отчитались"
        yield Column("reported", reported, ("Библиотеки",), additive=True, width=10)
        yield Column("expected", "всего", ("Библиотеки",), additive=True, width=8)
        year = self.choice.campaign.year
        title = year_titles(self.years)[year]
        for one in self.indicators:
            group, plain = (one.named,), not one.is_ratio
            width = 11 if plain else 8
            places, code = one.places, one.code
            yield Column(f"{code}_last", f"{year - 1}", group, "number", places, width, plain)
            yield Column(code, title, group, "number", places, width, plain)
            yield Column(f"{code}_change", "±", group, "number", places, 10, signed=True)
            yield Column(f"{code}_percent", "±, %", group, "percent", 1, 8, signed=True)
            yield Column(f"{code}_libraries", "библ.", group, width=7)

    def _row(self, name: str, groups: Sequence[Group], anchor: str = "", kind: str = "data") -> Row:
        this = self.reading.parts(self.this, groups)
        last = self.reading.parts(self.last, groups) if self.last else {}
        numbers, numbers_before = numbers_of(this), numbers_of(last)
        reported, expected = self.reading.counts(self.this, groups)
        reported_before = self.reading.counts(self.last, groups)[0] if self.last else 0
        values: list[CellValue] = [name, reported, expected]
        behind: list[int | None] = [None, None, None]
        gaps: list[Gap | None] = [None, None, None]
        for one in self.indicators:
            libraries, libraries_before = libraries_behind(one, this), libraries_behind(one, last)
            now, before = one.compute(numbers), one.compute(numbers_before)
            values += [before, now, *change(now, before), libraries if now is not None else 0]
            behind += [
                _if_differs(before, libraries_before, reported_before),
                _if_differs(now, libraries, reported),
                *(None, None, None),
            ]
            gaps += [self._gap(one, before, last), self._gap(one, now, this), *(None, None, None)]
        return Row(tuple(values), kind, anchor, tuple(behind), gaps=tuple(gaps))

    def _gap(self, one: Indicator, number: Decimal | None, parts: Parts) -> Gap | None:
        return self.reading.gap(one, number, parts) if parts else None

    def _notes(self, total: Row) -> Iterable[str]:
        yield self.reading.reported_note(self.this)
        if self.last:
            yield self.reading.reported_note(self.last)
        else:
            before = self.choice.campaign.reporting_period.year_before
            yield f"За {before.words} отчётов нет: сравнить не с чем."
        yield from change_notes(self.years, self.indicators)
        for number, one in enumerate(self.indicators):
            # Of drafts it is clear, and the marks of figures tell it anyway.
            if one.is_ratio or self.choice.is_preliminary:
                continue
            first = 3 + 5 * number
            if total.values[first + 4] != total.values[1]:
                yield _partly_told(one, self.this, total.values[first + 4], total.values[1])
            if self.last and total.behind[first] is not None:
                reported = self.reading.counts(self.last, self.groups)[0]
                yield _partly_told(one, self.last, total.behind[first], reported)
        yield "Относительные показатели вычислены по суммам, а не усреднены."
        if self.reading.populations:
            year = self.reading.population_year(self.this)
            yield f"Население — на {first_of_january(year)}."
        if len(shown_indicators(self.this.form.code)) > len(self.indicators):
            yield (
                "Показатели на жителя считаются по муниципалитетам и области: сколько жителей "
                "приходится на учреждение или библиотеку, не известно."
            )


def main_indicators(choice: Choice) -> Table:
    """Return the main indicators of the chosen reports, all in one wide table."""
    return _MainIndicators(choice).table()


def _if_differs(number: Decimal | None, libraries: int, reported: int) -> int | None:
    return libraries if number is not None and libraries != reported else None


def _partly_told(
    indicator: Indicator, year: Campaign, libraries: CellValue, reported: CellValue
) -> str:
    return (
        f"«{indicator.title}», {year.period_words}: число указали {format_number(libraries)} "
        f"из {format_number(reported)} отчитавшихся библиотек; пропуски и «н/д» — не ноль."
    )
