"""Editing a plan in a real browser: by keyboard alone, by mouse, on a phone."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from events import actions
from events.models import PlanItem
from events.order import sections_in_order
from tests.browser import assert_accessible
from tests.events.plan_pages import cell, names, paste, shown_names, shown_numbers, wait_until_saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rows(add) -> list[PlanItem]:
    return [add(f"Семинар {letter}", period="февраль") for letter in "абв"]


def test_a_plan_is_edited_by_keyboard_alone(page_of, methodist, plan, rows):
    """Moving, editing, going on by Tab and Enter, and one's own steps back and forth."""
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
    page.keyboard.press("Tab")
    expect(cell(page, rows[1], "organisers")).to_be_focused()
    expect(cell(page, rows[1], "period")).to_contain_text("апрель – июнь 2026")
    wait_until_saved(page)
    assert rows[1].periods.get().wording == "II квартал"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("F2")
    page.keyboard.type(" и ещё")
    page.keyboard.press("Escape")
    expect(cell(page, rows[1], "period")).to_be_focused()
    assert rows[1].periods.get().wording == "II квартал"
    page.keyboard.type("1 мая")
    page.keyboard.press("Enter")
    expect(cell(page, rows[2], "period")).to_be_focused()
    expect(cell(page, rows[1], "period")).to_contain_text("1 мая")
    expect(page.locator("#plan-undo")).to_contain_text("срок — «Семинар б»")
    page.keyboard.press("Control+z")
    expect(cell(page, rows[1], "period")).to_contain_text("II квартал")
    page.reload()
    cell(page, rows[0], "name").focus()
    page.keyboard.press("Control+z")
    expect(cell(page, rows[1], "period")).to_have_text("февраль")
    page.keyboard.press("Control+y")
    expect(cell(page, rows[1], "period")).to_contain_text("II квартал")
    page.keyboard.press("F1")
    expect(page.get_by_role("dialog", name="Клавиши плана")).to_be_visible()
    assert_accessible(page)


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
    wait_until_saved(page)
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
    page.keyboard.press("Tab")
    expect(page.locator("[data-total]")).to_have_text("5 пунктов")
    assert names(plan)[-1] == "Последний"
    last = page.locator("tr[data-item]").last
    expect(last.locator("[data-field=period]")).to_be_focused()


def test_rows_and_sections_move_by_keyboard(page_of, methodist, plan, rows, section):
    other = actions.add_section(plan, "Издания", methodist)
    page = page_of(methodist)
    page.goto(plan.get_absolute_url())
    cell(page, rows[0], "name").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#plan-status")).to_have_text("Пункт теперь под номером 2.")
    expect(cell(page, rows[0], "name")).to_be_focused()
    assert names(plan) == ["Семинар б", "Семинар а", "Семинар в"]
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    heading = page.locator(f"[data-heading='{other.pk}'] > th")
    expect(heading).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#plan-status")).to_have_text("Раздел перемещён.")
    expect(heading).to_be_focused()
    page.keyboard.press("Shift+F10")
    assert_accessible(page)
    page.get_by_role("menuitem", name="Новый раздел ниже").press("Enter")
    page.get_by_label("Название раздела").fill("Выезды")
    page.keyboard.press("Enter")
    expect(page.locator("[data-title]", has_text="Выезды")).to_be_visible()
    assert [each.title for each in sections_in_order(plan)] == [
        "Издания",
        "Выезды",
        "Повышение квалификации",
    ]


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


def test_a_block_is_pasted_after_it_was_seen_and_taken_back_in_one_step(
    page_of, methodist, plan, rows
):
    page = page_of(methodist)
    page.goto(plan.get_absolute_url())
    cell(page, rows[1], "name").focus()
    paste(page, [["=1+1", "5 марта"], ["<b>Форум</b>", "когда-нибудь"], ["Слёт", "-5"]])
    dialog = page.get_by_role("dialog", name="Вставить из буфера")
    expect(dialog).to_contain_text("Изменится 6 ячеек, новых пунктов: 1")
    assert_accessible(page)
    expect(dialog.get_by_role("button", name="Вставить")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-total]")).to_have_text("4 пункта")
    assert names(plan) == ["Семинар а", "=1+1", "<b>Форум</b>", "Слёт"]
    assert shown_names(page) == names(plan)
    cell(page, rows[0], "period").focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    expect(page.locator("#plan-status")).to_have_text("Записано: 2 ячейки.")
    assert [row.periods.get().wording for row in rows] == ["февраль"] * 3
    page.keyboard.press("Control+z")
    expect(page.locator("#plan-status")).to_contain_text("Отменено: заполнение вниз — 2 ячейки.")
    page.keyboard.press("Control+z")
    expect(page.locator("[data-total]")).to_have_text("3 пункта")
    assert names(plan) == ["Семинар а", "Семинар б", "Семинар в"]


def test_marked_rows_are_changed_together_and_stay_marked_in_the_address(
    page_of, methodist, plan, rows, section
):
    page = page_of(methodist)
    page.goto(plan.get_absolute_url())
    cell(page, rows[0], "name").focus()
    page.keyboard.press("Shift+ ")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ ")
    assert page.url.endswith(f"?marked={rows[0].pk}-{rows[1].pk}")
    page.reload()
    expect(page.get_by_text("Отмечено: 2 пункта")).to_be_visible()
    page.get_by_role("button", name="Изменить…").click()
    dialog = page.get_by_role("dialog", name="Изменить 2 пункта")
    dialog.get_by_label("Что изменить").select_option(label="Ответственные")
    dialog.get_by_label("Текст").fill("метод")
    dialog.get_by_role("option", name=methodist.short_name).click()
    assert_accessible(page)
    dialog.get_by_role("button", name="Изменить", exact=True).click()
    expect(cell(page, rows[1], "responsibles")).to_have_text(methodist.short_name)
    assert [row.responsibles.count() for row in rows] == [1, 1, 0]
    page.get_by_role("button", name="В раздел…").click()
    page.get_by_label("Раздел", exact=True).select_option(label=section.title)
    page.get_by_role("button", name="Переместить", exact=True).click()
    expect(page.locator(f"tbody[data-section='{section.pk}'] #item-{rows[1].pk}")).to_be_visible()
    assert list(section.items.order_by("position")) == rows[:2]
    page.get_by_role("button", name="Удалить", exact=True).click()
    expect(page.locator("[data-total]")).to_have_text("1 пункт")
    assert names(plan) == ["Семинар в"]


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


