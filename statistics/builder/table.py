"""The table that was asked for: a handful of queries, then numbers, shares, places, order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from common.gaps import Gap
from common.russian import round_half_up
from common.tables import CellValue, Column, Row, Table
from statistics.builder.build import Build
from statistics.builder.living import key_of, part_column, with_formulas
from statistics.builder.wording import FIRST_COLUMN, Notes, name_of, title_of
from statistics.indicators import POPULATION, Indicator
from statistics.series import year_titles, years_of
from statistics.summaries.choice import STATES, Key
from statistics.summaries.figures import Group
from statistics.summaries.reading import (
    Reading,
    change,
    libraries_behind,
    numbers_of,
)


@dataclass
class Line:
    """A row on its way: its groups of reports, and values by the keys of the columns."""

    name: str
    groups: Sequence[Group]
    anchor: str = ""
    values: dict[str, CellValue] = field(default_factory=dict)
    behind: dict[str, int | None] = field(default_factory=dict)
    gaps: dict[str, Gap | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Built:
    """The table, and the keys of the groups in its rows, in the same order.

    `parts` are the keys of the columns that only serve to compute others.
    """

    table: Table
    keys: tuple[Key, ...]
    parts: tuple[str, ...] = ()


def built(build: Build, title: str = "", *, with_parts: bool = False) -> Built:
    """Return the table; `title` is that of a ready choice («Фонд»).

    `with_parts` adds what ratios are computed from, so that a workbook computes them itself.
    """
    return _Builder(build, with_parts).built(title)


def year_key(measure: Indicator, year: int) -> str:
    """Return the key of the column with the measure's numbers of a year."""
    return key_of(measure.code, year)


