"""Loading a plan in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from events.actions import imports as actions
from events.imports.files import read_file
from events.models import Plan
from libraries.models import Organisation
from tests.browser import assert_accessible
from tests.events.crowded_plan import crowded_plan
from tests.events.plan_pages import from_menu
from tests.factories import OrganisationFactory, PlanFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DATA = Path(__file__).parent / "data"
SCIENCE = "ГБУК «Приозёрская областная научная библиотека»"
CLIPBOARD = """
<table><tr><td>№</td><td>Название</td><td>Срок</td></tr>
<tr><td>1</td><td><p>Семинар</p><p>«Чтение»</p></td><td>март</td></tr>
<tr><td><ol start="2"><li><p></p></li></ol></td><td><b>Об</b><i>зор</i></td>
<td>II квартал</td></tr></table>
"""


@pytest.fixture
def consolidated(organisation) -> Plan:
    OrganisationFactory(name=SCIENCE, short_name="Приозёрская ОНБ")
    return PlanFactory(
        organisation=organisation, year=2024, kind=Plan.Kind.CONSOLIDATED, title="Сводный план"
    )


@pytest.fixture
def plan_import(consolidated, methodist):
    table = read_file(DATA / "plan.docx", "plan.docx")
    return actions.start_import(consolidated, table, "plan.docx", methodist)


def test_a_methodist_loads_a_word_plan_puts_it_right_saves_and_undoes(
    page_of, methodist, consolidated
):
    page = page_of(methodist)
    page.goto(consolidated.get_absolute_url())
    from_menu(page, "Работа с планом", "Загрузить из файла")
    assert_accessible(page)
    page.get_by_label("Файл плана").set_input_files(DATA / "plan.docx")
    page.get_by_role("button", name="Прочитать таблицу").click()

    expect(page.get_by_role("button", name="Сохранить 35 пунктов")).to_be_visible()
    expect(page.get_by_text("1–5 июля 2024")).to_be_visible()
    assert_accessible(page)

    choice = page.get_by_label("Что сделать: Министерство культуры и туризма ПО")
    choice.select_option("Добавить в реестр как новую")
    expect(page.get_by_text("Организации учтены.")).to_be_visible()
    expect(choice).to_have_value("new")
    expect(choice).to_be_focused()

    page.get_by_label("Изменить строку 3", exact=True).click()
    page.get_by_role("button", name="Пропустить").click()
    expect(page.get_by_role("button", name="Сохранить 34 пункта")).to_be_visible()
    page.get_by_label("Изменить строку 3", exact=True).click()
    page.get_by_role("button", name="Пункт плана").click()

    page.get_by_label("Изменить строку 4", exact=True).click()
    page.locator("#row-3").get_by_role("link", name="Исправить текст").click()
    field = page.get_by_label("Название", exact=True)
    field.fill("Мониторинг модельных библиотек")
    assert_accessible(page)
    page.get_by_role("button", name="Исправить строку").click()
    expect(page.get_by_text("Мониторинг модельных библиотек")).to_be_visible()

    page.reload()
    expect(page.get_by_text("Мониторинг модельных библиотек")).to_be_visible()
    page.get_by_role("button", name="Сохранить 35 пунктов").click()
    expect(page.get_by_role("heading", name="План загружен")).to_be_visible()
    assert_accessible(page)
    assert consolidated.items.filter(removed_at=None).count() == 35
    assert Organisation.objects.filter(name="Министерство культуры и туризма ПО").exists()

    page.get_by_role("button", name="Отменить загрузку").click()
    expect(page.get_by_role("heading", name="Загрузка отменена")).to_be_visible()
    assert_accessible(page)
    assert not consolidated.items.filter(removed_at=None).exists()


def test_a_table_pasted_from_word_keeps_its_cells(page_of, methodist, plan):
    page = page_of(methodist)
    page.goto(f"/plans/{plan.pk}/import/")
    page.get_by_label("Или вставьте таблицу").evaluate(
        """(area, html) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          data.setData("text/plain", "1 Семинар «Чтение» март");
          const init = {clipboardData: data, bubbles: true, cancelable: true};
          area.dispatchEvent(new ClipboardEvent("paste", init));
        }""",
        CLIPBOARD,
    )
    expect(page.get_by_text("Таблица вставлена вместе с ячейками")).to_be_visible()
    page.get_by_role("button", name="Прочитать таблицу").click()
    expect(page.get_by_role("button", name="Сохранить 2 пункта")).to_be_visible()
    expect(page.get_by_text("апрель – июнь 2026")).to_be_visible()
    rows = page.locator("tbody tr.import-row_item")
    assert [row.split()[:3] for row in rows.all_inner_texts()] == [
        ["1", "Семинар", "«Чтение»"],
        ["2", "Обзор", "форма:"],
    ]


def test_lines_that_do_not_line_up_are_paired_by_keyboard_and_mouse(page_of, methodist, plan):
    page = page_of(methodist)
    page.goto(f"/plans/{plan.pk}/import/")
    page.get_by_label("Файл плана").set_input_files(
        {"name": "план.docx", "mimeType": "application/octet-stream", "buffer": crowded_plan()}
    )
    page.get_by_role("button", name="Прочитать таблицу").click()
    assert_accessible(page)
    page.get_by_role("link", name="Сопоставить строки: Информирование").click()
    assert_accessible(page)
    bring_five_times_to_their_works(page)
    slide_a_person_down_and_up(page)
    expect(page.locator("[data-pair-saved]")).to_have_text("Сохранено")
    page.reload()
    undo_and_redo_after_the_reload(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Всё сопоставлено").click()

    # The next cell comes by itself: a line becomes a heading, and the times below move up.
    lines = page.locator("textarea[data-column='name']").evaluate_all(
        "all => all.map(l => l.value)"
    )
    heading = next(n for n, line in enumerate(lines) if line.startswith("«Библиотека завтра"))
    page.get_by_role("combobox").nth(heading).select_option("Раздел")
    expect(page.locator("[data-pair-counts]")).to_contain_text("Пунктов: 29")
    page.get_by_role("button", name="Всё сопоставлено").click()
    # People were left without a pair: the portal asks before they stand with a neighbour.
    page.get_by_role("button", name="Сохранить 73 пункта").click()
    expect(page.get_by_role("heading", name="Строки сопоставлены не все")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Сохранить как есть").click()
    expect(page.get_by_role("heading", name="План загружен")).to_be_visible()
    twofold = plan.items.get(name__contains="Областная акция «Помним всех»")
    assert [period.wording for period in twofold.periods.all()] == ["28 января", "Февраль"]
    page.get_by_role("link", name="Открыть план").click()
    with page.expect_download() as waiting:
        from_menu(page, "Скачать", "Скачать PDF", role="button")
    assert waiting.value.path().read_bytes().startswith(b"%PDF")


def test_a_step_taken_back_while_another_is_on_its_way_is_sent_once(page_of, methodist, plan):
    """The answer to the first step is held until the second and the third are made."""
    crowded = actions.start_import(plan, read_file(crowded_plan(), "план.docx"), "план", methodist)
    page, held, statuses = page_of(methodist), [], []
    page.on("response", lambda got: "/pair/" in got.url and statuses.append(got.status))
    page.goto(f"/plans/imports/{crowded.pk}/cells/2/")
    times = page.locator("textarea[data-column='1']")
    page.route("**/pair/", lambda route: held.append(route), times=1)  # noqa: PLW0108
    times.nth(3).focus()
    with page.expect_request("**/pair/"):
        page.keyboard.press("Control+j")
    page.keyboard.press("Control+j")
    page.keyboard.press("Control+z")
    held[0].continue_()
    expect(page.locator("[data-pair-saved]")).to_have_text("Сохранено")
    expect(times.nth(3)).to_have_value("28 января\nФевраль")
    expect(times.nth(4)).to_have_value("Май")
    assert statuses == [200, 200]


def bring_five_times_to_their_works(page) -> None:
    """Join two dates of one work, by keyboard: all the others below move up."""
    times = page.locator("textarea[data-column='1']")
    counts = page.locator("[data-pair-counts]")
    times.nth(3).focus()
    page.keyboard.press("Control+j")
    expect(times.nth(3)).to_have_value("28 января\nФевраль")
    expect(times.nth(3)).to_be_focused()
    expect(times.nth(4)).to_have_value("Май")
    expect(counts).to_contain_text("Срок: 25, без пары 4")
    page.keyboard.press("Control+z")
    expect(times.nth(4)).to_have_value("Февраль")
    page.keyboard.press("Control+y")
    for place in (5, 6, 7, 8):
        times.nth(place).focus()
        page.keyboard.press("Control+j")
    expect(counts).to_contain_text("Срок: 21, сошлось")


def undo_and_redo_after_the_reload(page) -> None:
    """The last step but two, the fifth joining of dates, is taken back and done again."""
    times = page.locator("textarea[data-column='1']")
    undo, redo = (page.get_by_role("button", name=name) for name in ("Отменить", "Вернуть"))
    expect(times.nth(3)).to_have_value("28 января\nФевраль")
    for _ in range(5):
        undo.click()
        expect(page.locator("[data-pair-saved]")).to_have_text("Сохранено")
    expect(page.locator("[data-pair-counts]")).to_contain_text("Срок: 22, без пары 1")
    expect(times.nth(8)).to_be_focused()
    for _ in range(5):
        redo.click()
        expect(page.locator("[data-pair-saved]")).to_have_text("Сохранено")
    expect(redo).to_be_disabled()
    expect(page.locator("[data-pair-counts]")).to_contain_text("Срок: 21, сошлось")


def slide_a_person_down_and_up(page) -> None:
    """Split a cell, slide the ones below down and up again; nothing can be typed or deleted."""
    people = page.locator("textarea[data-column='2']")
    people.nth(1).focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Enter")
    expect(people.nth(2)).to_have_value("Туманова В.В.")
    page.keyboard.press("Backspace")
    expect(people.nth(1)).to_have_value("Левина А.Л.,\nТуманова В.В.")
    people.nth(2).click()
    page.get_by_role("button", name="Ниже").click()
    expect(people.nth(2)).to_have_value("")
    page.keyboard.press("Alt+ArrowUp")
    expect(people.nth(2)).to_have_value("Все методисты")
    page.keyboard.type("лишнее")
    expect(people.nth(2)).to_have_value("Все методисты")


def test_rows_are_changed_without_scripts(page_of, methodist, plan_import):
    page = page_of(methodist, forgive=("ERR_FAILED",))
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"/plans/imports/{plan_import.pk}/")
    page.get_by_label("Изменить строку 3", exact=True).click()
    page.get_by_role("button", name="Пропустить").click()
    expect(page.get_by_role("button", name="Сохранить 34 пункта")).to_be_visible()
    assert page.locator("tr.import-row_skip").count() >= 1


def test_lines_are_paired_without_scripts(page_of, methodist, plan):
    crowded = actions.start_import(plan, read_file(crowded_plan(), "план.docx"), "план", methodist)
    page = page_of(methodist, forgive=("ERR_FAILED",))
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"/plans/imports/{crowded.pk}/cells/2/")
    page.get_by_label("Отметить: Срок, строка 9").check()
    page.get_by_role("button", name="Соединить со следующей").click()
    expect(page.get_by_text("Строки соединены.")).to_be_visible()
    expect(page.get_by_label("Отметить: Срок, строка 9")).to_be_checked()
    expect(page.get_by_label("Срок, строка 9", exact=True)).to_have_value("28 января\nФевраль")
    assert_accessible(page)
    page.get_by_role("button", name="Отменить").click()
    expect(page.get_by_label("Срок, строка 9", exact=True)).to_have_value("28 января")


def test_the_pages_of_an_import_fit_a_phone(page_of, methodist, plan, add):
    add("Обзор", period="как получится")
    crowded = actions.start_import(plan, read_file(crowded_plan(), "план.docx"), "план", methodist)
    page = page_of(methodist, "phone")
    preview = f"/plans/imports/{crowded.pk}/"
    for address in (preview, f"{preview}cells/2/", f"/plans/{plan.pk}/periods/"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert_accessible(page)
