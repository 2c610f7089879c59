"""Two people in one plan in real browsers, and texts that outlive whatever happens."""

import pytest
from playwright.sync_api import expect

from events import actions
from events.models import PlanItem
from tests.browser import assert_accessible
from tests.events.plan_pages import cell, shown_names, wait_until_saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rows(add) -> list[PlanItem]:
    return [add(f"Семинар {letter}", period="февраль") for letter in "абв"]


def test_two_people_at_one_cell_lose_nothing(page_of, methodist, head, plan, rows):
    mine, hers = page_of(methodist, forgive=("status of 409",)), page_of(head)
    for page in (mine, hers):
        page.goto(plan.get_absolute_url())
    choices = {"Оставить мой": "с. Лесное", "Оставить её": "г. Берёзов", "Соединить": "обе"}
    for row, (button, expected) in zip(rows, choices.items(), strict=True):
        cell(mine, row, "place").click()
        mine.keyboard.type("с. Лесное")
        cell(hers, row, "place").click()
        hers.keyboard.type("г. Берёзов")
        hers.keyboard.press("Control+Enter")
        expect(hers.locator("#plan-undo")).to_contain_text(f"место — «{row.name}»")
        mine.keyboard.press("Control+Enter")
        conflict = mine.get_by_role("group", name="Два варианта текста")
        expect(conflict).to_contain_text("Пока Вы писали, Заведующая")
        expect(conflict).to_contain_text("г. Берёзов")
        expect(conflict).to_contain_text("с. Лесное")
        if row is rows[0]:
            assert_accessible(mine)
        conflict.get_by_role("button", name=button).click()
        if button == "Соединить":
            merged = mine.get_by_label("Соединённый текст")
            expect(merged).to_have_value("г. Берёзов; с. Лесное")
            merged.fill("обе")
            conflict.get_by_role("button", name="Сохранить соединённый").click()
        expect(cell(mine, row, "place")).to_have_text(expected)
        wait_until_saved(mine)
        row.refresh_from_db()
        assert row.place == expected
    # What was given up stays in the history of the row.
    assert rows[1].changes.get(action="variant").after == {"place": "с. Лесное"}


def test_two_editors_see_each_other_and_their_changes(
    page_of, methodist, head, plan, rows, section
):
    """Nothing is reloaded, nobody's cell is taken from under her hands, and each undoes her own."""
    mine, hers = page_of(methodist, forgive=("status of 409",)), page_of(head)
    for page in (mine, hers):
        page.goto(plan.get_absolute_url())
    cell(hers, rows[0], "place").click()
    mine.get_by_text("правит пункт 1, место").wait_for()
    expect(mine.locator(f"#item-{rows[0].pk} .plan-who")).to_contain_text("правит Заведующая")
    assert_accessible(mine)
    cell(mine, rows[1], "place").click()
    mine.keyboard.type("с. Лесное")
    hers.keyboard.type("г. Берёзов")
    hers.keyboard.press("Control+Enter")
    hers.keyboard.press("Alt+ArrowDown")
    expect(hers.locator("#plan-status")).to_have_text("Пункт теперь под номером 2.")
    expect(cell(mine, rows[0], "place")).to_have_text("г. Берёзов")
    expect(mine.locator("#plan-others")).to_contain_text("Заведующая А. П.: переставлен пункт 2")
    assert shown_names(mine) == ["Семинар б", "Семинар а", "Семинар в"]
    editor = mine.get_by_label("Место, пункт")
    expect(editor).to_be_focused()
    expect(editor).to_have_value("с. Лесное")
    mine.keyboard.press("Control+Enter")
    expect(cell(hers, rows[1], "place")).to_have_text("с. Лесное")
    cell(hers, rows[1], "place").focus()
    hers.keyboard.press("Delete")
    expect(cell(mine, rows[1], "place")).to_have_text("")
    mine.keyboard.press("Control+z")
    expect(mine.get_by_text("Шаг не отменён: место — «Семинар б».")).to_be_visible()
    rows[1].refresh_from_db()
    assert rows[1].place == ""


def test_a_text_typed_into_a_removed_row_is_kept(page_of, methodist, head, plan, rows):
    page = page_of(methodist, forgive=("status of 409",))
    page.goto(plan.get_absolute_url())
    cell(page, rows[0], "place").click()
    page.get_by_label("Место, пункт 1").fill("с. Лесное")
    actions.remove_item(rows[0], head)
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Вернуть пункт и сохранить").click()
    expect(cell(page, rows[0], "place")).to_have_text("с. Лесное")
    wait_until_saved(page)
    rows[0].refresh_from_db()
    assert (rows[0].place, rows[0].removed_at) == ("с. Лесное", None)


def test_a_row_removed_while_two_texts_are_compared_comes_back_with_the_typed_one(
    page_of, methodist, head, plan, rows
):
    page = page_of(methodist, forgive=("status of 409",))
    page.goto(plan.get_absolute_url())
    cell(page, rows[0], "place").click()
    page.get_by_label("Место, пункт 1").fill("с. Лесное")
    actions.change_field(rows[0], "place", "г. Берёзов", "", head)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("group", name="Два варианта текста")).to_be_visible()
    actions.remove_item(rows[0], head)
    page.get_by_role("button", name="Оставить мой").click()
    page.get_by_role("button", name="Вернуть пункт и сохранить").click()
    expect(cell(page, rows[0], "place")).to_have_text("с. Лесное")
    wait_until_saved(page)
    rows[0].refresh_from_db()
    assert (rows[0].place, rows[0].removed_at) == ("с. Лесное", None)
