"""How complete a summary is: who has not reported, and which cells not all have answered."""

from dataclasses import dataclass

from django.db.models import Count, Q

from common.russian import format_number
from common.tables import Column, Row, Table
from statistics.layout import layout_of
from statistics.models import Submission
from statistics.summaries import figures
from statistics.summaries.choice import Choice
from statistics.summaries.figures import Summed

_ORDER = ("organisation__name_key", "organisation_id", "library__name_key", "library__code")


@dataclass(frozen=True)
class Silent:
    """A library whose report is not in the summary, and where that report stands."""

    organisation: str
    library: str
    code: str
    territory: str
    state: str


def silent_libraries(choice: Choice) -> list[Silent]:
    """Return the libraries asked whose reports are not counted, by organisation and name."""
    rows = (
        choice.submissions()
        .exclude(state__in=choice.counted_states)
        .order_by(*_ORDER)
        .values_list(
            "organisation__short_name",
            "organisation__name",
            "library__name",
            "library__code",
            "territory__name",
            "state",
        )
    )
    return [
        Silent(short or name, library, code, place, str(Submission.State(state).label))
        for short, name, library, code, place, state in rows
    ]


def silent_table(choice: Choice) -> Table:
    """Return who has not reported, an organisation a heading."""
    rows: list[Row] = []
    last = ""
    for one in silent_libraries(choice):
        if one.organisation != last:
            rows.append(Row((one.organisation,), "heading"))
            last = one.organisation
        rows.append(Row((one.library, one.code, one.territory, one.state), anchor=one.code))
    columns = (
        Column("library", "Библиотека", kind="text", width=42),
        Column("code", "Код", kind="text", width=11),
        Column("territory", "Муниципалитет", kind="text", width=30),
        Column("state", "Состояние отчёта", kind="text", width=17),
    )
    return Table("Не вошли в свод", columns, tuple(rows), key="silent", sheet="Не вошли в свод")


def reported_table(choice: Choice) -> Table:
    """Return how many libraries of every organisation reported, and of how many."""
    counted = Count("pk", filter=Q(state__in=choice.counted_states))
    found = (
        choice.submissions()
        .order_by("organisation__name_key", "organisation_id")
        .values_list("organisation__short_name", "organisation__name", "organisation_id")
        .annotate(expected=Count("pk"), reported=counted)
    )
    rows = [
        Row((short or name, expected, reported, expected - reported), anchor=str(pk))
        for short, name, pk, expected, reported in found
    ]
    sums = [sum(row.values[place] for row in rows) for place in (1, 2, 3)]
    rows.append(Row((f"Всего {choice.of_whom}", *sums), "total"))
    columns = (
        Column("organisation", "Учреждение", kind="text", width=60),
        Column("expected", "Библиотек", width=13, additive=True),
        Column("reported", "Вошли в свод", width=13, additive=True),
        Column("silent", "Не вошли", width=13, additive=True),
    )
    return Table("Кто отчитался", columns, tuple(rows), key="reported", sheet="Кто отчитался")


def gaps_table(choice: Choice, reported: int) -> Table:
    """Return the cells that not every counted library answered with a number.

    Blank and «н/д» are told apart; a cell that everybody answered is left out.
    """
    layout = layout_of(choice.campaign.edition)
    answers = figures.sums_by_cell(choice)
    rows = []
    for spec in layout.cells.values():
        told = answers.get(spec.address, Summed.nothing())
        if told.behind < reported:
            blank = reported - told.behind - told.no_data
            values = (spec.address, spec.title, told.behind, told.no_data, blank)
            rows.append(Row(values, anchor=spec.address))
    columns = (
        Column("cell", "Ячейка", kind="text", width=10),
        Column("title", "Что в ней", kind="text", width=60),
        Column("numbers", "Дали число", width=11),
        Column("no_data", "Без данных", width=11),
        Column("blank", "Не заполнили", width=12),
    )
    return Table(
        "Ячейки, в которых число дали не все",
        columns,
        tuple(rows),
        subtitle=f"Библиотек в своде: {format_number(reported)}",
        key="gaps",
        sheet="Ячейки с пропусками",
    )
