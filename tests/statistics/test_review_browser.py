"""The methodist decides on a report, and the head ends the collection, in a real browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from statistics.actions.submitting import submit
from statistics.models import Submission
from tests.browser import assert_accessible
from tests.factories import LibraryFactory
from tests.statistics.conftest import make_submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def send_as_it_is(page: Page, returned: Submission) -> None:
    """Send a report on which nothing was done, by keyboard: the portal asks, she agrees."""
    page.goto(reverse("statistics:submission", args=[returned.pk]))
    page.get_by_role("button", name="Отправить отчёт").press("Enter")
    expect(page.locator("#left-open")).to_be_focused()
    assert_accessible(page)
    page.get_by_role("button", name="Отправить, оставив без ответа").press("Enter")
    page.get_by_role("heading", name="Отчёт отправлен").wait_for()


@pytest.fixture
def late_branch(campaign, organisation) -> Submission:
    """An unsent report, late although its day was moved: the longest line of the board."""
    organisation.name = "МБУК «Межпоселенческая централизованная библиотечная система»"
    organisation.save()
    report = make_submission(campaign, LibraryFactory(organisation=organisation), "draft")
    Submission.objects.filter(pk=report.pk).update(extended_to=campaign.due_on + timedelta(3))
    return report


def test_a_report_is_returned_with_a_remark_then_accepted_and_the_collection_ends(
    page_of, filled, late_branch, librarian, methodist, head
):
    submit(filled, librarian)
    page = page_of(methodist)
    page.goto(reverse("statistics:review", args=[filled.pk]))
    page.get_by_role("link", name="Замечание к ячейке 1.01.16").press("Enter")
    chosen = page.locator("td[data-chosen]")
    expect(chosen).to_have_count(1)
    expect(chosen).to_have_attribute("data-address", "1.01.16")
    expect(chosen).to_contain_text("выбрана")
    expect(page.locator("[data-cell-words]")).to_contain_text("Строка 01, графа 16")
    page.get_by_label("Что исправить").fill("Уточните число мест.")
    page.get_by_role("button", name="Записать замечание").press("Enter")
    page.get_by_role("button", name="Снять замечание").wait_for()
    assert_accessible(page)
    page.get_by_role("button", name="Вернуть на доработку").press("Enter")
    page.get_by_text("Отчёт на доработке у библиотеки.").wait_for()
    filled.refresh_from_db()
    assert filled.state == Submission.State.RETURNED

    send_as_it_is(page_of(librarian), filled)
    page.goto(reverse("statistics:review", args=[filled.pk]))
    page.get_by_text("Библиотека отправила отчёт как есть").wait_for()
    page.get_by_role("button", name="Принять отчёт").press("Enter")
    page.locator("summary", has_text="Открыть отчёт снова").wait_for()
    assert_accessible(page)
    filled.refresh_from_db()
    assert filled.state == Submission.State.ACCEPTED

    page = page_of(head)
    page.set_viewport_size({"width": 1280, "height": 768})
    page.goto(reverse("statistics:campaign", args=["6-nk", filled.campaign.year]))
    wide, shown = page.locator(".table-scroll:has(.board)").evaluate(
        "region => [region.scrollWidth, region.clientWidth]"
    )
    assert wide <= shown, "the column of reminders is seen without moving the board"
    page.get_by_role("link", name="Завершить сбор").press("Enter")
    page.wait_for_url("**/close/")
    assert_accessible(page)
    page.get_by_role("button", name="Завершить сбор").press("Enter")
    page.get_by_role("heading", name="Сбор завершён").wait_for()
    assert_accessible(page)
    filled.campaign.refresh_from_db()
    assert not filled.campaign.is_open
