"""Rows whose times have gaps («12, 19 марта», «в 1 и 4 квартале») are nowhere between them."""

import datetime as dt

import pytest
from django.urls import reverse

from common.workdays import production_calendar
from events import actions
from events.calendar import ALL_YEAR, month_of
from events.checking.days_off import days_off_of
from events.checking.report import report_on
from events.contents import read_contents, take_contents
from events.copying.preview import coming_items
from events.fulfilment.dues import Due, dues_of
from events.fulfilment.tasks import waiting_of
from events.gatherings.proposals import days_of
from events.models import Plan, PlanItem
from events.queries import Sifting, by_time, rows_of, sifted
from events.schedule.entries import entries_for, public_entries
from events.schedule.feeds import public_feed
from events.tasks import items_of_month
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db


def day(month: int, number: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


@pytest.fixture
def lectures(add) -> PlanItem:
    return add("Лекторий", period="12, 19, 26 марта", audience="библиотекари")


def approve(plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)


@pytest.mark.parametrize(
    ("wording", "months"),
    [
        ("12, 19, 26 марта", {3}),
        ("март, июнь, сентябрь", {3, 6, 9}),
        ("1, 15 апреля и 3 июня", {4, 6}),
        ("в 1 и 4 квартале", {1, 2, 3, 10, 11, 12}),
        ("по вторникам марта и мая", {3, 5}),
        ("ежемесячно, кроме июля и августа", {1, 2, 3, 4, 5, 6, 9, 10, 11, 12}),
    ],
)
def test_the_filter_by_month_finds_the_months_named(plan, add, wording, months):
    add("Пункт", period=wording)
    [row] = rows_of(plan)
    found = {n for n in range(1, 13) if sifted([row], plan.year, Sifting(month=n))}
    assert found == months


@pytest.mark.parametrize(
    ("wording", "month"),
    [
        ("в 1 и 4 квартале", 1),
        ("январь, декабрь", 1),
        ("октябрь, март", 3),
        ("ежемесячно, кроме июля и августа", ALL_YEAR),
        ("I, II, III, IV кварталы", ALL_YEAR),
    ],
)
def test_only_what_goes_on_all_the_year_stands_in_its_part(add, plan, wording, month):
    assert month_of(add("Пункт", period=wording), plan.year) == month


def test_rows_stand_by_their_first_stretch_and_then_the_next(plan, add):
    for wording in ("19 марта", "12–13 марта", "12, 19 марта", "12, 18 марта", "12 марта"):
        add(wording, period=wording)
    assert [row.name for row in by_time(rows_of(plan), plan.year)] == [
        "12 марта",
        "12, 18 марта",
        "12, 19 марта",
        "12–13 марта",
        "19 марта",
    ]


@pytest.mark.parametrize(
    ("wording", "dues"),
    [
        ("12, 19, 26 марта", [Due(3, 3)]),
        ("март, июнь, сентябрь", [Due(3, 3), Due(6, 6), Due(9, 9)]),
        ("1, 15 апреля и 3 мая", [Due(4, 4), Due(5, 5)]),
        ("в 1 и 4 квартале", [Due(3, 1), Due(12, 10)]),
        ("март–апрель, октябрь", [Due(4, 3), Due(10, 10)]),
        ("по вторникам марта и мая", [Due(3, 3), Due(5, 5)]),
        ("ежемесячно: февраль, апрель", [Due(2, 2), Due(4, 4)]),
        ("2 раза в год (апрель, октябрь)", [Due(4, 4), Due(10, 10)]),
        ("ежеквартально, кроме лета", [Due(3, 1), Due(5, 4), Due(9, 9), Due(12, 10)]),
        ("учебный год", [Due(3, 1), Due(5, 4), Due(9, 9), Due(12, 10)]),
    ],
)
def test_each_stretch_is_marked_by_itself(add, wording, dues):
    assert dues_of(add("Пункт", period=wording)) == dues


def test_a_mark_is_awaited_only_after_the_stretches_that_are_over(plan, add, head):
    add("Семинар", period="март, сентябрь")
    approve(plan)
    assert waiting_of(head, day(3, 31)) == []
    assert len(waiting_of(head, day(4, 1))) == 1


def test_the_calendar_shows_the_days_themselves(plan, lectures, add, methodist, client_of):
    add("Школа", period="по средам марта и мая")
    add("Обзор", period="март, май")
    entries = entries_for(methodist, day(3, 1), day(3, 31))
    told = [(one.title, one.first, one.last) for one in entries if not one.is_long]
    assert [one for one in told if one[0] == "Лекторий"] == [
        ("Лекторий", day(3, number), day(3, number)) for number in (12, 19, 26)
    ]
    assert [first.day for title, first, _ in told if title == "Школа"] == [4, 11, 18, 25]
    assert [one.title for one in entries if one.is_long] == ["Обзор"]
    assert entries_for(methodist, day(4, 1), day(4, 30)) == []
    between = client_of(methodist).get(reverse("schedule:week"), {"day": "2026-03-16"})
    shown = {
        each.date.day: [entry.title for entry in each.entries]
        for each in between.context["sheet"].days
    }
    assert shown[17] == [] and shown[19] == ["Лекторий"]


def test_what_goes_on_all_the_year_but_summer_stays_out_of_the_calendar(plan, add, methodist):
    add("Консультации", period="ежемесячно, кроме июля и августа")
    add("Отчёты", period="в 1 и 4 квартале")
    found = entries_for(methodist, day(1, 1), day(12, 31))
    assert [(one.title, one.first) for one in found] == [
        ("Отчёты", day(1, 1)),
        ("Отчёты", day(10, 1)),
    ]


def test_the_feed_has_an_event_of_its_own_for_each_day(plan, lectures):
    approve(plan)
    text = public_feed(day(3, 1)).decode()
    starts = [line for line in text.split("\r\n") if line.startswith("DTSTART")]
    ends = [line for line in text.split("\r\n") if line.startswith("DTEND")]
    assert starts == [f"DTSTART;VALUE=DATE:202603{number}" for number in (12, 19, 26)]
    assert ends == [f"DTEND;VALUE=DATE:202603{number}" for number in (13, 20, 27)]
    names = [line for line in text.split("\r\n") if line.startswith("UID")]
    assert len(set(names)) == 3
    first = names[0]
    lectures.periods.update(start=day(3, 12), end=day(3, 12), stretches_apart=[])
    assert first in public_feed(day(3, 1)).decode()


def test_home_tells_the_first_day_of_this_month(plan, lectures, add, methodist):
    lists = add("Чтения", period="2 февраля, 5 марта, 9 апреля")
    add("Отчёты", period="в 1 и 4 квартале")
    add("Консультации", period="ежемесячно, кроме июля")
    march = items_of_month(methodist, day(3, 20), 10)
    assert [(row.name, row.begins) for row in march] == [
        ("Отчёты", day(1, 1)),
        ("Чтения", day(3, 5)),
        ("Лекторий", day(3, 12)),
    ]
    assert [row.pk for row in items_of_month(methodist, day(4, 1), 10)] == [lists.pk]
    assert items_of_month(methodist, day(5, 1), 10) == []


def test_days_of_an_event_are_proposed_from_the_next_stretch(lectures):
    assert days_of(lectures, day(3, 13)) == (day(3, 19), day(3, 19))
    assert days_of(lectures, day(4, 1)) == (day(3, 26), day(3, 26))


def test_rows_clash_on_their_days_and_not_between_them(plan, lectures, add):
    add("Между", period="16 марта", audience="библиотекари")
    add("В тот же день", period="19 марта", audience="библиотекари")
    add("Клуб", period="по четвергам марта", audience="библиотекари")
    found = {(one.first.name, one.second.name) for one in report_on(plan, rows_of(plan)).clashes}
    assert found == {
        ("Лекторий", "В тот же день"),
        ("Лекторий", "Клуб"),
        ("В тот же день", "Клуб"),
    }


@pytest.mark.parametrize(
    ("wording", "off", "moved"),
    [
        ("12, 14, 26 марта", [14], "12, 13, 26 марта"),
        ("12, 19 и 26 марта", [], None),
        # 8 March is a Sunday and the 9th a day off for it; the 6th is taken.
        ("6 и 8 марта", [8], "6, 10 марта"),
        ("12–15 марта, 2 апреля", [15], "13–16 марта, 2 апреля"),
        ("по понедельникам марта", [9], ""),
        ("по субботам марта", [], None),
        ("март, 9 мая", [9], "март, 8 мая"),
    ],
)
def test_only_days_that_are_off_are_pointed_at_and_moved(plan, add, wording, off, moved):
    add("Пункт", period=wording)
    found = days_off_of(rows_of(plan), production_calendar())
    assert [number.day for one in found for number, _ in one.days] == off
    assert [one.moved for one in found] == ([] if moved is None else [moved])
    assert all(one.is_plain == bool(one.moved) for one in found)


def test_a_day_is_not_moved_onto_another_period_of_its_row(plan, add):
    """15 March is a Sunday, and on Monday the 16th the row is held already."""
    add("Пункт", period="15 марта\n16 марта")
    [found] = days_off_of(rows_of(plan), production_calendar())
    assert found.moved == "17 марта"
    # In 2027 the 14th is a Sunday, and the 15th is taken.
    add("Курсы", period="14 марта\n15 марта")
    coming = coming_items(plan, 2027, None)[1]
    assert [one.moved for one in coming.periods] == ["16 марта", ""]


def test_lists_are_read_again_for_the_next_year(plan, lectures, methodist):
    [coming] = coming_items(plan, 2027, None)
    assert coming.periods[0].period.stretches[1] == (day(3, 19, 2027), day(3, 19, 2027))
    assert coming.periods[0].days_off == []
    choice = actions.Choice(year=2027, sections=frozenset({0}), moves_days=True)
    [copied] = rows_of(actions.copy_plan(plan, choice, methodist))
    assert [one.first.day for one in copied.periods.get().stretches] == [12, 19, 26]
    assert copied.periods.get().start.year == 2027


def test_a_kept_text_of_a_plan_keeps_the_stretches(plan, lectures):
    [row] = read_contents(take_contents(plan)).rows
    assert row.periods.all()[0].stretches == lectures.periods.get().stretches
    assert len(row.periods.all()[0].stretches) == 3


def test_the_api_tells_every_stretch(client_of, lectures, methodist):
    url = reverse("api:plan-item-detail", args=[lectures.plan_id, lectures.pk])
    told = client_of(methodist).get(url).json()["periods"][0]
    assert (told["start"], told["end"]) == ("2026-03-12", "2026-03-26")
    assert told["stretches"][1] == {"first": "2026-03-19", "last": "2026-03-19"}


def test_the_calendar_takes_the_same_queries_for_lists_and_days(client_of, plan, add, methodist):
    def another() -> None:
        add("Лекторий", period="2, 9, 16, 23 марта")

    assert_same_queries(
        client_of(methodist), reverse("schedule:month"), another, query={"month": "2026-03"}
    )


def test_public_entries_hold_lists_too(plan, lectures):
    approve(plan)
    assert [one.first for one in public_entries(day(3, 15), day(3, 31))] == [day(3, 19), day(3, 26)]
