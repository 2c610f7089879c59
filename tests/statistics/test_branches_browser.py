"""A librarian of many branches: from one to the next by keyboard, in the section she is in."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from libraries.models import Library
from statistics.models import Campaign, Submission
from tests.browser import assert_accessible, tab_to
from tests.factories import LibraryFactory
from tests.statistics.conftest import make_submission
from tests.statistics.entry_page import cell, number, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def branches(campaign: Campaign, library: Library) -> list[Submission]:
    """Three branches in the order of their names."""
    names = ("Ближняя библиотека", "Дальняя библиотека")
    others = [LibraryFactory(organisation=library.organisation, name=name) for name in names]
    return [make_submission(campaign, one) for one in (*others, library)]


def test_the_same_section_of_every_branch_is_filled_by_keyboard_alone(
    page_of, librarian: User, branches: list[Submission]
):
    page = page_of(librarian)
    page.goto(reverse("statistics:my-reports"))
    tab_to(page, "Начать: Ближняя библиотека")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/submissions/{branches[0].pk}/")
    tab_to(page, "2. ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/section/2/")
    tab_to(page, "Дальняя библиотека")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Alt+PageDown")
    for at, one in ((1, branches[1]), (2, branches[2])):
        page.wait_for_url(f"**/submissions/{one.pk}/section/2/#blank")
        expect(cell(page, "2.02.4")).to_be_focused()
        expect(page.locator(".branches")).to_contain_text(f"{at + 1}-я из 3 · сдано 0 из 3")
        page.keyboard.type(f"{at}0")
        # Left in the middle of a cell, without Enter: the way to the next branch saves it.
        page.keyboard.press("Alt+PageDown" if at == 1 else "Enter")
    saved(page)
    page.keyboard.press("Alt+PageUp")
    page.wait_for_url(f"**/submissions/{branches[1].pk}/section/2/#blank")
    expect(cell(page, "2.02.4")).to_have_value("10")
    expect(cell(page, "2.02.5")).to_be_focused()
    assert number(branches[1], "2.02.4") == 10
    assert number(branches[2], "2.02.4") == 20
    assert_accessible(page)


def test_the_way_goes_on_past_what_is_sent_and_says_what_is_left(
    page_of, librarian: User, branches: list[Submission]
):
    Submission.objects.filter(pk=branches[1].pk).update(state=Submission.State.SUBMITTED)
    page = page_of(librarian, "phone")
    page.goto(reverse("statistics:section", args=[branches[0].pk, 3]))
    way = page.locator(".branches")
    expect(way).to_contain_text("сдано 1 из 3")
    expect(way).to_contain_text(f"дальше не сдана: {branches[2].library}")
    assert_accessible(page)
    for one in branches[1:]:
        page.keyboard.press("Alt+PageDown")
        page.wait_for_url(f"**/submissions/{one.pk}/section/3/#blank")