def test_seldom_columns_are_chosen_and_filled_like_any_other(page_of, methodist, plan, rows):
    page = page_of(methodist)
    page.goto(plan.get_absolute_url())
    cell(page, rows[0], "place").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Действия с пунктом 1")).to_be_focused()
    page.locator("summary", has_text="Столбцы").click()
    page.get_by_label("Для кого", exact=True).check()
    with page.expect_response("**/columns/"):
        page.get_by_label("Примечание", exact=True).check()
    page.get_by_label("Организаторы", exact=True).uncheck()
    assert_accessible(page)
    cell(page, rows[0], "place").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_label("Для кого, пункт 1").fill("сельские библиотекари")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_label("Примечание, пункт 1").fill("зал до 50 мест")
    page.keyboard.press("Control+Enter")
    wait_until_saved(page)
    rows[0].refresh_from_db()
    assert (rows[0].audience, rows[0].note) == ("сельские библиотекари", "зал до 50 мест")
    page.keyboard.press("Control+z")
    expect(cell(page, rows[0], "note")).to_have_text("")
    # A block goes into the columns that are seen: «Организаторы» are left out.
    cell(page, rows[1], "period").focus()
    paste(page, [["март", "Зимина Т. С.", "г. Берёзов", "дети", "с ночёвкой"]])
    expect(page.get_by_role("dialog")).to_contain_text("Изменится 5 ячеек")
    page.keyboard.press("Enter")
    expect(cell(page, rows[1], "note")).to_have_text("с ночёвкой")
    page.reload()
    expect(cell(page, rows[1], "organisers")).to_be_hidden()
    expect(cell(page, rows[1], "audience")).to_have_text("дети")


def test_rows_edited_in_months_cannot_be_dragged(page_of, methodist, plan, rows):
    page = page_of(methodist)
    page.goto(f"{plan.get_absolute_url()}?group=months")
    cell(page, rows[0], "place").click()
    page.get_by_label("Место, пункт 1").fill("с. Лесное")
    page.keyboard.press("Enter")
    expect(cell(page, rows[0], "place")).to_have_text("с. Лесное")
    assert page.locator("[draggable=true]").count() == 0


def test_a_text_typed_while_the_network_is_down_outlives_even_a_reload(
    page_of, methodist, plan, rows
):
    page = page_of(methodist, forgive=("ERR_INTERNET_DISCONNECTED",))
    page.goto(plan.get_absolute_url())
    cell(page, rows[0], "place").click()
    page.get_by_label("Место, пункт 1").fill("с. Лесное")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Нет связи с сервером")).to_be_visible()
    page.context.set_offline(False)
    page.on("dialog", lambda asked: asked.accept())
    page.reload()
    expect(
        page.get_by_text("Осталось несохранённым: место, пункт 1 — «с. Лесное».")
    ).to_be_visible()
    page.get_by_role("button", name="Продолжить правку").click()
    page.keyboard.press("Control+Enter")
    expect(cell(page, rows[0], "place")).to_have_text("с. Лесное")
    wait_until_saved(page)
    rows[0].refresh_from_db()
    assert rows[0].place == "с. Лесное"


def test_a_document_asked_for_right_after_an_edit_holds_it(page_of, methodist, plan, rows):
    """Asked for while the edit is on its way, it waits: neither question nor an older text."""
    page = page_of(methodist)
    page.on("dialog", lambda asked: pytest.fail(f"asked: {asked.type}"))
    page.goto(plan.get_absolute_url())
    cell(page, rows[0], "place").click()
    page.get_by_label("Место, пункт 1").fill("с. Лесное")
    # With the editor still open, as by a key that presses the button from afar.
    with page.expect_download() as waiting:
        page.locator("button[value=xlsx]").dispatch_event("click")
    sheet = load_workbook(BytesIO(waiting.value.path().read_bytes())).active
    assert "с. Лесное" in [one.value for row in sheet.iter_rows() for one in row]


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
        f"{root}history/{rows[0].pk}/",
        f"{root}history/{rows[0].pk}/{rows[0].changes.last().pk}/",
        f"{root}removed/",
        f"{root}many/?item={rows[0].pk}:1",
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
    expect(cell(page, rows[0], "name")).to_be_in_viewport()
    assert cell(page, rows[0], "period").bounding_box()["width"] > 300
    # What is empty takes no line of its own, and is filled by a press all the same.
    places = [cell(page, rows[0], one).bounding_box() for one in ("event_form", "organisers")]
    assert places[0]["y"] == places[1]["y"] and places[0]["x"] < places[1]["x"]
    cell(page, rows[0], "place").click()
    page.get_by_label("Место, пункт 1").fill("с. Лесное")
    page.get_by_role("button", name="Сохранить").click()
    expect(cell(page, rows[0], "place")).to_contain_text("с. Лесное")
    wait_until_saved(page)
    rows[0].refresh_from_db()
    assert rows[0].place == "с. Лесное"
