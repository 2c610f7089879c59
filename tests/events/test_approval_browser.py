"""Two walks in a real browser: a year copied, and a full approval with remarks and an amendment."""

import pytest
from playwright.sync_api import Page, expect

from events import actions
from events.models import Plan
from events.queries import rows_of
from tests.browser import assert_accessible
from tests.events.plan_pages import from_menu

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def test_next_years_plan_is_made_from_this_years(page_of, methodist, plan, add, section):
    inside = actions.Place(section=section)
    add("XV областной конкурс", inside, period="18 марта")
    add("Семинар", inside, period="12–13 февраля")
    add("Выставка к 80-летию области", period="май")
    page = page_of(methodist)
    page.goto(plan.get_absolute_url())
    from_menu(page, "Работа с планом", "План на другой год")
    press(page, "Показать, что получится")
    expect(page.get_by_text("было: XV областной конкурс")).to_be_visible()
    expect(page.get_by_text("13.02.2027 — суббота")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Не переносить пункт 1", exact=True).check()
    press(page, "Составить план на 2027 год")
    expect(page.get_by_role("heading", name="Проверка плана")).to_be_visible()
    assert_accessible(page)
    press(page, "Перенести пункт 2 на 11–12 февраля")
    expect(page.get_by_text("Срок теперь «11–12 февраля»")).to_be_visible()
    made = Plan.objects.get(year=2027)
    told = [(row.name, str(row.periods.all()[0])) for row in rows_of(made)]
    assert told == [("XVI областной конкурс", "18 марта"), ("Семинар", "11–12 февраля")]


def amend(chief: Page) -> None:
    """Move the first row of the approved plan by an amendment, from the plan's page."""
    from_menu(chief, "Ещё", "Редакции и изменения")
    follow(chief, "Начать изменение")
    press(chief, "Начать изменение")
    chief.get_by_label("Изменить пункт 1").click()
    chief.get_by_label("Срок").fill("15 марта")
    press(chief, "Записать в изменение")
    expect(chief.locator(".comparison ins")).to_have_text("15 марта")
    assert_accessible(chief)
    follow(chief, "Утвердить изменение")
    press(chief, "Утвердить изменение")
    expect(chief.get_by_text("15 марта")).to_be_visible()


def test_a_plan_is_read_returned_mended_approved_and_amended(
    page_of, methodist, head, librarian, plan, item
):
    desk, reader, chief = page_of(methodist), page_of(librarian), page_of(head)
    desk.goto(plan.get_absolute_url())
    follow(desk, "На согласование")
    desk.get_by_label("Кто", exact=True).first.select_option(str(librarian.pk))
    assert_accessible(desk)
    press(desk, "Отправить на согласование")
    expect(desk.get_by_text("сейчас очередь")).to_be_visible()

    reader.goto("/")
    follow(reader, plan.title)
    reader.get_by_text("Добавить замечание").click()
    reader.get_by_label("К пункту №").fill("1")
    reader.get_by_label("Замечание", exact=True).fill("Где пройдёт?")
    press(reader, "Записать замечание")
    assert_accessible(reader)
    press(reader, "Вернуть с замечаниями")
    expect(reader.get_by_role("heading", name="Мои задачи")).to_be_visible()

    desk.goto(plan.get_absolute_url())
    follow(desk, "Замечания")
    desk.get_by_label("Ответ", exact=True).fill("Уточнили")
    press(desk, "Записать ответ")
    assert_accessible(desk)
    follow(desk, "Отправить на согласование")
    press(desk, "Отправить на согласование")

    reader.goto(f"/plans/{plan.pk}/approval/")
    press(reader, "Согласовать")
    chief.goto("/")
    follow(chief, plan.title)
    follow(chief, "Утвердить план")
    chief.get_by_label("Номер приказа").fill("145-о")
    assert_accessible(chief)
    press(chief, "Утвердить план")
    expect(chief.get_by_text("приказ № 145-о")).to_be_visible()

    amend(chief)
    assert plan.editions.count() == 2
