"""Editing a plan in a real browser: by keyboard alone, by mouse, by two people at once."""

import pytest
from playwright.sync_api import Page, expect

from events import actions
from events.models import PlanItem
from events.queries import rows_of
from tests.browser import assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def names(plan) -> list[str]:
    return [row.name for row in rows_of(plan)]


def cell(page: Page, item: PlanItem, field: str):
    return page.locator(f"#item-{item.pk} [data-field={field}]")


def shown_numbers(page: Page) -> list[str]:
    return page.locator("[data-number]").all_inner_texts()


@pytest.fixture
def rows(add) -> list[PlanItem]:
    return [add(f"Семинар {letter}", period="февраль") for letter in "абв"]


def test_a_cell_is_edited_by_keyboard_alone(page_of, methodist, plan, rows):
    page = page_of(methodist)
    page.goto(plan.get_absolute_url())
    cell(page, rows[0], "name").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    editor = page.get_by_label("Срок, пункт 2")
    expect(editor).to_be_focused()
    editor.fill("II квартал")
    expect(page.get_by_text("II квартал — апрель – июнь 2026")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Control+Enter")
    expect(cell(page, rows[1], "period")).to_be_focused()
    expect(cell(page, rows[1], "period")).to_contain_text("II квартал")
    assert rows[1].periods.get().wording == "II квартал"
    page.keyboard.press("F2")
    page.keyboard.type(" и ещё")
    page.keyboard.press("Escape")
    expect(cell(page, rows[1], "period")).to_be_focused()
    assert rows[1].periods.get().wording == "II квартал"


def test_leaving_a_cell_saves_it_while_the_next_one_is_edited(page_of, methodist, plan, rows):
    page = page_of(methodist)
    page.goto(plan.get_absolute_url())
    cell(page, rows[0], "place").click()
    page.get_by_label("Место, пункт 1").fill("г. Берёзов")
    cell(page, rows[0], "event_form").click()
    page.get_by_label("Форма, пункт 1").fill("семинар")
    expect(cell(page, rows[0], "place")).to_have_text("г. Берёзов")
    expect(page.get_by_label("Форма, пункт 1")).to_have_value("семинар")
    page.get_by_label("Форма, пункт 1").press("Enter")
    expect(cell(page, rows[0], "event_form")).to_have_text("семинар")
    rows[0].refresh_from_db()
    assert (rows[0].place, rows[0].event_form) == ("г. Берёзов", "семинар")


def test_rows_are_added_and_numbered_in_place(page_of, methodist, plan, rows):
    page = page_of(methodist)
    page.goto(plan.get_absolute_url())
    page.get_by_role("button", name="Действия с пунктом 2").click()
    assert_accessible(page)
    page.get_by_role("menuitem", name="Вставить выше").click()
    page.get_by_label("Наименование нового пункта").fill("Новый")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-total]")).to_have_text("4 пункта")
    assert names(plan) == ["Семинар а", "Новый", "Семинар б", "Семинар в"]
    assert shown_numbers(page) == ["1", "2", "3", "4"]
    page.get_by_role("link", name="Добавить пункт").click()
    page.get_by_label("Наименование нового пункта").fill("Последний")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-total]")).to_have_text("5 пунктов")
    assert names(plan)[-1] == "Последний"


def test_rows_move_by_keyboard(page_of, methodist, plan, rows):
    page = page_of(methodist)
    page.goto(plan.get_absolute_url())
    cell(page, rows[0], "name").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#plan-status")).to_have_text("Пункт теперь под номером 2.")
    expect(cell(page, rows[0], "name")).to_be_focused()
    assert names(plan) == ["Семинар б", "Семинар а", "Семинар в"]
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#plan-status")).to_have_text("Пункт теперь под номером 1.")
    assert names(plan) == ["Семинар а", "Семинар б", "Семинар в"]


