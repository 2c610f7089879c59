"""The librarian at work in a real browser: keyboard, pasting, a lost network, two people."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from common.roles import Role
from statistics.actions.submitting import submit
from statistics.models import Campaign, Submission
from tests.browser import assert_accessible
from tests.factories import UserFactory
from tests.statistics.conftest import fill_coherently, type_in
from tests.statistics.entry_page import cell, number, saved
from tests.statistics.reported import make_campaign, report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const how = {clipboardData: data, bubbles: true, cancelable: true};
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        text,
    )


def test_a_section_is_filled_by_keyboard_alone(page_of, librarian, submission, section_url):
    page = page_of(librarian)
    page.goto(section_url(submission, 2))
    cell(page, "2.02.4").focus()
    for text in ("10", "5", "1200", "0"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    expect(cell(page, "2.02.5")).to_be_focused()
    for text in ("1", "2", "3"):
        page.keyboard.type(text)
        page.keyboard.press("ArrowRight" if text == "1" else "Tab")
    expect(cell(page, "2.02.8")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(cell(page, "2.03.8")).to_be_focused()
    page.keyboard.press("Shift+Enter")
    expect(cell(page, "2.02.8")).to_be_focused()
    saved(page)
    expect(cell(page, "2.04.4")).to_have_value(re.compile(r"1\s200"))
    expect(cell(page, "2.02.3")).to_have_text("16")
    assert number(submission, "2.04.4") == 1200
    assert number(submission, "2.02.3") == 16
    assert_accessible(page)


def test_going_back_shows_what_was_saved_and_not_an_older_page(
    page_of, librarian, submission, section_url
):
    page = page_of(librarian)
    page.goto(section_url(submission, 2))
    cell(page, "2.02.4").fill("77")
    page.keyboard.press("Enter")
    saved(page)
    page.get_by_role("link", name="Раздел 3 →").click()
    page.wait_for_url("**/section/3/")
    page.go_back()
    expect(cell(page, "2.02.4")).to_have_value("77")
    cell(page, "2.02.4").fill("78")
    page.keyboard.press("Enter")
    saved(page)
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert number(submission, "2.02.4") == 78


def test_escape_restores_a_cell_and_ctrl_z_undoes_the_last_change(
    page_of, librarian, submission, section_url
):
    type_in(submission, librarian, {"4.12.3": "100"})
    page = page_of(librarian)
    page.goto(section_url(submission, 4))
    cell(page, "4.12.3").focus()
    page.keyboard.type("999")
    page.keyboard.press("Escape")
    expect(cell(page, "4.12.3")).to_have_value("100")
    page.keyboard.type("555")
    page.keyboard.press("Tab")
    saved(page)
    page.keyboard.press("Control+z")
    expect(cell(page, "4.12.3")).to_have_value("100")
    expect(cell(page, "4.12.3")).to_be_focused()
    saved(page)
    page.wait_for_function("!Object.keys(localStorage).length")
    assert number(submission, "4.12.3") == 100


def test_a_block_from_excel_fills_a_range_and_skips_closed_cells_and_totals(
    page_of, librarian, submission, section_url
):
    page = page_of(librarian)
    page.goto(section_url(submission, 2))
    cell(page, "2.04.4").focus()
    paste(page, "1 000\t2\t3\t4\t5\t6\t7\r\n8\t9\t10\t11\t12\t13\t14\r\n")
    saved(page)
    expect(cell(page, "2.04.3")).to_have_text(re.compile(r"1\s009"))
    expect(cell(page, "2.05.9")).to_have_value("13")
    assert number(submission, "2.04.10") == 7
    assert number(submission, "2.05.4") == 8
    assert not submission.values.filter(cell__address="2.05.5").exists()
    page.keyboard.press("Control+z")
    page.wait_for_function("document.getElementById('c-2-04-4').value === ''")
    saved(page)


def test_letters_are_told_at_the_cell_and_survive_a_reload(
    page_of, librarian, submission, section_url
):
    page = page_of(librarian)
    page.goto(section_url(submission, 2))
    cell(page, "2.02.4").fill("сто")
    page.keyboard.press("Tab")
    alert = page.get_by_role("alert").filter(has_text="не число")
    expect(alert).to_be_visible()
    expect(cell(page, "2.02.4")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#entry-state")).to_contain_text("Не сохранено: 1 ячейка")
    assert_accessible(page)
    page.reload()
    expect(cell(page, "2.02.4")).to_have_value("сто")
    expect(alert).to_be_visible()
    cell(page, "2.02.4").fill("100")
    page.keyboard.press("Enter")
    saved(page)
    expect(alert).to_have_count(0)
    assert number(submission, "2.02.4") == 100


def test_an_unlikely_number_is_asked_about_at_the_cell(page_of, librarian, submission, section_url):
    page = page_of(librarian)
    page.goto(section_url(submission, 1))
    cell(page, "1.01.16").fill("1000000000")
    page.keyboard.press("Tab")
    question = page.get_by_role("alert").filter(has_text="Всё верно?")
    expect(question).to_contain_text(re.compile(r"1\s000\s000\s000"))
    assert_accessible(page)
    question.get_by_role("button", name="Да, верно").click()
    saved(page)
    assert number(submission, "1.01.16") == 10**9


def test_no_data_is_said_by_a_button_with_its_reason(page_of, librarian, submission, section_url):
    page = page_of(librarian, "phone")
    page.goto(section_url(submission, 4))
    cell(page, "4.12.3").focus()
    page.get_by_role("button", name="Нет данных").click()
    expect(cell(page, "4.12.3")).to_be_focused()
    page.keyboard.type("журнал сгорел")
    page.keyboard.press("Enter")
    saved(page)
    value = submission.values.get(cell__address="4.12.3")
    assert (value.number, value.no_data_reason) == (None, "журнал сгорел")
    # The field is one line; the words stand whole under it.
    expect(page.locator('[data-address="4.12.3"] [data-reason]')).to_have_text("журнал сгорел")
    assert_accessible(page)


def test_a_figure_for_reading_takes_a_line_on_a_phone(page_of, librarian, filled, section_url):
    submit(filled, librarian)
    page = page_of(librarian, "phone")
    page.goto(section_url(filled, 4))
    box = cell(page, "4.12.3").bounding_box()
    assert box["height"] < 30


@pytest.mark.parametrize(("choice", "kept"), [("Оставить моё", 20), ("Взять другое", 10)])
def test_two_people_in_one_cell_choose_between_both_values(
    page_of, librarian, submission, section_url, organisation, choice, kept
):
    page = page_of(librarian)
    page.goto(section_url(submission, 2))
    type_in(submission, librarian, {"2.02.4": "10"})
    cell(page, "2.02.4").fill("20")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Ячейку изменил кто-то ещё")
    expect(dialog).to_contain_text(librarian.last_name)
    expect(dialog).to_contain_text("«10»")
    expect(dialog).to_contain_text("«20»")
    assert number(submission, "2.02.4") == 10
    assert_accessible(page)
    dialog.get_by_role("button", name=choice).click()
    expect(dialog).to_be_hidden()
    saved(page)
    expect(cell(page, "2.02.4")).to_have_value(str(kept))
    page.wait_for_function("!Object.keys(localStorage).length")
    assert number(submission, "2.02.4") == kept


def test_two_librarians_in_one_form_keep_what_both_typed(
    page_of, librarian, submission, section_url, organisation
):
    colleague = UserFactory(
        role=Role.LIBRARIAN, organisation=organisation, last_name="Рябинина", first_name="Вера"
    )
    hers, mine = page_of(colleague), page_of(librarian)
    for page in (hers, mine):
        page.goto(section_url(submission, 2))
    for page, address, text in ((hers, "2.02.4", "10"), (mine, "2.02.5", "7")):
        cell(page, address).fill(text)
        page.keyboard.press("Enter")
        saved(page)
    expect(cell(mine, "2.02.4")).to_have_value("10")
    expect(mine.locator("#entry-state")).to_contain_text("Рябинина В.")
    cell(hers, "2.02.4").fill("15")
    hers.keyboard.press("Enter")
    saved(hers)
    cell(mine, "2.02.4").fill("20")
    mine.keyboard.press("Enter")
    dialog = mine.get_by_role("dialog", name="Ячейку изменил кто-то ещё")
    expect(dialog).to_contain_text("Рябинина")
    expect(dialog).to_contain_text("«15»")
    dialog.get_by_role("button", name="Взять другое").click()
    expect(cell(mine, "2.02.4")).to_have_value("15")
    saved(mine)
    hers.reload()
    expect(cell(hers, "2.02.5")).to_have_value("7")
    expect(cell(hers, "2.02.4")).to_have_value("15")
    assert [number(submission, one) for one in ("2.02.4", "2.02.5")] == [15, 7]


def test_a_report_with_mistakes_leads_to_the_cells_and_is_sent_when_they_are_mended(
    page_of, librarian, submission, library
):
    last = make_campaign(2024)
    last.state = Campaign.State.CLOSED
    last.save()
    report(last, library, {"4.12.2": 300})
    fill_coherently(submission, librarian, **{"1.01.17": "99", "2.02.6": ""})
    page = page_of(librarian)
    page.goto(reverse("statistics:my-reports"))
    assert_accessible(page)
    page.get_by_role("link", name=library.name, exact=True).click()
    assert_accessible(page)
    page.get_by_label("Фамилия, имя, отчество").fill("Берёзкина Анна Петровна")
    page.get_by_role("button", name="Записать ответственного").click()
    page.get_by_role("button", name="Отправить отчёт").click()
    blocked = page.get_by_role("alert").filter(has_text="Отчёт пока не отправлен")
    expect(blocked).to_be_focused()
    assert_accessible(page)
    blocked.get_by_role("link", name="Раздел 2: не заполнено 1 ячейка").click()
    expect(cell(page, "2.02.6")).to_be_focused()
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    saved(page)
    page.get_by_role("link", name="Раздел 1", exact=False).first.click()
    expect(page.locator("#problems")).to_contain_text("99")
    page.locator("#problems").get_by_role("link", name="1.01.17", exact=True).click()
    expect(cell(page, "1.01.17")).to_be_focused()
    page.keyboard.type("9")
    page.keyboard.press("Tab")
    expect(page.locator("#problems")).to_contain_text("Контроли замечаний не нашли")
    page.goto(reverse("statistics:section", args=[submission.pk, 4]))
    page.get_by_label("Чем вызвано такое значение?").fill("Открыт новый читальный зал")
    page.get_by_role("button", name="Сохранить пояснение").click()
    expect(page.locator("#problems")).to_contain_text("Пояснение: Открыт новый читальный зал")
    page.goto(reverse("statistics:submission", args=[submission.pk]))
    page.get_by_role("button", name="Отправить отчёт").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Отчёт отправлен")
    assert_accessible(page)
    submission.refresh_from_db()
    assert submission.state == Submission.State.SUBMITTED


def test_blanks_are_filled_with_zeros_after_their_number_is_told(
    page_of, librarian, submission, section_url
):
    page = page_of(librarian)
    page.goto(section_url(submission, 4))
    cell(page, "4.12.3").fill("7")
    page.keyboard.press("Tab")
    saved(page)
    page.get_by_text("Заполнить пустые нулями").click()
    expect(page.get_by_text("Пустых ячеек в разделе: 8")).to_be_visible()
    page.get_by_role("button", name="Записать нули").click()
    expect(cell(page, "4.12.6")).to_have_value("0")
    expect(cell(page, "4.12.2")).to_have_text("7")
    assert number(submission, "4.12.3") == 7


@pytest.mark.parametrize("section", [1, 3, 5, 6, 7])
def test_every_section_is_accessible_and_fits_a_phone(
    page_of, librarian, submission, section_url, section
):
    page = page_of(librarian, "phone")
    page.goto(section_url(submission, section))
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_sent_report_is_shown_for_reading(page_of, librarian, filled, section_url):
    submit(filled, librarian)
    page = page_of(librarian)
    page.goto(section_url(filled, 4) + "#c-4-12-3")
    expect(page.locator("input.cell__value")).to_have_count(0)
    expect(cell(page, "4.12.3")).to_have_text("480")
    assert_accessible(page)
