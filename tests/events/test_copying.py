"""Next year's plan from this year's: words and times brought a year on, what to look at."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from events import actions
from events.checking.report import report_on
from events.copying.preview import LOOSE, coming_items
from events.copying.words import is_jubilee, lasting_key, with_next_number, with_years_moved
from events.models import Plan, PlanItem
from events.queries import rows_of
from tests.queries import assert_same_queries


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Сбор отчётов за 2025 год", "Сбор отчётов за 2026 год"),
        ("План на 2026 год", "План на 2027 год"),
        ("2026/2027 учебный год", "2027/2028 учебный год"),
        ("Стратегия до 2030 года", "Стратегия до 2030 года"),
        ("Приказ № 12026", "Приказ № 12026"),
        ("декабрь 2026 – январь 2027", "декабрь 2027 – январь 2028"),
    ],
)
def test_years_next_to_the_plans_move_with_it(text, moved):
    assert with_years_moved(text, 2026, 2027) == moved


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("XV областной конкурс", "XVI областной конкурс"),
        ("IX Всероссийские чтения", "X Всероссийские чтения"),
        ("12-е краеведческие чтения", "13-е краеведческие чтения"),
        ("Библиотеки XXI века", "Библиотеки XXI века"),
        ("I квартал", "I квартал"),
        ("Отчёт за II полугодие", "Отчёт за II полугодие"),
        ("IIII областной конкурс", "IIII областной конкурс"),
        ("Выставка к 12-й годовщине", "Выставка к 12-й годовщине"),
    ],
)
def test_what_is_counted_every_year_is_counted_on(text, following):
    assert with_next_number(text, 1) == following


def test_a_name_is_the_same_in_another_year_and_a_jubilee_is_known():
    assert lasting_key("XV областной конкурс «Год 2025»") == lasting_key(
        "XVI областной конкурс «Год 2026»"
    )
    assert is_jubilee("Выставка к 80-летию Победы")
    assert is_jubilee("225 лет со дня рождения А. С. Пушкина")
    assert not is_jubilee("Летние чтения")


@pytest.fixture
def filled(plan, add, section, methodist) -> Plan:
    """A plan of 2026: one row outside sections, others inside one."""
    inside = actions.Place(section=section)
    add("Сбор отчётов за 2025 год", period="до 15 января 2026", responsibles="Иванова А. П.")
    add("XV областной конкурс", inside, period="18 марта", organisers="Первая ЦБС")
    add("Выставка к 80-летию области", inside, period="когда получится")
    add("Консультации", inside, period="ежемесячно")
    actions.add_figure(plan, "Консультации за 2026 год", 600, methodist)
    plan.refresh_from_db()
    return plan


def everything(plan, **more) -> actions.Choice:
    sections = {LOOSE, *plan.sections.values_list("pk", flat=True)}
    return actions.Choice(**{"year": 2027, "sections": frozenset(sections), **more})


def test_a_plan_is_brought_a_year_on_with_its_times_read_anew(filled, methodist):
    made = actions.copy_plan(filled, everything(filled), methodist)
    assert (made.year, made.state, made.copied_from) == (2027, Plan.State.DRAFT, filled)
    rows = rows_of(made)
    assert [row.name for row in rows] == [
        "Сбор отчётов за 2026 год",
        "XVI областной конкурс",
        "Выставка к 80-летию области",
        "Консультации",
    ]
    first, contest, jubilee, _ = rows
    assert first.periods.get().wording == "до 15 января 2027"
    assert first.periods.get().end.isoformat() == "2027-01-15"
    assert first.responsibles.get().wording == "Иванова А. П."
    assert contest.periods.get().start.isoformat() == "2027-03-18"
    assert contest.section.title == "Повышение квалификации"
    assert not jubilee.periods.get().is_understood
    assert made.figures.get().name == "Консультации за 2027 год"
    assert made.changes.first().after["items"] == 4
    assert filled.items.count() == 4


def test_only_chosen_sections_yearly_rows_and_no_unwanted_ones_come_over(filled, methodist):
    section = filled.sections.get()
    contest = filled.items.get(name="XV областной конкурс")
    choice = actions.Choice(
        year=2027,
        sections=frozenset({section.pk}),
        without=frozenset({contest.pk}),
        only_yearly=True,
        with_figures=False,
    )
    made = actions.copy_plan(filled, choice, methodist)
    assert [row.name for row in rows_of(made)] == ["Консультации"]
    assert not made.figures.exists()


def test_rows_are_added_to_the_draft_there_is_and_never_twice(filled, methodist):
    section = filled.sections.get()
    part = actions.Choice(year=2027, sections=frozenset({section.pk}))
    made = actions.copy_plan(filled, part, methodist)
    again = actions.copy_plan(filled, everything(filled), methodist)
    assert again == made
    assert made.items.count() == 4
    assert made.sections.count() == 1
    with pytest.raises(actions.PlanError, match="Переносить нечего"):
        actions.copy_plan(filled, everything(filled), methodist)


def test_a_year_that_cannot_take_rows_is_refused(filled, methodist, head):
    with pytest.raises(ValidationError, match="год самого плана"):
        actions.copy_plan(filled, everything(filled, year=2026), methodist)
    made = actions.copy_plan(filled, everything(filled), methodist)
    actions.approve(made, head, made.created_at.date())
    with pytest.raises(actions.PlanClosedError):
        actions.copy_plan(filled, everything(filled), methodist)


def test_it_is_told_why_a_row_is_held_every_year(filled, methodist):
    told = {one.item.name: one.why_yearly for one in coming_items(filled, 2027, None)}
    assert told["XV областной конкурс"] == ["с номером по порядку"]
    assert told["Консультации"] == ["идёт весь год"]
    assert told["Сбор отчётов за 2025 год"] == []
    made = actions.copy_plan(filled, everything(filled), methodist)
    told = {one.item.name: one.why_yearly for one in coming_items(made, 2028, None)}
    assert told["Сбор отчётов за 2026 год"] == ["был и в плане на 2026 год"]


def test_days_off_are_told_and_moved_when_that_is_asked(filled, add, methodist):
    add("Семинар", period="12–13 февраля")
    add("Совещание", period="7 марта, 10:00")
    told = {one.item.name: one.periods[0] for one in coming_items(filled, 2027, None)}
    seminar, meeting = told["Семинар"], told["Совещание"]
    assert [why for _, why in seminar.days_off] == ["суббота"]
    assert seminar.moved == "11–12 февраля"
    assert meeting.days_off and not meeting.moved
    made = actions.copy_plan(filled, everything(filled, moves_days=True), methodist)
    wordings = {row.name: row.periods.get().wording for row in rows_of(made)}
    assert (wordings["Семинар"], wordings["Совещание"]) == ("11–12 февраля", "7 марта, 10:00")


@pytest.mark.parametrize(
    ("wording", "off"),
    [
        ("11–16 марта", []),  # from a Wednesday over a weekend to a Monday
        ("2–7 марта", ["суббота"]),
        ("29 апреля – 4 мая", ["Праздник Весны и Труда"]),
        ("до 7 марта", []),
        ("март", []),
        ("по субботам в марте", []),
    ],
)
def test_ends_and_holidays_matter_and_weekends_between_do_not(plan, add, wording, off):
    add("Курсы", period=wording)
    found = report_on(plan, rows_of(plan)).days_off
    assert [why for one in found for _, why in one.days] == off


def test_the_methodist_looks_at_what_comes_and_leaves_rows_behind(client_of, filled, methodist):
    client, url = client_of(methodist), reverse("events:plan-copy", args=[filled.pk])
    assert "coming" not in client.get(url).context
    keys = ["0", *(str(pk) for pk in filled.sections.values_list("pk", flat=True))]
    asked = {"year": 2027, "sections": keys, "which": "all", "with_figures": "on"}
    page = client.get(url, asked)
    assert "было: XV областной конкурс" in page.content.decode()
    assert "юбилей или годовщина" in page.content.decode()
    jubilee = filled.items.get(name__startswith="Выставка")
    done = client.post(url, {**asked, "without": [jubilee.pk]})
    made = Plan.objects.get(year=2027)
    assert done.url == reverse("events:plan-check", args=[made.pk])
    assert not PlanItem.objects.filter(plan=made, name__startswith="Выставка").exists()
    check = client.get(done.url).content.decode()
    assert "Проверка плана" in check


def test_the_page_of_copying_takes_the_same_queries_whatever_the_rows(
    client_of, plan, add, methodist
):
    url = reverse("events:plan-copy", args=[plan.pk])
    asked = {"year": 2027, "sections": ["0"], "which": "all"}

    def another() -> None:
        add("Семинар", period="7 марта")

    assert_same_queries(client_of(methodist), url, another, at_most=15, query=asked)


def test_days_are_moved_from_the_page_of_checking(client_of, plan, add, methodist):
    item = add("Семинар", period="7 марта; подготовка: февраль")
    client = client_of(methodist)
    page = reverse("events:plan-check", args=[plan.pk])
    assert "Перенести на 6 марта" in client.get(page).content.decode()
    url = reverse("events:item-move-days", args=[item.pk])
    client.post(url, {"old": "7 марта", "new": "6 марта"})
    assert [one.wording for one in item.periods.all()] == ["6 марта", "подготовка: февраль"]
    told = client.post(url, {"old": "7 марта", "new": "6 марта"}, follow=True)
    assert "Не сохранено" in told.content.decode()
