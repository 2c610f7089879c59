"""The way of a model library in a real browser: librarian, methodist, head, and the public."""

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible
from tests.libraries.model_cast import make_competition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_library_applies_wins_opens_and_stands_in_the_public_list(
    page_of, librarian, methodist, head, library
):
    make_competition()
    _apply(page_of(librarian), library)
    _admit(page_of(methodist))
    _win_and_open(page_of(head), library)
    public = page_of(None)
    public.goto("/libraries/models/")
    public.get_by_role("link", name=library.name).click()
    expect(public.get_by_role("heading", level=1, name=library.name)).to_be_visible()
    expect(public.get_by_text("приказ № 412")).to_be_visible()
    expect(public.get_by_text("Мониторинг", exact=True)).to_have_count(0)


def _apply(page, library):
    page.goto("/libraries/")
    page.get_by_role("link", name="Модельные", exact=True).click()
    page.get_by_role("link", name="Конкурсы и заявки").click()
    page.get_by_role("link", name="национальный проект").click()
    page.get_by_role("link", name="Подать заявку").click()
    page.get_by_label("Библиотека").fill(library.name)
    page.keyboard.press("Enter")
    page.get_by_label("Библиотека сегодня").fill("Тесно")
    page.get_by_label("Концепция модернизации").fill("Дом с открытой дверью")
    page.get_by_label("Ожидаемые результаты").fill("Вдвое больше посещений")
    page.get_by_label("Запрошено: федеральный бюджет").fill("5 000 000,50")
    assert_accessible(page)
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("5 000 000,50").first).to_be_visible()
    page.get_by_role("button", name="Отправить на проверку").click()
    expect(page.get_by_text("Заявка отправлена на проверку.")).to_be_visible()
    assert_accessible(page)


def _admit(page):
    page.goto("/")
    waiting = page.get_by_role("region", name="Заявки модельных библиотек на проверку")
    waiting.get_by_role("link").first.click()
    page.get_by_role("button", name="Допустить к конкурсу").click()
    expect(page.get_by_text("Заявка допущена к конкурсу.")).to_be_visible()


def _win_and_open(page, library):
    page.goto("/libraries/competitions/")
    page.get_by_role("link", name="национальный проект").click()
    page.get_by_role("link", name=library.name).click()
    page.get_by_role("link", name="Записать итог конкурса").click()
    page.get_by_label("Дата итогов").fill("2026-01-20")
    page.get_by_label("Приказ").fill("приказ № 412")
    page.get_by_role("button", name="Записать итог").click()
    page.get_by_role("link", name="Записать открытие").click()
    page.get_by_label("День открытия").fill("2026-02-02")
    page.get_by_role("button", name="Записать открытие").click()
    expect(page.get_by_text("теперь в списке модельных")).to_be_visible()
