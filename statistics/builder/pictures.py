"""The picture of a built table: made from its rows, so that it shows the very figures."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from common.gaps import Gap
from common.tables import Row, Table
from statistics import pictures
from statistics.builder.build import Build
from statistics.builder.table import year_key
from statistics.builder.wording import FIRST_COLUMN
from statistics.indicators import Indicator
from statistics.pictures import Picture, Point
from statistics.series import year_titles, years_of
from statistics.summaries.choice import ALL_GROUPINGS

KINDS = {
    "dynamics": "как менялось по годам",
    "comparison": "сравнение строк",
    "structure": "из чего складывается",
}


def picture_of(build: Build, table: Table, kind: str, code: str) -> Picture | str:
    """Return the picture of the measure `code`, or words why there is none."""
    measure = build.measure(code)
    if measure is None or not table.rows:
        return "Нечего рисовать: в таблице нет этого показателя."
    if kind == "structure" and measure.is_ratio:
        return (
            f"«{measure.title}» — отношение, оно не складывается из частей. "
            "Выберите другой показатель или сравнение строк."
        )
    draw = {"dynamics": _dynamics, "comparison": _comparison, "structure": _structure}[kind]
    return draw(build, _Figures(table), measure)


class _Figures:
    """The figures of a table by row and by key of the column."""

    def __init__(self, table: Table) -> None:
        self.places = {column.key: place for place, column in enumerate(table.columns)}
        self.data = [row for row in table.rows if row.kind == "data"]
        self.total = next(row for row in table.rows if row.kind == "total")

    def number(self, row: Row, key: str) -> Decimal | int | None:
        value = row.values[self.places[key]]
        return value if isinstance(value, int | Decimal) else None

    def gap(self, row: Row, key: str) -> Gap | None:
        return row.gaps[self.places[key]]

    def named(self) -> list[tuple[str, Row]]:
        """Return the rows with names that differ: where two are equal, with the municipality."""
        place, times = self.places.get("of"), Counter(row.values[0] for row in self.data)
        return [
            (
                f"{row.values[0]}, {row.values[place]}"
                if place and times[row.values[0]] > 1
                else str(row.values[0]),
                row,
            )
            for row in self.data
        ]


def _dynamics(build: Build, figures: _Figures, measure: Indicator) -> Picture:
    points = [
        _point(figures, title, figures.total, year_key(measure, year))
        for year, title in year_titles(years_of(build.campaigns)).items()
    ]
    whole = str(figures.total.values[0]).removeprefix("Всего ")
    title = f"{measure.named}: {whole}"
    return pictures.columns(title, measure.unit, points, measure.places)


def _point(figures: _Figures, name: str, row: Row, key: str, key_before: str = "") -> Point:
    return Point(
        name,
        figures.number(row, key),
        figures.number(row, key_before) if key_before else None,
        figures.gap(row, key),
        figures.gap(row, key_before) if key_before else None,
    )


def _comparison(build: Build, figures: _Figures, measure: Indicator) -> Picture:
    now, base = build.campaign.year, build.base.year if build.base else None
    keys = [year_key(measure, year) for year in (now, base) if year]
    points = [_point(figures, name, row, *keys) for name, row in figures.named()]
    headings = [str(now), str(base)] if base else [str(now)]
    return pictures.bars(
        f"{_title(build, measure)}, {now} год" + (f"; тонкой чертой — {base} год" if base else ""),
        FIRST_COLUMN[build.choice.by],
        points,
        headings,
        measure.places,
    )


def _structure(build: Build, figures: _Figures, measure: Indicator) -> Picture:
    years = [build.base, build.campaign] if build.base else [build.campaign]
    numbers: Mapping[str, Mapping[str, Decimal | int | None]] = {
        str(one.year): {
            name: figures.number(row, year_key(measure, one.year)) for name, row in figures.named()
        }
        for one in years
    }
    gaps = {
        str(one.year): {
            name: figures.gap(row, year_key(measure, one.year)) for name, row in figures.named()
        }
        for one in years
    }
    title = f"{_title(build, measure)}: доли в итоге"
    return pictures.parts(title, FIRST_COLUMN[build.choice.by], numbers, measure.places, gaps)


def _title(build: Build, measure: Indicator) -> str:
    return f"{measure.named}, {ALL_GROUPINGS[build.choice.by]}"
