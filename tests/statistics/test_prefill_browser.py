"""Last year's figures are taken and confirmed without a mouse."""

import pytest
from playwright.sync_api import expect

from statistics.models import Value
from tests.browser import tab_to
from tests.statistics.entry_page import cell
from tests.statistics.reported import make_campaign, report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_section_is_taken_and_confirmed_by_keyboard(
    page_of, librarian, submission, library, section_url
):
    report(make_campaign(2024), library, {"1.01.2": 1, "1.01.10": "120.5", "1.01.15": 3})
    page = page_of(librarian)
    page.goto(section_url(submission, 1))
    tab_to(page, "взять из прошлого года")
    page.keyboard.press("Enter")
    tab_to(page, "Взять все незаполненные")
    page.keyboard.press("Enter")
    expect(cell(page, "1.01.10")).to_have_value("120,5")
    expect(page.get_by_text("из прошлого года, проверьте").first).to_be_visible()
    expect(cell(page, "1.01.15")).to_have_value("")  # stops are counted anew each year
    assert Value.objects.filter(submission=submission, is_prefilled=True).count() == 2

    tab_to(page, "подтвердите")
    page.keyboard.press("Enter")
    tab_to(page, "Подтвердить всё в разделе")
    page.keyboard.press("Enter")
    expect(page.get_by_text("из прошлого года, проверьте")).to_have_count(0)
    assert not Value.objects.filter(submission=submission, is_prefilled=True).exists()