class _Builder:
    def __init__(self, build: Build, with_parts: bool) -> None:
        self.build = build
        own = {one.code for one in build.measures}
        parts = dict.fromkeys(part for one in build.measures for part in one.parts)
        self.parts = [part for part in parts if part not in own] if with_parts else []
        self.reading = Reading(build.choice, build.campaigns, build.measures, build.known)
        self.years = years_of(build.campaigns)
        self.lines = [self._line(group.name, [group]) for group in self.reading.groups]
        self.total = self._line(f"Всего {build.choice.of_whom}", self.reading.groups)
        for measure in build.measures:
            key = year_key(measure, build.campaign.year)
            self._set_shares(measure, key)
            self._set_ranks(measure, key)

    def _line(self, name: str, groups: Sequence[Group]) -> Line:
        line = Line(name, groups, groups[0].anchor if len(groups) == 1 else "")
        reported, expected = self.reading.counts(self.build.campaign, groups)
        line.values |= {"reported": reported, "expected": expected}
        if groups:
            line.values["of"] = groups[0].of
        for campaign in self.build.campaigns:
            parts = self.reading.parts(campaign, groups)
            numbers, reported = numbers_of(parts), self.reading.counts(campaign, groups)[0]
            for one in self.build.measures:
                key, number = year_key(one, campaign.year), one.compute(numbers)
                libraries = libraries_behind(one, parts)
                line.values[key] = number
                line.gaps[key] = self.reading.gap(one, number, parts)
                if number is not None and libraries != reported:
                    line.behind[key] = libraries
            for code in self.parts:
                line.values[key_of(code, campaign.year)] = numbers.get(code)
        self._set_changes(line)
        return line

    def _set_changes(self, line: Line) -> None:
        base = self.build.base
        for one in self.build.measures if base else ():
            now = line.values[year_key(one, self.build.campaign.year)]
            difference, percent = change(now, line.values[year_key(one, base.year)])
            line.values[f"{one.code}_change"] = difference
            line.values[f"{one.code}_percent"] = percent

    def _set_shares(self, measure: Indicator, key: str) -> None:
        """Set each row's per cent of the total; of ratios there is none."""
        whole = self.total.values[key]
        if measure.is_ratio or not whole:
            return
        for line in (*self.lines, self.total):
            number = line.values[key]
            if number is not None:
                share = round_half_up(100 * Decimal(number) / Decimal(whole), 1)
                line.values[f"{measure.code}_share"] = share

    def _set_ranks(self, measure: Indicator, key: str) -> None:
        """Set the places, the largest number first; equal numbers share the higher place."""
        numbers = sorted(n for line in self.lines if (n := line.values[key]) is not None)
        places = {number: len(numbers) - index for index, number in enumerate(numbers)}
        for line in self.lines:
            line.values[f"{measure.code}_rank"] = places.get(line.values[key])

    def built(self, title: str) -> Built:
        columns = tuple(self._columns())
        lines = _in_order(self.lines, self.build.query.get("sort"))
        rows = [_row(line, columns) for line in lines]
        rows += [_row(self.total, columns, "total")] if rows else []
        table = Table(
            title=title_of(self.build, title),
            subtitle="; ".join(
                [
                    str(self.build.campaign.form),
                    STATES[self.build.choice.states],
                    *self.build.filters,
                ]
            ),
            columns=columns,
            rows=tuple(rows),
            notes=tuple(Notes(self.build, self.reading, self.total.behind)),
            key="built",
            sheet=name_of(self.build, title),
        )
        parts = tuple(one.key for one in self._part_columns())
        table = with_formulas(self.build, table)
        return Built(table, tuple(line.groups[0].key for line in lines), parts)

    def _columns(self) -> Iterable[Column]:
        by = self.build.choice.by
        yield Column("name", FIRST_COLUMN[by], kind="text", width=30)
        if by == "library":
            # The libraries of one municipality need not tell it each.
            if self.build.choice.territory is None:
                yield Column("of", "Муниципалитет", kind="text", width=22)
        else:
            yield Column("reported", "отчитались", ("Библиотеки",), additive=True, width=10)
            yield Column("expected", "всего", ("Библиотеки",), additive=True, width=8)
        for one in self.build.measures:
            yield from self._columns_of(one)
        yield from self._part_columns()

    def _part_columns(self) -> Iterable[Column]:
        # The region's own inhabitants are those of its municipalities.
        has_region = any(group.is_region for group in self.reading.groups)
        for code in self.parts:
            additive = not (code == POPULATION and has_region)
            for campaign in self.build.campaigns:
                yield part_column(self.build, code, campaign.year, additive=additive)

    def _columns_of(self, one: Indicator) -> Iterable[Column]:
        group, places, code = (one.named,), one.places, one.code
        additive = not one.is_ratio and POPULATION not in one.parts
        for year, title in year_titles(self.years).items():
            yield Column(year_key(one, year), title, group, "number", places, 11, additive)
        since = self.build.base.year if self.build.base else ""
        beside = {
            "change": Column("", f"± к {since}", group, "number", places, 10, signed=True),
            "percent": Column("", f"±, % к {since}", group, "percent", 1, 9, signed=True),
            "share": Column("", "доля, %", group, "percent", 1, 8),
            "rank": Column("", "место", group, "number", 0, 7),
        }
        for name in self.build.beside:
            if name != "share" or not one.is_ratio:
                yield replace(beside[name], key=f"{code}_{name}")


def _row(line: Line, columns: Iterable[Column], kind: str = "data") -> Row:
    keys = [column.key for column in columns]
    values = [line.values.get(key) for key in keys]
    values[0] = line.name
    if kind == "total" and keys[1] == "of":
        values[1] = ""
    return Row(
        tuple(values),
        kind,
        line.anchor,
        tuple(line.behind.get(key) for key in keys),
        gaps=tuple(line.gaps.get(key) for key in keys),
    )


def _in_order(lines: Sequence[Line], sort: str) -> list[Line]:
    """Return the lines by a column, «-» before it from the largest; nothing told goes last."""
    key = sort.removeprefix("-")
    told = [line for line in lines if isinstance(line.values.get(key), int | Decimal)]
    if not told:
        return list(lines)
    told.sort(key=lambda line: line.values[key], reverse=sort.startswith("-"))
    return told + [line for line in lines if not isinstance(line.values.get(key), int | Decimal)]