def test_rows_are_dragged_by_mouse(page_of, methodist, plan, rows, section):
    page = page_of(methodist)
    page.goto(plan.get_absolute_url())
    handle = page.locator(f"#item-{rows[2].pk} .plan-number")
    handle.drag_to(page.locator(f"#item-{rows[0].pk}"), target_position={"x": 200, "y": 3})
    expect(page.locator("#plan-status")).to_have_text("Пункт теперь под номером 1.")
    assert names(plan) == ["Семинар в", "Семинар а", "Семинар б"]
    heading = page.locator(f"tbody[data-section='{section.pk}'] .plan-group")
    page.locator(f"#item-{rows[0].pk} .plan-number").drag_to(heading)
    expect(page.locator("#plan-status")).to_have_text("Пункт теперь под номером 3.")
    assert list(section.items.all()) == [rows[0]]


def test_a_row_is_sent_into_a_section_by_the_menu(page_of, methodist, plan, rows, section):
    page = page_of(methodist)
    page.goto(plan.get_absolute_url())
    cell(page, rows[0], "name").focus()
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name="В раздел…").press("Enter")
    page.get_by_label("Раздел", exact=True).select_option(label=section.title)
    page.get_by_role("button", name="Переместить", exact=True).click()
    expect(page.locator(f"tbody[data-section='{section.pk}'] #item-{rows[0].pk}")).to_be_visible()
    assert list(section.items.all()) == [rows[0]]


def test_a_removed_row_is_brought_back_by_the_message_that_stays(page_of, methodist, plan, rows):
    page = page_of(methodist)
    page.goto(plan.get_absolute_url())
    page.get_by_role("button", name="Действия с пунктом 2").click()
    page.get_by_role("menuitem", name="Удалить").click()
    expect(page.locator("[data-total]")).to_have_text("2 пункта")
    assert shown_numbers(page) == ["1", "2"]
    assert names(plan) == ["Семинар а", "Семинар в"]
    undo = page.get_by_role("button", name="Отменить удаление")
    expect(undo).to_be_in_viewport()
    assert_accessible(page)
    undo.click()
    expect(page.locator("[data-total]")).to_have_text("3 пункта")
    expect(cell(page, rows[1], "name")).to_be_focused()
    assert names(plan) == ["Семинар а", "Семинар б", "Семинар в"]


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        ("Оставить мой", "с. Лесное"),
        ("Оставить её", "г. Берёзов"),
        ("Соединить", "г. Берёзов, с. Лесное"),
    ],
)
def test_two_people_at_one_cell_lose_nothing(
    page_of, methodist, head, plan, rows, button, expected
):
    mine, hers = page_of(methodist, forgive=("status of 409",)), page_of(head)
    for page in (mine, hers):
        page.goto(plan.get_absolute_url())
        cell(page, rows[0], "place").click()
    hers.get_by_label("Место, пункт 1").fill("г. Берёзов")
    hers.keyboard.press("Control+Enter")
    expect(cell(hers, rows[0], "place")).to_have_text("г. Берёзов")
    mine.get_by_label("Место, пункт 1").fill("с. Лесное")
    mine.keyboard.press("Control+Enter")
    expect(mine.get_by_text("Пока Вы писали, Заведующая")).to_be_visible()
    conflict = mine.get_by_role("group", name="Два варианта текста")
    expect(conflict).to_contain_text("г. Берёзов")
    expect(conflict).to_contain_text("с. Лесное")
    assert_accessible(mine)
    conflict.get_by_role("button", name=button).click()
    if button == "Соединить":
        merged = mine.get_by_label("Соединённый текст")
        expect(merged).to_have_value("г. Берёзов; с. Лесное")
        merged.fill("г. Берёзов,\nс. Лесное")
        conflict.get_by_role("button", name="Сохранить соединённый").click()
    expect(cell(mine, rows[0], "place")).to_have_text(expected)
    rows[0].refresh_from_db()
    assert rows[0].place == expected


def test_a_text_typed_into_a_removed_row_is_kept(page_of, methodist, head, plan, rows):
    page = page_of(methodist, forgive=("status of 409",))
    page.goto(plan.get_absolute_url())
    cell(page, rows[0], "place").click()
    page.get_by_label("Место, пункт 1").fill("с. Лесное")
    actions.remove_item(rows[0], head)
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Вернуть пункт и сохранить").click()
    expect(cell(page, rows[0], "place")).to_have_text("с. Лесное")
    rows[0].refresh_from_db()
    assert (rows[0].place, rows[0].removed_at) == ("с. Лесное", None)


