"""A practice goes from a librarian over a methodist to a stranger, who finds it by other words."""

import pytest
from playwright.sync_api import expect

from tests.browser import PageMaker, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("search_index")]


def test_practice_is_proposed_published_and_found_by_another_form_of_its_words(
    page_of: PageMaker, librarian, library, methodist
):
    page = page_of(librarian)
    page.goto("/practices/")
    page.get_by_role("link", name="Предложить практику").click()
    page.get_by_label("Название").fill("Читаем газеты вслух")
    page.get_by_label("Тема").select_option(label="обслуживание читателей")
    page.get_by_label("Библиотека").fill(library.name)
    page.get_by_label("Коротко, в чём суть").fill("По средам в филиале читают вслух.")
    page.get_by_label("Как это делается").fill("Выбрать час и приготовить чай.")
    assert_accessible(page)
    page.get_by_role("button", name="Отправить методистам").click()
    expect(page.get_by_text("Практика отправлена методистам")).to_be_visible()
    assert_accessible(page)

    judge = page_of(methodist)
    judge.goto("/practices/?state=proposed")
    judge.get_by_role("link", name="Читаем газеты вслух").click()
    judge.get_by_role("button", name="Опубликовать").click()
    expect(judge.get_by_text("практику видят все")).to_be_visible()

    reader = page_of(None, "phone")
    reader.goto("/libraries/")
    reader.locator("h1").click()
    reader.keyboard.press("/")
    box = reader.get_by_role("searchbox", name="Поиск по порталу")
    expect(box).to_be_focused()
    box.fill("средой газетам")
    box.press("Enter")
    expect(reader.locator("mark").first).to_have_text("газеты")
    assert_accessible(reader)
    reader.get_by_role("link", name="Читаем газеты вслух").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Читаем газеты вслух")
    assert_accessible(reader)
