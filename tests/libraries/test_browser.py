"""The registry in a real browser."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from libraries import actions
from libraries.models import Library
from tests.browser import assert_accessible
from tests.common import hostile
from tests.factories import LibraryFactory, OrganisationFactory, TerritoryFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    ("library-list", False),
    ("library", True),
    ("library-create", False),
    ("library-edit", True),
    ("library-close", True),
    ("organisation-list", False),
    ("territory-list", False),
    ("territory-create", False),
    ("import", False),
]


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_pages_are_accessible_and_fit_the_screen(page_of, methodist, library, size):
    page = page_of(methodist, size)
    for name, is_of_library in PAGES:
        page.goto(reverse(f"libraries:{name}", args=[library.pk] if is_of_library else []))
        assert_accessible(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], f"{name} is wider than the screen"


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_pages_of_wholes_with_many_parts_are_accessible(page_of, methodist, library, size):
    region, whole = library.territory.parent, library.organisation
    for _part in range(3):
        TerritoryFactory(parent=region)
        OrganisationFactory(parent=whole, territory=library.territory)
    page = page_of(methodist, size)
    for shown in (region, library.territory, whole):
        page.goto(shown.get_absolute_url())
        assert_accessible(page)
    assert page.get_by_role("heading", level=1).inner_text() == whole.name


def test_typing_narrows_the_list_and_the_field_keeps_the_cursor(page_of, library, foreign_library):
    page = page_of(None)
    page.goto(reverse("libraries:library-list"))
    page.get_by_label("Поиск", exact=True).press_sequentially("зеленая", delay=20)
    expect(page.get_by_text("Лесная библиотека")).to_have_count(0)
    expect(page.get_by_role("link", name="Зелёная сельская библиотека")).to_be_visible()
    expect(page.get_by_label("Поиск", exact=True)).to_be_focused()
    expect(page.locator("#list-status")).to_contain_text("1\xa0библиотека")
    expect(page).to_have_url(re.compile("q=%D0%B7"))
    assert page.locator("tbody tr").count() == 1


def test_sorting_and_links_lead_where_they_say(page_of, library, foreign_library):
    page = page_of(None)
    page.goto(reverse("libraries:library-list"))
    page.get_by_role("link", name="Название").click()
    expect(page.locator("tbody tr").first).to_contain_text("Лесная")
    page.get_by_role("link", name="Зелёная сельская библиотека").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Зелёная сельская библиотека")
    assert page.url.endswith(library.get_absolute_url())


def test_two_methodists_at_one_library_see_both_texts(page_of, methodist, head, library):
    page = page_of(methodist)
    page.goto(reverse("libraries:library-edit", args=[library.pk]))
    actions.change_library(library.pk, {"hours": "9–17"}, version=1, by=head)
    page.get_by_label("Часы работы").fill("10–18")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("alert")).to_contain_text("в базе сейчас «9–17», у Вас «10–18»")
    assert_accessible(page)
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("10–18").first).to_be_visible()
    assert Library.objects.get().hours == "10–18"


def test_methodist_imports_a_file_and_sees_what_will_change(page_of, methodist, library):
    LibraryFactory(code="0555", organisation=library.organisation)
    rows = [
        ["Код", "Название", "Телефон", "Цвет"],
        [library.code, "Новое имя", None, "синий"],
        ["0555", "Плохой телефон", "звоните", None],
    ]
    mended = [*rows[:2], ["0555", "Хороший телефон", "55-01-23", None]]
    page = page_of(methodist)
    page.goto(reverse("libraries:import"))
    for table in (rows, mended):
        file = {"name": "список.xlsx", "mimeType": "", "buffer": hostile.workbook(*table)}
        page.get_by_label("Файл Excel").set_input_files(file)
        page.get_by_role("button", name="Проверить файл").click()
        expect(page.get_by_role("cell", name="Новое имя", exact=True)).to_be_visible()
        if table is rows:
            expect(page.get_by_text("ячейка C3")).to_be_visible()
            assert_accessible(page)
            page.get_by_role("link", name="загрузите его снова").click()
    expect(page.get_by_text("Незнакомые столбцы пропущены: Цвет")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Записать").click()
    expect(page.get_by_text("изменено 2")).to_be_visible()
    assert Library.objects.get(pk=library.pk).name == "Новое имя"
