"""The report of fulfilment: what was planned for a part of the year and what became of it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from events import actions
from events.actions.counting import CountingChoice, choose_counting
from events.actions.marks import MarkValues, set_mark
from events.fulfilment.parts import YearPart, part_before
from events.fulfilment.tables import fulfilment_tables
from events.models import Plan
from tests.queries import assert_same_queries

TODAY = dt.date(2026, 11, 28)


@pytest.fixture
def marked(plan, add, methodist, section):
    """An approved plan of 2026, marked till October."""
    inside = actions.Place(section=section)
    rows = {
        "held": add("Семинар", period="12 февраля"),
        "partly": add("Вебинары", inside, period="ежеквартально", responsibles="Иванова А. А."),
        "moved": add("Выезд", inside, period="март"),
        "cancelled": add("Конкурс", inside, period="март"),
        "unmarked": add("Обзор", inside, period="октябрь", responsibles="Иванова А. А."),
        "ahead": add("Совещание", period="декабрь"),
    }
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
    plan.refresh_from_db()
    held = MarkValues("held", date=dt.date(2026, 2, 12), participants=34)
    set_mark(rows["held"], 2, held, methodist, seen=0)
    for month in (3, 6):
        set_mark(rows["partly"], month, MarkValues("held", participants=10), methodist, seen=0)
    moved = MarkValues("moved", moved_to=dt.date(2026, 11, 5), reason="разлив")
    set_mark(rows["moved"], 3, moved, methodist, seen=0)
    cancelled = MarkValues("cancelled", reason="нет заявок")
    set_mark(rows["cancelled"], 3, cancelled, methodist, seen=0)
    return plan


def tables(plan: Plan, code: str) -> dict:
    content = fulfilment_tables(plan, YearPart(2026, code), TODAY)
    return {table.key: table for table in content.tables}


def rows(table) -> dict[str, tuple]:
    return {row.values[0]: row.values[1:] for row in table.rows}


def counted(plan: Plan, code: str, row: str = "Всего") -> dict:
    """Return what the summary tells in a row, by the key of the column, without noughts."""
    table = tables(plan, code)["summary"]
    values = next(one.values for one in table.rows if one.values[0] == row)
    keys = [column.key for column in table.columns]
    return {
        key: value for key, value in zip(keys, values, strict=True) if key != "section" and value
    }


def test_the_year_counts_every_row_once_and_every_time_that_was_expected_by_the_day(marked):
    """Of the quarterly row three times were due, of the moved one and December's none as yet."""
    once = {"partly": 1, "moved": 1, "cancelled": 1, "unmarked": 1}
    whole = {"expected": 6, "held_times": 3, "percent": Decimal("50.0")}
    assert counted(marked, "year") == whole | {"planned": 6, "held": 1, "ahead": 1} | once
    inside = {"expected": 5, "held_times": 2, "percent": Decimal("40.0"), "planned": 4}
    assert counted(marked, "year", "Повышение квалификации") == inside | once
    outside = {"expected": 1, "held_times": 1, "percent": Decimal("100.0"), "planned": 2}
    assert counted(marked, "year", "Вне разделов") == outside | {"held": 1, "ahead": 1}


@pytest.mark.parametrize(
    ("code", "times", "states"),
    [
        # What was moved out of the part was expected in it and not held.
        ("q1", (4, 2, "50.0"), {"planned": 4, "held": 2, "moved": 1, "cancelled": 1}),
        ("m3", (3, 1, "33.3"), {"planned": 3, "held": 1, "moved": 1, "cancelled": 1}),
        ("h1", (5, 3, "60.0"), {"planned": 4, "held": 2, "moved": 1, "cancelled": 1}),
        ("n9", (6, 3, "50.0"), {"planned": 4, "held": 1, "partly": 1, "moved": 1, "cancelled": 1}),
        ("m12", (0, 0, None), {"planned": 2, "ahead": 2}),
        ("m5", (0, 0, None), {}),
    ],
)
def test_a_part_of_the_year_counts_what_falls_due_in_it(marked, code: str, times, states: dict):
    expected, held, percent = times
    told = {"expected": expected, "held_times": held, "percent": percent and Decimal(percent)}
    assert counted(marked, code) == {key: one for key, one in told.items() if one} | states


