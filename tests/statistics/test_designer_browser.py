"""A form of twenty cells made from nothing by keyboard, opened, and filled by a librarian."""

import datetime
import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from statistics.actions.drafts import start_clone
from statistics.models import Campaign, Edition, EditionDraft, Submission
from tests.browser import assert_accessible
from tests.statistics.entry_page import cell, number, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROWS = "Выставки\nЛекции и беседы\nИгры и квесты\nМастер-классы\nВсего"
COLUMNS = "проведено\nпосетило\nиз них дети\nвне библиотеки"


def fields_typed(page: Page, *texts: str) -> None:
    """Type each text into the next field, going on by Tab; an empty one leaves its field."""
    for text in texts:
        if text:
            page.keyboard.insert_text(text)
        page.keyboard.press("Tab")


def begin(page: Page) -> None:
    page.goto(reverse("statistics:form-list"))
    page.get_by_role("link", name="Новая форма").press("Enter")
    page.get_by_label("Название формы").focus()
    fields_typed(page, "Работа с детьми за квартал", "", "Мероприятия", ROWS, COLUMNS)
    page.get_by_role("button", name="Начать форму").press("Enter")
    page.get_by_role("heading", name="1. Мероприятия").wait_for()


def close_a_cell(page: Page) -> None:
    page.locator("#x-1-01-3").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "Space"):
        page.keyboard.press(key)
    place = page.locator("#x-1-02-6")
    expect(place).to_have_accessible_name("Ячейка 1.02.6 закрыта: открыть")
    expect(place).to_be_focused()
    place.press("Space")
    expect(place).to_have_accessible_name("Ячейка 1.02.6 открыта: закрыть")
    page.get_by_role("button", name="Отменить последний шаг").press("Enter")
    expect(place).to_have_accessible_name("Ячейка 1.02.6 закрыта: открыть")
    assert_accessible(page)


def add_lines(page: Page) -> None:
    page.get_by_label("Новые строки").focus()
    page.keyboard.insert_text("Клубы")
    page.keyboard.press("Control+Enter")
    page.get_by_role("link", name="Клубы").wait_for()
    page.get_by_role("button", name="Строка 06: выше").press("Enter")
    page.get_by_text("Переставлена строка 06 раздела 1").wait_for()
    page.get_by_role("button", name="Пронумеровать строки по порядку").press("Enter")
    expect(page.get_by_role("link", name="Изменить строку 06: Всего")).to_be_visible()


def add_total(page: Page) -> None:
    page.get_by_role("link", name="Контроли").press("Enter")
    page.get_by_role("link", name="Добавить контроль").press("Enter")
    page.get_by_label("Увязка").focus()
    fields_typed(page, "1.06.* = sum(1.01:05.*)", "")
    expect(page.get_by_label("Это итог")).to_be_focused()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Добавить контроль").press("Enter")
    page.get_by_text("итог, портал считает сам").wait_for()
    assert_accessible(page)


def preview_and_publish(page: Page) -> None:
    page.get_by_role("link", name="Как увидят").press("Enter")
    cell(page, "1.01.3").focus()
    page.keyboard.type("7")
    page.get_by_role("button", name="Проверить").press("Enter")
    page.get_by_role("heading", name="Что скажут контроли").wait_for()
    expect(cell(page, "1.01.3")).to_have_value("7")
    assert_accessible(page)
    page.get_by_role("link", name="Ввести в действие").press("Enter")
    page.get_by_role("button", name="Ввести в действие").press("Enter")
    page.get_by_text("введена в действие: по ней можно открыть сбор").wait_for()
    assert_accessible(page)


def open_quarter(page: Page) -> None:
    today = datetime.date.today()
    expect(page.get_by_label("Форма и редакция")).not_to_have_value("")
    page.get_by_label("Отчётный год").fill(str(today.year))
    page.get_by_label("Период", exact=True).select_option("quarter-1")
    for label, days in (("Начало сбора", 0), ("Сдать до", 10), ("Проверить до", 20)):
        page.get_by_label(label).fill((today + datetime.timedelta(days=days)).isoformat())
    page.get_by_role("button", name="Открыть сбор").press("Enter")
    page.get_by_text("открыт.").first.wait_for()


