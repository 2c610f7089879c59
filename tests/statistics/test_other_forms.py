"""Checks that look at the same library's report in another form."""

from datetime import date
from decimal import Decimal

import pytest

from statistics.actions.editions import load_edition
from statistics.models import Campaign, Submission
from statistics.queries.answers import read_sheet
from statistics.queries.campaign_checks import check_campaign
from statistics.queries.verification import judged_findings
from tests.factories import LibraryFactory
from tests.statistics.conftest import make_submission
from tests.statistics.reported import report
from tests.statistics.small_form import small_definition

RULES = [
    {"code": "users", "rule": "1.01.2 = form(6-nk).4.12.2"},
    {"code": "village", "rule": "1.01.2 < 100 for kinds rural"},
]


@pytest.fixture
def visits(campaign: Campaign) -> Campaign:
    """A collection of the small form in the year of the 6-НК, with a rule that looks there."""
    edition = load_edition(small_definition() | {"checks": RULES})
    return Campaign.objects.create(
        form=edition.form,
        edition=edition,
        year=campaign.year,
        opens_on=date(2026, 1, 1),
        due_on=date(2026, 1, 15),
        review_due_on=date(2026, 2, 20),
    )


def codes(submission: Submission) -> set[str]:
    return {one.finding.code for one in judged_findings(submission, read_sheet(submission))}


def test_the_screen_and_the_campaign_find_the_same(visits, campaign, library):
    city = LibraryFactory(organisation=library.organisation, kind="city")
    here = report(visits, library, {"1.01.2": 500}, Submission.State.DRAFT)
    there = report(visits, city, {"1.01.2": 500}, Submission.State.DRAFT)
    assert (codes(here), codes(there)) == ({"village"}, set())
    report(campaign, library, {"4.12.2": 500})
    report(campaign, city, {"4.12.2": 501})
    assert (codes(here), codes(there)) == ({"village"}, {"users"})
    found = {
        one.submission.pk: {judged.finding.code for judged in one.findings}
        for one in check_campaign(visits)
    }
    assert found == {here.pk: {"village"}, there.pk: {"users"}}


def test_another_year_of_the_other_form_is_not_looked_at(visits, campaign, library):
    here = make_submission(visits, library)
    there = report(campaign, library, {"4.12.2": 500})
    reporter = read_sheet(here).reporter
    assert reporter.others["6-nk", "4.12.2"].number == Decimal(500)
    Campaign.objects.filter(pk=campaign.pk).update(year=2024)
    assert read_sheet(here).reporter.others == {}
    assert there.campaign_id == campaign.pk
