"""The publications in a real browser: from the plan to the reader, accessible at both sizes."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from publications.models import Publication, Series
from tests.browser import PageMaker, assert_accessible
from tests.publications.makers import pdf_with, picture

pytestmark = pytest.mark.browser
RECORD = (
    "Первые шаги : сборник / составители: А. П. Зимина, П. И. Белов. – Синегорск, 2026. – 1 с. – "
    "(Опыт ; вып. 3). – Текст : непосредственный."
)


def test_methodist_publishes_a_collection_and_a_stranger_finds_copies_and_downloads_it(
    page_of: PageMaker, methodist, tmp_path: Path
):
    Series.objects.create(name="Опыт")
    page = page_of(methodist)
    _describe(page)
    _add_files(page, tmp_path)
    page.get_by_role("link", name="Опубликовать").click()
    assert_accessible(page)
    page.get_by_role("button", name="Опубликовать").click()
    expect(page.locator("#messages")).to_contain_text("издание видят все")

    reader = page_of(None)
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.goto(reverse("publications:publication-list"))
    reader.get_by_label("Поиск", exact=True).fill("библиобуса")
    reader.get_by_role("link", name="Первые шаги").click()
    expect(reader.get_by_alt_text("Обложка издания")).to_be_visible()
    assert_accessible(reader)
    reader.get_by_role("button", name="Скопировать запись").press("Enter")
    expect(reader.get_by_text("Скопировано")).to_be_visible()
    assert reader.evaluate("navigator.clipboard.readText()") == RECORD
    with reader.expect_download() as started:
        reader.get_by_role("link", name="Скачать PDF").click()
    assert started.value.suggested_filename == "Первые шаги.pdf"
    assert Path(started.value.path()).read_bytes() == pdf_with("Стоянки библиобуса")
    feed = reader.request.get(reverse("publications:feed"))
    assert "<title>Первые шаги</title>" in feed.text()


def _describe(page: Page) -> None:
    page.goto(reverse("publications:publication-list"))
    page.get_by_role("link", name="Добавить издание").click()
    page.get_by_label("Название", exact=True).fill("Первые шаги")
    page.get_by_label("Сведения, относящиеся к заглавию").fill("сборник")
    page.get_by_label("Вид", exact=True).select_option(label="сборник")
    page.get_by_label("Составители").fill("Зимина Анна Павловна\nП. И. Белов")
    page.get_by_label("Место издания").fill("Синегорск")
    page.get_by_label("Год издания").fill("2026")
    page.get_by_label("Серия", exact=False).select_option(label="Опыт")
    page.get_by_label("Выпуск серии").fill("3")
    assert_accessible(page)
    page.get_by_role("button", name="Сохранить").click()
    expect(page.locator("#messages")).to_contain_text("Добавлено: Первые шаги")


def _add_files(page: Page, folder: Path) -> None:
    (folder / "издание.pdf").write_bytes(pdf_with("Стоянки библиобуса"))
    (folder / "обложка.png").write_bytes(picture())
    page.get_by_label("Файл PDF или Word").set_input_files(folder / "издание.pdf")
    page.get_by_role("button", name="Загрузить файл").click()
    expect(page.locator("#messages")).to_contain_text("Файл PDF загружен")
    page.get_by_label("Своя обложка").set_input_files(folder / "обложка.png")
    page.get_by_role("button", name="Загрузить обложку").click()
    expect(page.locator("#messages")).to_contain_text("Обложка загружена")
    assert_accessible(page)


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_pages_of_publications_are_accessible(
    page_of: PageMaker, methodist, published, draft, size
):
    series = Series.objects.create(name="Опыт области")
    Publication.objects.update(series=series)
    common = (
        reverse("publications:publication-list"),
        published.get_absolute_url(),
        series.get_absolute_url(),
        reverse("publications:series-list"),
    )
    own = (
        reverse("publications:publication-edit", args=[draft.pk]),
        reverse("publications:removed"),
        reverse("publications:letters"),
    )
    for user, addresses in ((None, common), (methodist, (*common, *own))):
        page = page_of(user, size)
        for url in addresses:
            page.goto(url)
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url


def test_record_is_selected_by_one_click_without_scripts(page_of: PageMaker, published):
    page = page_of(None)
    page.goto(published.get_absolute_url())
    page.locator("#record").click()
    selected = page.evaluate("getSelection().toString()")
    assert re.sub(r"\s+", " ", selected).strip().endswith("Текст : непосредственный.")
