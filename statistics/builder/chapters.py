"""The chapters of the bound summary: every ready choice as a table with its pictures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from common.tables import Table
from statistics.builder.asked import Query
from statistics.builder.build import Build
from statistics.builder.grounds import Grounds, Kind, Scope, read_grounds
from statistics.builder.pictures import picture_of
from statistics.builder.presets import Preset, default_choice, ready_for
from statistics.builder.table import Built, built
from statistics.builder.turned import turned
from statistics.forms.builder import BuilderForm
from statistics.indicators import POPULATION
from statistics.models import Campaign
from statistics.pictures import Picture
from statistics.series import change_notes, years_of

# How far back the pictures of change look.
YEARS = 5
OWN_TITLE = "Показатели"
TOTALS = "Главное"


class UnbuildableError(ValueError):
    """A choice asks for what this year does not have; the message is for the reader."""


@dataclass(frozen=True)
class Chapter:
    """`sheets` are the same tables with what their ratios are computed from, for a workbook."""

    title: str
    tables: tuple[Table, ...]
    pictures: tuple[Picture, ...]
    sheets: tuple[Table, ...] = ()

    @property
    def has_rows(self) -> bool:
        """Whether there is any library that it tells of."""
        return any(table.rows for table in self.tables)


def chapters_for(grounds: Grounds) -> list[Preset]:
    """Return the ready choices that make chapters; a form without any has one of its own."""
    return ready_for(grounds) or [Preset(OWN_TITLE, default_choice(grounds).table, "own")]


class Chapters:
    """All the chapters over a campaign, for the region or one municipality of it.

    `chosen` are other choices than the ready ones. Inhabitants are known of a whole municipality;
    so one municipality alone is told twice: as a whole, and by its libraries without what is
    counted per inhabitant.
    """

    def __init__(
        self,
        campaign: Campaign,
        states: str,
        territory: int | None = None,
        chosen: Sequence[Preset] = (),
    ) -> None:
        self.territory, self.chosen = territory, chosen
        told = [
            *Kind.of(campaign).query.told,
            ("year", str(campaign.year)),
            ("states", states),
            ("territory", str(territory or "")),
        ]
        self.base = Query.of(told)
        self.grounds: Grounds = read_grounds(self.base, Scope())

    def read(self) -> list[Chapter]:
        return [self._chapter(preset) for preset in self._presets if self._known(preset.query)]

    def _known(self, query: Query) -> list[tuple[str, str]]:
        """Return the wishes, less the indicators that methodists have deleted."""
        told = [
            (name, value)
            for name, value in query.told
            if name != "what" or value in self.grounds.indicators
        ]
        return told if {"what", "cells"} & {name for name, _ in told} else []

    @cached_property
    def _presets(self) -> Sequence[Preset]:
        return self.chosen or chapters_for(self.grounds)

    @cached_property
    def series(self) -> tuple[Build, Table] | None:
        """The years of everything whose change is drawn; None when nothing is."""
        codes = [
            code
            for preset in self._presets
            for kind, code in preset.pictures
            if kind == "dynamics" and code in self.grounds.indicators
        ]
        if not codes:
            return None
        wanted = [("rows", "territory"), ("years", str(YEARS)), *(("what", one) for one in codes)]
        build = self._build(Query.of([*self.base.told, *wanted]))
        found = self._built(build, f"Динамика за {len(build.campaigns)} лет")
        return build, _without_parts(found)

    @property
    def campaigns(self) -> list[Campaign]:
        """The campaigns that the chapters look at, the latest first."""
        last = self.grounds.campaign.year
        return [one for one in self.grounds.campaigns if one.year <= last][:YEARS]

    def edition_notes(self) -> list[str]:
        """Say from which year of the series the form is another, and what went to other cells."""
        return list(change_notes(years_of(self.campaigns), self.grounds.indicators.values()))

    def _chapter(self, preset: Preset) -> Chapter:
        builds = [self._build(query) for query in self._queries(preset)]
        found = [self._built(one, preset.title) for one in builds]
        sheets = [one.table for one in found]
        tables = [_without_parts(one) for one in found]
        if len(found) > 1:
            whole = f"{preset.title}: муниципалитет в целом"
            sheets[0] = tables[0] = turned(builds[0], found[0].table, whole)
        pictures = tuple(self._pictures(preset, builds[-1], tables[-1]))
        return Chapter(preset.title, tuple(tables), pictures, tuple(sheets))

    def _queries(self, preset: Preset) -> Iterable[Query]:
        taken = {name for name, _ in self.base.told}
        own = [pair for pair in self._known(preset.query) if pair[0] not in taken]
        query = Query.of([*self.base.told, *own])
        yield query
        if self.territory is not None and query.get("rows") == "territory":
            of_libraries = [
                (name, value)
                for name, value in query.but(rows="library").told
                if name != "what" or POPULATION not in self.grounds.indicators[value].parts
            ]
            yield Query.of(of_libraries)

    def _built(self, build: Build, title: str) -> Built:
        """Return the table with the parts of its ratios."""
        return built(build, title, with_parts=True)

    def _build(self, query: Query) -> Build:
        form = BuilderForm(query, self.grounds)
        if not form.is_valid() or form.build is None:
            raise UnbuildableError("; ".join(form.faults))
        return form.build

    def totals(self) -> Table:
        """Return the total row of the first chapter that can be told, an indicator a row."""
        preset = next(one for one in self._presets if self._known(one.query))
        build = self._build(next(iter(self._queries(preset))))
        table = replace(self._built(build, preset.title).table, sheet=TOTALS, key="totals")
        return turned(build, table, TOTALS, "total")

    def _pictures(self, preset: Preset, build: Build, table: Table) -> Iterable[Picture]:
        for kind, code in preset.pictures:
            of = self.series if kind == "dynamics" else (build, table)
            found = picture_of(*of, kind, code) if of else ""
            if isinstance(found, Picture) and found.table.rows:
                yield found


def _without_parts(found: Built) -> Table:
    keys = [one.key for one in found.table.columns if one.key not in found.parts]
    return found.table.select(keys)
