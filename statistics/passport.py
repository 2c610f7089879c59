"""Figures in the passport of a library: its main indicators of five years, as accepted."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from common.tables import Column, Row, Table
from libraries.models import Library
from libraries.passport import Audience, Content, SectionSource, Series
from statistics.indicators import Indicator, load_indicators
from statistics.models import Campaign, Submission, Value
from statistics.series import YearOfSeries, change_notes, year_titles

SHOWN = ("users", "visits", "loans", "fund")
YEARS = 5

# Numbers by year and code of the indicator.
Numbers = Mapping[tuple[int, str], Decimal | None]


def read_figures(library: Library, audience: Audience) -> Content | None:
    """Return the figures of the last five reports that were accepted; None before the first."""
    shown = [load_indicators()[code] for code in SHOWN]
    numbers, years = _numbers(library, shown)
    years = years[-YEARS:]
    if not years:
        return None
    series = tuple(
        Series(one.title, tuple((of.year, numbers.get((of.year, one.code))) for of in years))
        for one in shown
    )
    return Content(tables=(_table(shown, years, numbers),), series=series)


def _numbers(
    library: Library, shown: Iterable[Indicator]
) -> tuple[dict[tuple[int, str], Decimal | None], list[YearOfSeries]]:
    """Read the accepted numbers in one query; each year's form has them in cells of its own."""
    holders = {
        (one.form, edition, address): one for one in shown for edition, address in one.cells.items()
    }
    values = (
        Value.objects.exclude(submission__campaign__state=Campaign.State.CANCELLED)
        .filter(
            submission__library=library,
            submission__campaign__period=Campaign.Period.YEAR,
            submission__state=Submission.State.ACCEPTED,
            cell__address__in={address for _, _, address in holders},
        )
        .values_list(
            "submission__campaign__year",
            "submission__campaign__form__code",
            "cell__edition__code",
            "cell__address",
            "number",
            "cell__edition__title",
        )
    )
    found, years = {}, set()
    for year, *place, number, title in values:
        indicator = holders.get(tuple(place))
        if indicator is not None:
            found[year, indicator.code] = number
            years.add(YearOfSeries(year, place[1], title))
    return found, sorted(years, key=lambda one: one.year)


def _table(shown: Iterable[Indicator], years: Sequence[YearOfSeries], numbers: Numbers) -> Table:
    columns = (
        Column("name", "Показатель", kind="text", width=30),
        *(Column(f"y{year}", title, width=12) for year, title in year_titles(years).items()),
    )
    rows = tuple(
        Row(
            (one.named, *(numbers.get((of.year, one.code)) for of in years)),
            anchor=one.code,
        )
        for one in shown
    )
    notes = (
        "Из принятых отчётов по форме № 6-НК. Прочерк — данных нет.",
        *change_notes(years, shown),
    )
    return Table("Основные показатели по годам", columns, rows, notes=notes, key="figures")


SOURCE = SectionSource("figures", "Основные показатели", 50, read_figures)
