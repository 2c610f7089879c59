"""A month of a plan is marked in a real browser, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from events.models import ItemMark, Plan
from tests.browser import assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_month_is_marked_by_keyboard_and_undone(page_of, methodist, add, plan):
    for name in ("Семинар", "Конкурс", "Выезд"):
        add(name, period="февраль")
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
    page = page_of(methodist)
    page.goto(f"/plans/{plan.pk}/marks/2/")
    assert_accessible(page)
    page.get_by_role("form", name="Отметка: Семинар").get_by_label("Участников").focus()
    page.keyboard.type("34")
    page.keyboard.press("Enter")
    people = page.get_by_role("form", name="Отметка: Конкурс").get_by_label("Участников")
    expect(people).to_be_focused()
    expect(page.locator("[data-waits]")).to_have_text("2")
    page.get_by_role("form", name="Отметка: Конкурс").get_by_role("radio", name="Проведено").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(":focus")).to_have_attribute("value", "cancelled")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Напишите причину")
    page.get_by_role("form", name="Отметка: Конкурс").get_by_label("Причина").fill("нет заявок")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Отменено, нет заявок")).to_be_visible()
    expect(page.locator("[data-waits]")).to_have_text("1")
    told = ItemMark.objects.order_by("item").values_list("state", "participants")
    assert list(told) == [("held", 34), ("cancelled", None)]
    page.get_by_role("button", name="Отменить", exact=True).last.click()
    expect(page.locator("[data-waits]")).to_have_text("2")
    assert ItemMark.objects.count() == 1
