"""Figures in the passport of a library: its main indicators of five years, as accepted."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from common.tables import Column, Row, Table
from libraries.models import Library
from libraries.passport import Audience, Content, SectionSource, Series
from statistics.indicators import Indicator, load_indicators
from statistics.models import Campaign, Submission, Value

SHOWN = ("users", "visits", "loans", "fund")
YEARS = 5

# Numbers by year and code of the indicator.
Numbers = Mapping[tuple[int, str], Decimal | None]


def read_figures(library: Library, audience: Audience) -> Content | None:
    """Return the figures of the last five reports that were accepted; None before the first."""
    shown = [load_indicators()[code] for code in SHOWN]
    numbers = _numbers(library, shown)
    years = sorted({year for year, _ in numbers})[-YEARS:]
    if not years:
        return None
    series = tuple(
        Series(one.title, tuple((year, numbers.get((year, one.code))) for year in years))
        for one in shown
    )
    return Content(tables=(_table(shown, years, numbers),), series=series)


def _numbers(library: Library, shown: Iterable[Indicator]) -> dict[tuple[int, str], Decimal | None]:
    """Read the accepted numbers in one query; each year's form has them in cells of its own."""
    holders = {
        (one.form, edition, address): one for one in shown for edition, address in one.cells.items()
    }
    values = Value.objects.filter(
        submission__library=library,
        submission__campaign__period=Campaign.Period.YEAR,
        submission__state=Submission.State.ACCEPTED,
        cell__address__in={address for _, _, address in holders},
    ).values_list(
        "submission__campaign__year",
        "submission__campaign__form__code",
        "cell__edition__code",
        "cell__address",
        "number",
    )
    found = {}
    for year, *place, number in values:
        indicator = holders.get(tuple(place))
        if indicator is not None:
            found[year, indicator.code] = number
    return found


def _table(shown: Iterable[Indicator], years: Iterable[int], numbers: Numbers) -> Table:
    columns = (
        Column("name", "Показатель", kind="text", width=30),
        *(Column(f"y{year}", str(year), width=12) for year in years),
    )
    rows = tuple(
        Row(
            (f"{one.title}, {one.unit}", *(numbers.get((year, one.code)) for year in years)),
            anchor=one.code,
        )
        for one in shown
    )
    notes = ("Из принятых отчётов по форме № 6-НК. Прочерк — данных нет.",)
    return Table("Основные показатели по годам", columns, rows, notes=notes, key="figures")


SOURCE = SectionSource("figures", "Основные показатели", 50, read_figures)
