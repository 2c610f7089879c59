"""A collection opened late asks the network as it was at the end of its period."""

from datetime import date

import pytest

from accounts.models import User
from libraries.actions.network import Order, transfer_library
from libraries.models import Library, Organisation, Territory
from statistics.actions.asked import ask_libraries
from statistics.actions.campaigns import StageDates, open_campaign
from statistics.models import Campaign, Edition, Submission
from statistics.periods import parse_period
from tests.factories import LibraryFactory, OrganisationFactory

NEW_YEAR = Order(date(2026, 1, 1), "12")


@pytest.fixture
def other(municipality: Territory) -> Organisation:
    """Another organisation of the region, with a library of its own."""
    found = OrganisationFactory(name="МБУК «Соседняя ЦБС»", territory=municipality)
    LibraryFactory(organisation=found, territory=municipality)
    return found


@pytest.fixture
def given_away(library: Library, other: Organisation, methodist: User) -> Library:
    """A library that its organisation has handed over on the first day of 2026."""
    transfer_library(library.pk, other, NEW_YEAR, version=library.version, by=methodist)
    library.refresh_from_db()
    return library


def opened(edition: Edition, by: User, period: str) -> Campaign:
    dates = StageDates(date(2027, 1, 1), date(2027, 1, 15), date(2027, 2, 20))
    return open_campaign(edition, parse_period(period), dates, by)


def answers_for(campaign: Campaign, library: Library) -> Organisation:
    return Submission.objects.get(campaign=campaign, library=library).organisation


def test_the_year_before_is_of_the_organisation_of_then(
    edition_2019: Edition, given_away: Library, other: Organisation, organisation, methodist
):
    LibraryFactory(organisation=organisation, territory=organisation.territory)
    before = opened(edition_2019, methodist, "2025")
    after = opened(edition_2019, methodist, "2026")
    assert answers_for(before, given_away) == organisation
    assert answers_for(after, given_away) == other


@pytest.mark.parametrize("is_active", [True, False])
def test_an_organisation_that_is_no_more_answers_for_nothing(
    edition_2019: Edition,
    given_away: Library,
    other: Organisation,
    organisation,
    methodist,
    is_active,
):
    """Without a library left, or closed itself, it has nobody who would fill the report."""
    if not is_active:
        LibraryFactory(organisation=organisation, territory=organisation.territory)
        Organisation.objects.filter(pk=organisation.pk).update(is_active=False)
    assert answers_for(opened(edition_2019, methodist, "2025"), given_away) == other


def test_a_library_added_later_has_its_place_of_the_period_too(
    edition_2019: Edition, given_away: Library, organisation, methodist
):
    LibraryFactory(organisation=organisation, territory=organisation.territory)
    campaign = opened(edition_2019, methodist, "2025")
    campaign.submissions.filter(library=given_away).delete()
    ask_libraries(campaign, [given_away.pk], methodist)
    assert answers_for(campaign, given_away) == organisation