def test_a_form_of_twenty_cells_is_made_opened_and_filled_by_keyboard(
    page_of, methodist, librarian, library
):
    page = page_of(methodist)
    begin(page)
    close_a_cell(page)
    add_lines(page)
    add_total(page)
    preview_and_publish(page)
    assert Edition.objects.get().cells.count() == 23
    open_quarter(page)

    report = Submission.objects.get()
    page = page_of(librarian)
    page.goto(reverse("statistics:my-reports"))
    page.get_by_role("heading", name="Работа с детьми за квартал за I квартал").wait_for()
    page.get_by_role("link", name=library.name, exact=True).press("Enter")
    page.get_by_role("link", name="Раздел 1").first.press("Enter")
    expect(page.locator(".cell_closed")).to_have_count(1)
    cell(page, "1.01.3").focus()
    for text in ("4", "3", "2", "1", "5"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    saved(page)
    expect(cell(page, "1.06.3")).to_have_text("15")
    assert number(report, "1.06.3") == 15
    assert Campaign.objects.get().period == "quarter"


def test_pages_of_a_long_form_are_accessible_on_a_phone(page_of, methodist, edition_2015):
    data = {"edition": "2030", "title": "6-НК, редакция 2030 года", "year_from": 2030}
    draft = start_clone(edition_2015, data, methodist)
    page = page_of(methodist, "phone")
    for name, args in (
        ("form-list", []),
        ("draft", [draft.pk]),
        ("draft-section", [draft.pk, 4]),
        ("draft-line", [draft.pk, 4, 0, "columns", 3]),
        ("draft-section-edit", [draft.pk, 4]),
        ("draft-check-create", [draft.pk]),
        ("draft-checks", [draft.pk]),
        ("draft-preview", [draft.pk]),
        ("draft-create", []),
        ("draft-trial", [draft.pk]),
        ("draft-publish", [draft.pk]),
        ("draft-steps", [draft.pk]),
    ):
        page.goto(reverse(f"statistics:{name}", args=args))
        assert_accessible(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, name


def test_a_draft_changed_by_two_is_told_on_the_page(page_of, methodist, head, edition_2015):
    data = {"edition": "2030", "title": "6-НК, редакция 2030 года", "year_from": 2030}
    draft = start_clone(edition_2015, data, methodist)
    url = reverse("statistics:draft-section-edit", args=[draft.pk, 1])
    first, second = page_of(methodist), page_of(head)
    for page, title in ((first, "База"), (second, "Здание")):
        page.goto(url)
        page.get_by_label("Название раздела").fill(title)
    first.get_by_role("button", name="Сохранить").press("Enter")
    first.get_by_role("heading", name="1. База").wait_for()
    second.get_by_role("button", name="Сохранить").press("Enter")
    second.get_by_text("форму изменил другой человек").wait_for()
    expect(second.get_by_label("Название раздела")).to_have_value("Здание")
    assert_accessible(second)
    assert EditionDraft.objects.get().definition["sections"][0]["title"] == "База"


def test_what_is_pressed_and_typed_while_the_server_answers_is_not_lost(
    page_of, methodist, edition_2015
):
    data = {"edition": "2030", "title": "6-НК, редакция 2030 года", "year_from": 2030}
    draft = start_clone(edition_2015, data, methodist)
    page = page_of(methodist)
    page.goto(reverse("statistics:draft-section", args=[draft.pk, 1]))
    page.get_by_label("Новые строки").fill("Клубы\nКружки")
    places = page.locator(".draft-cell:not(.draft-table__cell_closed *)")
    ids = [places.nth(at).get_attribute("id") for at in range(3)]
    press = "ids => ids.forEach((id) => document.getElementById(id).click())"
    page.evaluate(press, [*ids, "add-rows-0"])
    page.get_by_role("link", name="Кружки").wait_for()
    for one in ids:
        expect(page.locator(f"#{one}")).to_have_accessible_name(re.compile("закрыта: открыть"))
    assert EditionDraft.objects.get().version == 5
