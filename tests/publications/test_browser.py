"""The publications in a real browser: from the plan to the reader, accessible at both sizes."""

from pathlib import Path

import pytest
from django.urls import reverse

from tests.browser import PageMaker, assert_accessible

pytestmark = pytest.mark.browser


def test_methodist_publishes_and_a_stranger_downloads(
    page_of: PageMaker, methodist, pdf, tmp_path: Path
):
    file = tmp_path / "издание.pdf"
    file.write_bytes(pdf)
    page = page_of(methodist)
    page.goto(reverse("publications:publication-list"))
    page.get_by_role("link", name="Добавить издание").click()
    page.get_by_label("Название").fill("Первые шаги")
    page.get_by_label("Вид").select_option(label="методические рекомендации")
    page.get_by_label("Год издания").fill("2026")
    assert_accessible(page)
    page.get_by_role("button", name="Сохранить").click()
    page.get_by_label("Файл PDF или Word").set_input_files(file)
    page.get_by_role("button", name="Загрузить файл").click()
    page.get_by_text("Файл PDF загружен").wait_for()
    assert_accessible(page)
    page.get_by_role("link", name="Опубликовать").click()
    assert_accessible(page)
    page.get_by_role("button", name="Опубликовать").click()
    page.get_by_text("издание видят все").wait_for()

    reader = page_of(None)
    reader.goto(reverse("publications:publication-list"))
    reader.get_by_role("link", name="Первые шаги").click()
    with reader.expect_download() as started:
        reader.get_by_role("link", name="Скачать PDF").click()
    assert started.value.suggested_filename == "Первые шаги.pdf"
    assert Path(started.value.path()).read_bytes() == pdf


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_pages_of_publications_are_accessible(
    page_of: PageMaker, methodist, published, draft, size
):
    for user in (None, methodist):
        page = page_of(user, size)
        for url in (reverse("publications:publication-list"), published.get_absolute_url()):
            page.goto(url)
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url
