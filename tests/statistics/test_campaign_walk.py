"""A whole collection by keyboard alone: opened, filled, returned, mended, accepted, summed up."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from libraries.models import Library
from statistics.actions.editions import load_edition
from statistics.models import Campaign, Submission
from tests.browser import assert_accessible, tab_to
from tests.statistics.entry_page import saved
from tests.statistics.small_form import small_definition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
States = Submission.State


def press(page: Page, name: str) -> None:
    """Reach a link or a button by Tab and press it."""
    tab_to(page, name)
    page.keyboard.press("Enter")


def fill_section(page: Page, number: int, each: int = 1) -> None:
    """Fill every cell of the section, from the list of sections and back to it.

    The second column is the sum of two others.
    """
    press(page, f"{number}. ")
    page.wait_for_url(f"**/section/{number}/")
    names = [one.get_attribute("name") for one in page.locator("input.cell__value").all()]
    tab_to(page, names[0], field=True)
    for name in names:
        page.keyboard.type(str(each * 2 if number == 1 and name.endswith(".2") else each))
        page.keyboard.press("Tab")
    saved(page)
    page.go_back()
    page.wait_for_url("**/submissions/*/")


def state_of(campaign: Campaign) -> str:
    return campaign.submissions.get().state


def open_collection(page: Page) -> Campaign:
    page.goto(reverse("statistics:campaign-list"))
    press(page, "Открыть сбор")
    page.wait_for_url("**/new/")
    tab_to(page, "edition", field=True)
    page.keyboard.press("ArrowDown")
    press(page, "Открыть сбор")
    page.wait_for_url("**/campaigns/visits/*/")
    assert_accessible(page)
    # A year's collection begins when the year is over: that day comes.
    Campaign.objects.update(opens_on=timezone.localdate())
    return Campaign.objects.get()


def fill_and_send(page: Page, campaign: Campaign) -> None:
    page.goto(reverse("statistics:my-reports"))
    press(page, "Начать")
    page.wait_for_url("**/submissions/*/")
    for number in (1, 2):
        fill_section(page, number)
    tab_to(page, "responsible_name", field=True)
    page.keyboard.type("Берёзкина Анна Петровна")
    press(page, "Записать ответственного")
    page.get_by_text("Берёзкина").first.wait_for()
    press(page, "Отправить отчёт")
    expect(page.get_by_role("heading", level=1)).to_have_text("Отчёт отправлен")
    assert state_of(campaign) == States.SUBMITTED


def return_with_a_remark(page: Page, campaign: Campaign) -> None:
    page.goto("/")
    press(page, "Проверить следующий отчёт")
    page.wait_for_url("**/review/")
    press(page, "Замечание к ячейке")
    page.keyboard.type("Уточните по журналу.")
    press(page, "Записать замечание")
    page.get_by_role("button", name="Снять замечание").wait_for()
    press(page, "Вернуть на доработку")
    page.get_by_text("Отчёт на доработке у библиотеки.").wait_for()
    assert state_of(campaign) == States.RETURNED


def mend_and_send(page: Page, campaign: Campaign) -> None:
    page.goto(reverse("statistics:my-reports"))
    press(page, "Исправить")
    expect(page.get_by_text("Уточните по журналу.").first).to_be_visible()
    fill_section(page, 1, each=3)
    press(page, "Отправить отчёт")
    expect(page.get_by_role("heading", level=1)).to_have_text("Отчёт отправлен")


def accept(page: Page, campaign: Campaign) -> None:
    page.goto("/")
    press(page, "Проверить следующий отчёт")
    page.wait_for_url("**/review/")
    press(page, "Принять отчёт")
    page.locator("summary", has_text="Открыть отчёт снова").wait_for()
    assert state_of(campaign) == States.ACCEPTED


def close_and_sum_up(page: Page, campaign: Campaign) -> None:
    page.goto(reverse("statistics:campaign", args=["visits", campaign.key]))
    press(page, "Завершить сбор")
    page.wait_for_url("**/close/")
    press(page, "Завершить сбор")
    page.get_by_role("heading", name="Сбор завершён").wait_for()
    page.goto(reverse("statistics:summary", args=["visits", campaign.key]))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Вся форма")
    expect(page.get_by_text("Отчиталась 1 из 1 библиотеки")).to_be_visible()
    with page.expect_download(timeout=120_000) as download:
        press(page, "Скачать PDF")
    assert download.value.suggested_filename.endswith(".pdf")


def test_a_whole_collection_is_gone_through_by_keyboard_alone(
    page_of, methodist: User, librarian: User, head: User, library: Library
):
    load_edition(small_definition())
    methodical, entering = page_of(methodist), page_of(librarian)
    campaign = open_collection(methodical)
    fill_and_send(entering, campaign)
    return_with_a_remark(methodical, campaign)
    mend_and_send(entering, campaign)
    accept(methodical, campaign)
    close_and_sum_up(page_of(head), campaign)
