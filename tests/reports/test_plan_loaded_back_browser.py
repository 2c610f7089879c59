"""The page «Файл рядом с планом» by keyboard and on a phone: what differs is seen and chosen."""

import pytest
from django.urls import reverse
from docx import Document as WordDocument
from playwright.sync_api import expect

from events import actions
from events.actions import imports
from events.imports.files import read_file
from events.models import PlanImport
from reports.documents import open_document
from tests.browser import assert_accessible
from tests.factories import PlanFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def changed_import(organisation, methodist, tmp_path) -> PlanImport:
    """The plan's own file with two names written otherwise in Word."""
    plan = PlanFactory(organisation=organisation)
    for name in ("Семинар «Чтение»", "Обзор новинок", "Неделя детской книги"):
        actions.add_item(plan, {"name": name, "period": "март"}, methodist, actions.Place())
    path = tmp_path / "plan.docx"
    path.write_bytes(open_document("plan", {"plan": str(plan.pk)}).render("docx"))
    document = WordDocument(path)
    for row in max(document.tables, key=lambda table: len(table.rows)).rows:
        for cell in row.cells:
            if cell.text in ("Семинар «Чтение»", "Обзор новинок"):
                cell.paragraphs[0].runs[0].text = f"{cell.text} в области"
    document.save(path)
    plan.refresh_from_db()
    return imports.start_import(plan, read_file(path.read_bytes(), path.name), "план", methodist)


def test_differences_are_seen_and_chosen_by_keyboard(page_of, methodist, changed_import):
    page = page_of(methodist)
    page.goto(reverse("events:import-preview", args=[changed_import.pk]))
    expect(page.get_by_text("Не выбрано: 2.")).to_be_visible()
    first, second = (page.get_by_role("group", name=name) for name in ("Семинар", "Обзор"))
    expect(first.get_by_role("cell", name="Семинар «Чтение» в области")).to_be_in_viewport()
    taken = first.get_by_role("radio", name="Взять из файла")
    taken.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Не выбрано: 1.")).to_be_visible()
    expect(taken).to_be_focused()
    for key in ("Tab", "Tab", "Space"):
        page.keyboard.press(key)
    expect(page.get_by_text("Не выбрано")).to_have_count(0)
    expect(second.get_by_role("radio", name="Взять из файла")).to_be_focused()
    page.keyboard.press("ArrowDown")
    left = second.get_by_role("radio", name="Оставить как в плане")
    expect(left).to_be_focused()
    expect(left).to_be_checked()
    page.get_by_role("button", name="Сохранить в план").first.press("Enter")
    expect(page.get_by_role("heading", name="План загружен")).to_be_visible()
    names = list(changed_import.plan.items.order_by("position").values_list("name", flat=True))
    assert names == ["Семинар «Чтение» в области", "Обзор новинок", "Неделя детской книги"]


def test_choices_are_gone_through_by_arrows_without_waiting(page_of, methodist, changed_import):
    """What is being sent gives way to the next choice, which is the one that is kept."""
    page = page_of(methodist, forgive=("htmx:",))
    page.goto(reverse("events:import-preview", args=[changed_import.pk]))
    first = page.get_by_role("group", name="Семинар")
    first.get_by_role("radio", name="Взять из файла").focus()
    for key in ("Space", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    added = first.get_by_role("radio", name="Оставить и добавить")
    expect(page.get_by_text("Не выбрано: 1.")).to_be_visible()
    expect(added).to_be_checked()
    page.reload()
    expect(added).to_be_checked()


def test_differences_fit_a_phone(page_of, methodist, changed_import):
    page = page_of(methodist, "phone")
    page.goto(reverse("events:import-preview", args=[changed_import.pk]))
    table = page.get_by_role("region", name="Отличия: Семинар")
    expect(table.get_by_text("в области")).to_be_visible()
    assert table.bounding_box()["width"] > 300
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator(".table-hint")).to_have_count(0)
    assert_accessible(page)
