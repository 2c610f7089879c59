"""The walk of a passport: the librarian sends, the methodist confirms, a stranger sees."""

import pytest
from playwright.sync_api import expect

from libraries.models import PassportDraft
from tests.browser import assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_librarian_proposes_methodist_confirms_everybody_sees(
    page_of, librarian, methodist, library
):
    page = page_of(librarian)
    page.goto(library.get_absolute_url())
    page.get_by_role("link", name="Обновить паспорт").click()
    page.get_by_label("Широта").fill("55.751244, 37.618423")
    page.get_by_label("Посадочных мест").fill("34")
    assert_accessible(page)
    page.get_by_label("Посадочных мест").press("Enter")
    expect(page.locator("#messages")).to_contain_text("отправлен методисту")
    expect(page.locator("dt", has_text="Посадочных мест")).to_have_count(0)

    page = page_of(methodist)
    page.goto("/")
    page.get_by_role("link", name="Паспорта", exact=True).click()
    page.get_by_role("link", name=library.name).click()
    expect(page.get_by_role("row", name="Посадочных мест")).to_contain_text("34")
    assert_accessible(page)
    page.get_by_role("button", name="Подтвердить паспорт").click()
    expect(page.locator("#messages")).to_contain_text("его видят все")
    assert PassportDraft.objects.get().state == PassportDraft.State.CONFIRMED

    page = page_of(None, "phone")
    page.goto(library.get_absolute_url())
    expect(page.locator("dt", has_text="Посадочных мест")).to_be_visible()
    expect(page.get_by_text("55.751244, 37.618423")).to_be_visible()
    expect(page.get_by_role("img", name="Схема")).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
