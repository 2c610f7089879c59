"""Where the keyboard stands in a plan after an act, and what of the table is selected."""

import pytest
from playwright.sync_api import expect

from events.models import PlanItem
from tests.events.plan_pages import cell, paste

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rows(add) -> list[PlanItem]:
    return [add(f"Семинар {letter}", period="февраль") for letter in "абв"]


@pytest.fixture
def page(page_of, methodist, plan, rows):
    page = page_of(methodist)
    page.goto(plan.get_absolute_url())
    cell(page, rows[0], "name").focus()
    return page


def test_after_a_paste_that_was_looked_at_it_is_in_the_cell_pasted_into(page, rows):
    page.keyboard.press("ArrowRight")
    paste(page, [["20 мая"], ["июнь"]])
    expect(page.get_by_role("button", name="Вставить", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(cell(page, rows[1], "period")).to_contain_text("июнь")
    expect(cell(page, rows[0], "period")).to_be_focused()


def test_after_a_step_back_it_stays_in_its_column(page, rows):
    page.keyboard.press("ArrowRight")
    page.keyboard.type("1 мая")
    page.keyboard.press("Enter")
    expect(cell(page, rows[1], "period")).to_be_focused()
    expect(page.locator("#plan-undo")).to_contain_text("срок")
    page.keyboard.press("Control+z")
    expect(cell(page, rows[0], "period")).to_have_text("февраль")
    expect(cell(page, rows[0], "period")).to_be_focused()


def test_when_the_marks_are_taken_off_it_is_back_in_the_row(page, rows):
    page.keyboard.press("Shift+Space")
    button = page.get_by_role("button", name="Снять отметки")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_be_hidden()
    expect(page.get_by_text("Отметки сняты.")).to_be_attached()
    expect(cell(page, rows[0], "name")).to_be_focused()


def test_what_the_portal_adds_to_a_cell_is_not_selected_with_it(page_of, methodist, plan, add):
    """A table selected by mouse and copied into Word holds what was written, and nothing glued."""
    add("Обзор", period="II квартал")
    page = page_of(methodist)
    page.goto(plan.get_absolute_url())
    expect(page.get_by_text("апрель – июнь 2026")).to_be_visible()
    selected = page.evaluate(
        "() => { getSelection().selectAllChildren(document.getElementById('plan-table'));"
        " return getSelection().toString() }"
    )
    assert "II квартал" in selected
    assert "апрель" not in selected