@pytest.mark.parametrize(
    ("months", "day", "words", "percent"),
    [
        # Three of four: «ежеквартально» is 75 % done when the year is over,
        ((3, 6, 9), dt.date(2027, 1, 10), "выполнено частично: проведено 3 из 4", "75.0"),
        # and goes on as it should while the fourth time is ahead.
        ((3, 6, 9), TODAY, "выполняется: проведено 3 из 4", "100.0"),
        ((3, 9), TODAY, "выполнено частично: проведено 2 из 4", "66.7"),
        ((3, 6, 9, 12), TODAY, "выполнено: проведено 4 из 4", "100.0"),
        ((), TODAY, "не отмечено: проведено 0 из 4", "0.0"),
    ],
)
def test_what_recurs_is_told_by_how_many_times_it_was_held(
    plan, add, methodist, months, day, words, percent
):
    row = add("Вебинары", period="ежеквартально")
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
    for month in months:
        set_mark(row, month, MarkValues("held"), methodist, seen=0)
    content = fulfilment_tables(plan, YearPart(2026, "year"), day)
    summary, items = content.tables[:2]
    assert items.rows[-1].values[3] == words
    (whole,) = [one for one in summary.rows if one.kind == "total"]
    assert whole.values[3] == Decimal(percent)


def test_each_row_tells_its_marks_days_people_and_reasons(marked):
    told = {row.values[1]: row.values[3:] for row in tables(marked, "year")["items"].rows[1:]
            if len(row.values) > 1}  # fmt: skip
    assert told["Семинар"] == ("выполнено", "12.02.2026", 34, "")
    assert told["Вебинары"] == ("выполнено частично: проведено 2 из 4", "", 20, "")
    assert told["Выезд"] == ("перенесено", "", None, "перенесено на 05.11.2026; разлив")
    assert told["Конкурс"] == ("отменено", "", None, "нет заявок")
    assert told["Обзор"] == ("не отмечено", "", None, "")
    assert told["Совещание"] == ("срок не наступил", "", None, "")


def test_what_was_moved_here_and_what_nobody_marked_stand_apart(marked):
    november = tables(marked, "m11")
    assert [row.values[1] for row in november["moved"].rows] == ["Выезд"]
    october = tables(marked, "m10")
    assert [row.values[1:] for row in october["unmarked"].rows] == [
        ("Обзор", "октябрь", "Иванова А. А.")
    ]
    assert "moved" not in october


def test_figures_stand_beside_facts_of_the_part_and_of_the_year_so_far(marked, methodist):
    figure = marked.figures.create(name="Мероприятия", number=8, position=1)
    choose_counting(figure, CountingChoice("marks", "number"), methodist, seen=0)
    assert rows(tables(marked, "q2")["figures"])["Мероприятия"] == (8, 1, 3, Decimal("37.5"))
    assert rows(tables(marked, "h1")["figures"])["Мероприятия"] == (8, 3, Decimal("37.5"))


@pytest.mark.parametrize(
    ("day", "year", "code"),
    [("2026-11-28", 2026, "m10"), ("2026-01-10", 2026, "m1"), ("2027-01-10", 2026, "m12"),
     ("2025-11-01", 2026, "m1")],
)  # fmt: skip
def test_the_part_to_report_is_the_month_before(day: str, year: int, code: str):
    assert part_before(dt.date.fromisoformat(day), year).code == code


def test_the_page_shows_the_tables_and_offers_the_documents(client_of, methodist, marked):
    address = reverse("events:fulfilment", args=[marked.pk])
    html = client_of(methodist).get(address, {"part": "q1"}).content.decode()
    html = html.replace("\N{NO-BREAK SPACE}", " ")
    assert "Выполнение плана за I квартал 2026 года" in html
    assert "нет заявок" in html
    for format_ in ("PDF", "XLSX", "DOCX"):
        assert f"Скачать {format_}" in html


def test_queries_do_not_grow_with_rows(client_of, methodist, add, plan):
    def row():
        made = add("Семинар", period="февраль", responsibles="Все методисты")
        Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
        set_mark(made, 2, MarkValues("held"), methodist, seen=0)
        Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)

    address = reverse("events:fulfilment", args=[plan.pk])
    query = {"part": "year"}
    assert_same_queries(client_of(methodist), address, row, at_most=15, query=query)
