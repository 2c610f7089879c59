"""What was typed and could not be sent yet: network, session, neighbours, tabs."""

import re

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.statistics.entry_page import cell, number, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVING = "**/submissions/*/save/"


def lose_the_way_to_the_portal(context: BrowserContext) -> None:
    """Let no change through; the pages themselves still open, which an offline browser forbids."""
    context.route(SAVING, lambda route: route.abort("internetdisconnected"))


def find_the_way_again(context: BrowserContext) -> None:
    context.unroute(SAVING)


def test_what_was_typed_without_network_is_sent_when_it_returns(
    page_of, librarian, submission, section_url
):
    page = page_of(librarian, forgive=("ERR_INTERNET_DISCONNECTED",))
    page.goto(section_url(submission, 2))
    page.context.set_offline(True)
    cell(page, "2.02.4").fill("77")
    page.keyboard.press("Enter")
    state = page.locator("#entry-state")
    expect(state).to_contain_text("Нет связи, введённое хранится на этом компьютере")
    page.context.set_offline(False)
    saved(page)
    assert number(submission, "2.02.4") == 77


def test_what_was_typed_without_network_outlives_the_page(
    page_of, librarian, submission, section_url
):
    page = page_of(librarian, forgive=("ERR_INTERNET_DISCONNECTED",))
    page.goto(section_url(submission, 2))
    lose_the_way_to_the_portal(page.context)
    cell(page, "2.02.4").fill("77")
    page.keyboard.press("Enter")
    expect(page.locator("#entry-state")).to_contain_text("Нет связи")
    page.goto("/")
    find_the_way_again(page.context)
    page.goto(section_url(submission, 4))
    saved(page)
    assert number(submission, "2.02.4") == 77


def test_what_was_typed_after_the_session_ended_is_kept_for_its_author(
    page_of, librarian, submission, section_url
):
    page = page_of(librarian)
    page.goto(section_url(submission, 2))
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    cell(page, "2.02.4").fill("88")
    page.keyboard.press("Enter")
    state = page.locator("#entry-state")
    expect(state).to_contain_text("Сеанс закончился")
    expect(state.get_by_role("link", name="Войти снова")).to_be_visible()
    page.context.add_cookies(cookies)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(page)
    assert number(submission, "2.02.4") == 88


def test_signing_out_clears_what_waits_on_the_computer(page_of, librarian, submission, section_url):
    page = page_of(librarian)
    page.goto(section_url(submission, 2))
    cell(page, "2.02.4").fill("сто")
    page.keyboard.press("Tab")
    expect(page.get_by_role("alert").first).to_be_visible()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.get_by_role("button", name="Выйти").click()
    page.wait_for_url("**/")
    assert "ещё не сохранена" in asked[0]
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_colleague_signing_out_leaves_what_waits_for_its_author(
    page_of, librarian, methodist, submission, section_url
):
    page = page_of(librarian)
    page.goto(section_url(submission, 2))
    page.context.clear_cookies(name="sessionid")
    cell(page, "2.02.4").fill("88")
    page.keyboard.press("Enter")
    expect(page.locator("#entry-state")).to_contain_text("Сеанс закончился")
    colleague = page_of(methodist)
    page.context.add_cookies(colleague.context.cookies())
    page.goto("/")
    questions = []
    page.on("dialog", lambda dialog: (questions.append(dialog.message), dialog.accept()))
    page.get_by_role("button", name="Выйти").first.click()
    page.wait_for_url(re.compile("login|/$"))
    kept = page.evaluate("localStorage.getItem(Object.keys(localStorage)[0])")
    assert questions == []
    assert '"88"' in kept


def test_two_tabs_of_one_report_keep_what_each_could_not_send(
    page_of, librarian, submission, section_url
):
    first = page_of(librarian, forgive=("ERR_INTERNET_DISCONNECTED",))
    first.goto(section_url(submission, 2))
    second = first.context.new_page()
    second.goto(section_url(submission, 4))
    lose_the_way_to_the_portal(first.context)
    for page, address in ((first, "2.02.4"), (second, "4.12.3")):
        page.bring_to_front()
        cell(page, address).fill("7")
        page.keyboard.press("Enter")
        expect(page.locator("#entry-state")).to_contain_text("Нет связи")
    for page in (first, second):
        page.goto("/")
    find_the_way_again(first.context)
    first.goto(section_url(submission, 5))
    saved(first)
    assert (number(submission, "2.02.4"), number(submission, "4.12.3")) == (7, 7)


def test_without_scripts_nobody_is_told_that_cells_save_themselves(
    page_of, librarian, submission, section_url, live_server
):
    signed_in = page_of(librarian).context
    plain = signed_in.browser.new_context(java_script_enabled=False, base_url=live_server.url)
    plain.add_cookies(signed_in.cookies())
    page = plain.new_page()
    page.goto(section_url(submission, 2))
    expect(page.get_by_role("button", name="Сохранить")).to_be_visible()
    assert "Изменения сохраняются сами" not in page.content()
    plain.close()
