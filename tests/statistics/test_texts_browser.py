"""Writing the text part in a real browser: saved by itself, and lost neither by the network nor
by the end of the session; two people see both texts."""

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from statistics.actions.texts import write_text
from statistics.models import Campaign, ReportText, Submission, TextHeading
from tests.browser import assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def heading(campaign: Campaign) -> TextHeading:
    return campaign.headings.create(
        title="Главное за год", help_text="Два абзаца.", is_required=True, max_length=100
    )


@pytest.fixture
def url(submission: Submission, heading: TextHeading) -> str:
    return reverse("statistics:texts", args=[submission.pk])


def field(page: Page) -> Locator:
    return page.get_by_label("Главное за год")


def said(page: Page, words: str) -> None:
    expect(page.locator(".text-entry [data-state]")).to_contain_text(words)


def test_a_text_saves_itself_and_says_when(page_of, librarian, url):
    page = page_of(librarian)
    page.goto(url)
    field(page).fill("Год был хорошим.")
    said(page, "Сохранено в ")
    assert ReportText.objects.get().text == "Год был хорошим."
    expect(page.locator("[data-count]")).to_have_text("16 из 100 знаков")
    field(page).fill("Ы" * 103)
    said(page, "Не сохранено: длиннее на 3.")
    assert_accessible(page)
    page.reload()
    expect(field(page)).to_have_value("Ы" * 103)
    field(page).fill("Год был лучше.")
    said(page, "Сохранено в ")
    page.get_by_role("button", name="Сохранить текстовую часть").click()
    expect(page.get_by_text("Текстовая часть сохранена")).to_be_visible()
    assert ReportText.objects.get().version == 2


def test_nothing_is_lost_without_the_network(page_of, librarian, url):
    page = page_of(librarian, forgive=("ERR_INTERNET_DISCONNECTED",))
    page.goto(url)
    page.context.set_offline(True)
    field(page).fill("Написано в поезде.")
    said(page, "Нет связи")
    assert not ReportText.objects.exists()
    page.context.set_offline(False)
    said(page, "Сохранено в ")
    assert ReportText.objects.get().text == "Написано в поезде."


def test_nothing_is_lost_when_the_session_ends(page_of, librarian, url):
    page = page_of(librarian)
    page.goto(url)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    field(page).fill("Написано после выхода.")
    said(page, "Сеанс закончился")
    page.context.add_cookies(cookies)
    page.goto(url)
    expect(field(page)).to_have_value("Написано после выхода.")
    said(page, "Сохранено в ")
    assert ReportText.objects.get().text == "Написано после выхода."


def test_two_people_choose_between_their_texts(page_of, librarian, url, submission, heading):
    page = page_of(librarian)
    page.goto(url)
    write_text(submission, heading.pk, "Текст коллеги", 0, librarian)
    field(page).fill("Мой текст")
    expect(page.get_by_role("alert")).to_contain_text("Текст коллеги")
    assert ReportText.objects.get().text == "Текст коллеги"
    assert_accessible(page)
    page.get_by_role("button", name="Оставить мой текст").click()
    said(page, "Сохранено в ")
    assert ReportText.objects.get().text == "Мой текст"


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_pages_of_texts_are_accessible(
    page_of, librarian, methodist, submission, heading, url, size
):
    write_text(submission, heading.pk, "Год.", 0, librarian)
    Submission.objects.update(state=Submission.State.SUBMITTED)
    page = page_of(methodist, size)
    for name, args in (
        ("texts", [submission.pk]),
        ("texts-history", [submission.pk]),
        ("review", [submission.pk]),
        ("campaign-texts", ["6-nk", "2025"]),
        ("campaign-headings", ["6-nk", "2025"]),
    ):
        page.goto(reverse(f"statistics:{name}", args=args))
        assert_accessible(page)
    Submission.objects.update(state=Submission.State.RETURNED)
    page = page_of(librarian, size)
    for address in (url, reverse("statistics:report-files", args=[submission.pk])):
        page.goto(address)
        assert_accessible(page)
