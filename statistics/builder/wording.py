"""The words of a built table: its title over what stands in rows, and the notes below it."""

import re
from collections.abc import Iterable, Iterator, Mapping

from common.russian import format_number
from common.text import normalise
from statistics.builder.build import Build
from statistics.builder.living import key_of
from statistics.indicators import POPULATION, Indicator
from statistics.series import change_notes, years_of
from statistics.summaries.choice import ALL_GROUPINGS
from statistics.summaries.reading import Reading, first_of_january

FIRST_COLUMN = {
    "territory": "Муниципалитет",
    "organisation": "Учреждение",
    "library": "Библиотека",
    "kind": "Вид библиотеки",
    "settlement": "Населённый пункт",
    "model": "Библиотеки",
    "region": "Регион",
}
# By which words a title tells the rows: «Модельные библиотеки», «Нагрузка по районам».
_ROWS_IN_TITLES = {
    "territory": re.compile(r"муниципалитет|район|округ|территори"),
    "organisation": re.compile(r"учреждени|цбс"),
    "library": re.compile(r"библиотек|филиал"),
    "kind": re.compile(r"\bвид"),
    "settlement": re.compile(r"населенн|\bсел|город"),
    "model": re.compile(r"модельн"),
    "region": re.compile(r"регион|област"),
}
_FEW_YEARS = 3


def name_of(build: Build, title: str = "") -> str:
    """Return what the table is called, less its rows and years; `title` is a ready choice's."""
    few = build.measures
    return title or (few[0].title if len(few) == 1 else "Показатели")


def title_of(build: Build, title: str = "") -> str:
    """Return the whole title; what stands in rows is told once, also by a ready choice's title."""
    name, by = name_of(build, title), build.choice.by
    is_told = bool(title) and _ROWS_IN_TITLES[by].search(normalise(title)) is not None
    return f"{name}, {_years(build)}" if is_told else f"{name} {ALL_GROUPINGS[by]}, {_years(build)}"


def _years(build: Build) -> str:
    first, last = build.campaigns[0].year, build.campaign
    if first == last.year:
        return last.period_words
    part = last.reporting_period.part
    years = f"{first}\N{EN DASH}{last.year}"
    return f"{part} {years} годов" if part else f"{years} годы"


class Notes:
    """What a reader has to know of the figures; `behind` tells the total's libraries by column."""

    def __init__(self, build: Build, reading: Reading, behind: Mapping[str, int | None]) -> None:
        self.build, self.reading, self.behind = build, reading, behind

    def __iter__(self) -> Iterator[str]:
        yield from self._reported_notes()
        if self.build.missing:
            years = ", ".join(map(str, self.build.missing))
            yield f"Отчётов нет: {years}."
        yield from self._partly_told()
        yield from change_notes(years_of(self.build.campaigns), self._summed())
        yield from self._cells_of_editions()
        if any(one.is_ratio for one in self.build.measures):
            yield "Относительные показатели вычислены по суммам, а не усреднены."
        yield from self._population_note()

    def _reported_notes(self) -> Iterable[str]:
        """Say how many reported: a sentence a year, or of many years one for all."""
        campaigns = self.build.campaigns
        if len(campaigns) <= _FEW_YEARS:
            yield from (self.reading.reported_note(one) for one in campaigns)
            return
        told = []
        for one in campaigns:
            reported, expected = self.reading.counts(one, self.reading.groups)
            told.append(f"{one.year} — {format_number(reported)} из {format_number(expected)}")
        yield f"Отчитались библиотек по годам: {'; '.join(told)}."

    def _partly_told(self) -> Iterable[str]:
        for one in self.build.measures:
            gaps = [
                f"{campaign.year} год — {format_number(self.behind[key])} из "
                f"{format_number(self.reading.counts(campaign, self.reading.groups)[0])}"
                for campaign in self.build.campaigns
                if (key := key_of(one.code, campaign.year)) in self.behind
            ]
            if gaps and not one.is_ratio:
                yield (
                    f"«{one.title}»: число указали не все отчитавшиеся библиотеки "
                    f"({'; '.join(gaps)}); пропуски и «н/д» — не ноль."
                )

    def _summed(self) -> Iterable[Indicator]:
        """Return what the measures are computed from, each once."""
        codes = dict.fromkeys(part for one in self.build.measures for part in one.parts)
        return [self.build.known[code] for code in codes if code in self.build.known]

    def _cells_of_editions(self) -> Iterable[str]:
        """Say of a cell where the edition changed and nothing else follows it through."""
        for one in self.build.measures:
            if one.formula is None and one.cells:
                absent = [
                    str(campaign.year)
                    for campaign in self.build.campaigns
                    if campaign.edition.code not in one.cells
                ]
                if absent:
                    yield f"«{one.title}»: в форме за {', '.join(absent)} год такой ячейки нет."

    def _population_note(self) -> Iterable[str]:
        if not any(POPULATION in one.parts for one in self.build.measures):
            return
        if self.reading.populations:
            year = self.reading.population_year(self.build.campaign)
            yield f"Население — на {first_of_january(year)}."
        else:
            yield (
                "Население известно по муниципалитетам целиком: показатели с ним считаются, "
                "когда в строках муниципалитеты, а библиотеки не отобраны по виду."
            )