@pytest.mark.parametrize("button", ["Оставить мой", "Оставить её"])
def test_a_row_removed_while_two_texts_are_compared_comes_back_with_the_typed_one(
    page_of, methodist, head, plan, rows, button
):
    page = page_of(methodist, forgive=("status of 409",))
    page.goto(plan.get_absolute_url())
    cell(page, rows[0], "place").click()
    page.get_by_label("Место, пункт 1").fill("с. Лесное")
    actions.change_field(rows[0], "place", "г. Берёзов", "", head)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("group", name="Два варианта текста")).to_be_visible()
    actions.remove_item(rows[0], head)
    page.get_by_role("button", name=button).click()
    page.get_by_role("button", name="Вернуть пункт и сохранить").click()
    page.get_by_role("button", name="Оставить мой").click()
    expect(cell(page, rows[0], "place")).to_have_text("с. Лесное")
    rows[0].refresh_from_db()
    assert (rows[0].place, rows[0].removed_at) == ("с. Лесное", None)


def test_an_open_editor_leaves_no_half_covered_target_beside_it(page_of, methodist, plan, rows):
    page = page_of(methodist)
    page.goto(plan.get_absolute_url())
    cell(page, rows[0], "responsibles").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(cell(page, rows[0], "responsibles")).to_have_attribute("tabindex", "0")
    cell(page, rows[0], "place").click()
    expect(page.get_by_label("Место, пункт 1")).to_be_focused()
    assert_accessible(page)


def test_rows_edited_in_months_cannot_be_dragged(page_of, methodist, plan, rows):
    page = page_of(methodist)
    page.goto(f"{plan.get_absolute_url()}?group=months")
    cell(page, rows[0], "place").click()
    page.get_by_label("Место, пункт 1").fill("с. Лесное")
    page.keyboard.press("Enter")
    expect(cell(page, rows[0], "place")).to_have_text("с. Лесное")
    assert page.locator("[draggable=true]").count() == 0


def test_a_text_typed_while_the_network_is_down_is_kept(page_of, methodist, plan, rows):
    page = page_of(methodist, forgive=("ERR_INTERNET_DISCONNECTED",))
    page.goto(plan.get_absolute_url())
    cell(page, rows[0], "place").click()
    page.get_by_label("Место, пункт 1").fill("с. Лесное")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Нет связи с сервером")).to_be_visible()
    page.context.set_offline(False)
    page.keyboard.press("Control+Enter")
    expect(cell(page, rows[0], "place")).to_have_text("с. Лесное")
    rows[0].refresh_from_db()
    assert rows[0].place == "с. Лесное"


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_every_page_of_plans_is_accessible(page_of, head, plan, rows, section, size):
    actions.add_figure(plan, "Консультации", 600, head)
    page = page_of(head, size)
    root = plan.get_absolute_url()
    for address in (
        "/plans/",
        "/plans/new/",
        root,
        f"{root}?group=months",
        f"{root}?text=нет",
        f"{root}settings/",
        f"{root}sections/",
        f"{root}figures/",
        f"{root}history/",
        f"{root}approve/",
        f"{root}items/new/",
        f"/plans/items/{rows[0].pk}/",
    ):
        page.goto(address)
        assert_accessible(page)
        width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0, f"{address} is wider than the screen"


def test_rows_are_edited_on_a_phone(page_of, methodist, plan, rows):
    page = page_of(methodist, "phone")
    page.goto(plan.get_absolute_url())
    cell(page, rows[0], "place").click()
    page.get_by_label("Место, пункт 1").fill("с. Лесное")
    page.get_by_role("button", name="Сохранить").click()
    expect(cell(page, rows[0], "place")).to_contain_text("с. Лесное")
    rows[0].refresh_from_db()
    assert rows[0].place == "с. Лесное"
