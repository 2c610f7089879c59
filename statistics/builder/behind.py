"""The reports behind a number of a built table, library by library."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from common.gaps import Gap
from common.tables import CellValue, Column, Row, Table
from common.text import number_in
from libraries.models import Library
from statistics.answers import NO_DATA
from statistics.builder.build import Build
from statistics.builder.table import year_key
from statistics.indicators import LIBRARIES, POPULATION, Indicator
from statistics.models import Submission, Value
from statistics.summaries import figures
from statistics.summaries.choice import Choice, Key
from statistics.summaries.reading import Reading, numbers_of

# A report by its library and year.
Reports = dict[tuple[int, int], Submission]


@dataclass(frozen=True)
class Behind:
    """The libraries with their numbers, a year a group of columns; the total is that clicked on.

    `reports` are the reports that the rows speak of, by library and year.
    """

    table: Table
    reports: Reports
    row_name: str


def key_of(by: str, text: str) -> Key | None:
    """Return the key of a row as an address tells it; None for what is no key."""
    if by == "model":
        return {"True": True, "False": False}.get(text)
    known = {"kind": Library.Kind.values, "settlement": Library.Settlement.values}
    if by in known:
        return text if text in known[by] else None
    return number_in(text)


def libraries_behind_row(build: Build, key: Key | None) -> QuerySet[Library]:
    """Return the libraries whose reports stand behind a row, or behind the total, by name."""
    counted = _counted(_narrowed(build, key), build)
    return Library.objects.filter(pk__in=counted.values("library")).order_by("name_key", "code")


def read_behind(
    build: Build, measure: Indicator, key: Key | None, libraries: Sequence[Library]
) -> Behind:
    """Return what those libraries told, and the total of all libraries of the row."""
    choice = _narrowed(build, key)
    reading = Reading(choice, build.campaigns, [measure], build.known)
    codes = [code for code in measure.parts if code not in (POPULATION, LIBRARIES)]
    reports: Reports = {
        (one.library_id, one.campaign.year): one
        for one in _counted(choice, build).filter(library__in=libraries).select_related("campaign")
    }
    answers = _answers(build, codes, reports.values())
    shown = _Columns(build, measure, codes)
    rows = [
        Row((one.name, one.organisation.short_name or one.organisation.name,
             *shown.of_library(one, reports, answers)))
        for one in libraries
    ]  # fmt: skip
    of = reading.groups[0].name if key is not None and reading.groups else build.choice.of_whom
    numbers, gaps = zip(*shown.of_total(reading), strict=True)
    total = Row((f"Всего: {of}", "", *numbers), kind="total", gaps=(None, None, *gaps))
    table = Table(
        title=f"{measure.named}: {of}",
        columns=shown.columns,
        rows=(*rows, total),
        notes=tuple(_notes(measure)),
        key="behind",
        sheet=measure.title,
    )
    return Behind(table, reports, of)


def _narrowed(build: Build, key: Key | None) -> Choice:
    return replace(build.choice, only=key)


def _counted(choice: Choice, build: Build) -> QuerySet[Submission]:
    reports = choice.submissions(*build.campaigns)
    return reports.filter(state__in=choice.counted_states)


def _answers(
    build: Build, codes: Iterable[str], reports: Iterable[Submission]
) -> dict[tuple[int, str], Value]:
    """Return the answers by report and indicator; a blank one is absent."""
    cells = figures.cells_of(build.campaigns, codes, build.known)
    values = Value.objects.filter(submission__in=[one.pk for one in reports], cell__in=list(cells))
    found = {}
    for value in values:
        for code in cells[value.cell_id][0]:
            found[value.submission_id, code] = value
    return found


class _Columns:
    """The columns of every year: the parts of a formula, then the measure itself."""

    def __init__(self, build: Build, measure: Indicator, codes: Sequence[str]) -> None:
        self.build, self.measure = build, measure
        self.parts = [build.known[code] for code in codes] if measure.formula else []
        # Of one library a formula with inhabitants or a count of libraries has no sense.
        self.has_own = len(codes) == len(measure.parts)

    @property
    def columns(self) -> tuple[Column, ...]:
        columns = [
            Column("name", "Библиотека", kind="text", width=34),
            Column("organisation", "Учреждение", kind="text", width=26),
        ]
        for campaign in self.build.campaigns:
            year = (f"{campaign.year} год",)
            for one in (*self.parts, self.measure):
                key, title = year_key(one, campaign.year), one.named
                groups = year if self.parts else ()
                heading = title if self.parts else year[0]
                columns.append(
                    Column(key, heading, groups, "number", one.places, 14, not one.is_ratio)
                )
        return tuple(columns)

    def of_library(
        self, library: Library, reports: Reports, answers: dict[tuple[int, str], Value]
    ) -> Iterable[CellValue]:
        for campaign in self.build.campaigns:
            report = reports.get((library.pk, campaign.year))
            told = {
                code: answers[report.pk, code]
                for code in self.measure.parts
                if report and (report.pk, code) in answers
            }
            yield from (_shown(told.get(one.code)) for one in self.parts)
            yield self._own(told)

    def _own(self, told: dict[str, Value]) -> CellValue:
        if self.measure.formula is None:
            return _shown(told.get(self.measure.code))
        numbers = {code: v.number for code, v in told.items() if v.number is not None}
        return self.measure.compute(numbers) if self.has_own else None

    def of_total(self, reading: Reading) -> Iterable[tuple[CellValue, Gap | None]]:
        for campaign in self.build.campaigns:
            parts = reading.parts(campaign, reading.groups)
            for one in (*self.parts, self.measure):
                number = one.compute(numbers_of(parts))
                yield number, reading.gap(one, number, parts)


def _shown(value: Value | None) -> CellValue:
    if value is None:
        return None
    return NO_DATA if value.number is None else value.number


def _notes(measure: Indicator) -> Iterable[str]:
    yield "Прочерк — пропуск или отчёта за этот год нет; «н/д» — нет данных, причина в отчёте."
    if measure.is_ratio:
        yield "Итог вычислен по суммам, а не усреднён по библиотекам."
    if POPULATION in measure.parts:
        yield "Население известно по муниципалитету, поэтому у отдельной библиотеки показателя нет."
