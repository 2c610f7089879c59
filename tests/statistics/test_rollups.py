"""Sums kept ready: when they are used, who keeps them true, how they are made anew and proven."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from libraries.models import Territory
from statistics.actions.campaigns import open_campaign
from statistics.actions.packages import submit_package
from statistics.actions.review import accept, reopen, return_for_revision
from statistics.actions.submitting import submit, withdraw
from statistics.models import Campaign, ClassRollup, PlaceRollup, Submission, Value
from statistics.periods import parse_period
from statistics.rollups import differences, roll_up
from statistics.series import libraries_of_all
from statistics.summaries import Choice
from statistics.summaries.figures import sums_by_cell
from statistics.summaries.sources import source_of
from tests.factories import LibraryFactory, TerritoryFactory
from tests.methodportal.test_at_once import at_once
from tests.statistics.reported import NO_DATA, make_campaign, report
from tests.statistics.test_campaigns import DATES

State = Submission.State
USERS = "4.12.2"


@pytest.fixture
def kept(campaign: Campaign) -> Campaign:
    roll_up(campaign)
    return campaign


def sent(campaign: Campaign, count: int = 3, **figures: object) -> list[Submission]:
    """Make sent reports of one municipality and put them into the kept sums."""
    place = TerritoryFactory()
    reports = [
        report(
            campaign, LibraryFactory(territory=place), {USERS: n + 1, **figures}, State.SUBMITTED
        )
        for n in range(count)
    ]
    roll_up(campaign)
    return reports


def users(campaign: Campaign, states: str = "accepted") -> Decimal | None:
    found = sums_by_cell(Choice(campaign, states=states)).get(USERS)
    return found.number if found else None


@pytest.mark.parametrize(
    ("choice", "by", "table"),
    [
        ({}, None, ClassRollup),
        ({"by": "kind", "settlement": "rural"}, "kind", ClassRollup),
        ({"by": "model", "region": 1}, "model", ClassRollup),
        ({"by": "region"}, "region", ClassRollup),
        ({"by": "territory"}, "territory", PlaceRollup),
        ({"by": "organisation", "territory": 1, "region": 1}, "organisation", PlaceRollup),
        ({"by": "territory", "only": 1}, None, PlaceRollup),
        ({"organisations": (1,)}, None, PlaceRollup),
        ({"by": "kind", "territory": 1}, "kind", Value),
        ({"by": "territory", "is_model": False}, "territory", Value),
        ({"by": "library"}, "library", Value),
        ({"by": "kind", "only": "rural", "organisations": (1,)}, None, Value),
    ],
)
def test_sums_come_from_where_they_are_kept(kept, choice, by, table):
    assert source_of(Choice(kept, **choice), [kept], by).rows.model is table


def test_sums_come_from_the_values_where_a_campaign_keeps_none(kept):
    earlier = make_campaign(2024)
    assert source_of(Choice(kept), [kept, earlier], "territory").rows.model is Value
    same = Choice(kept, libraries=libraries_of_all([kept], (State.ACCEPTED,)))
    assert source_of(same, [kept], "territory").rows.model is Value


def test_a_campaign_keeps_its_sums_from_the_day_it_opens(campaign, library, head):
    opened = open_campaign(campaign.edition, parse_period("2017"), DATES, head)
    opened.refresh_from_db()
    assert opened.rolled_up_at is not None


def test_every_decision_is_in_the_sums_at_once(kept, methodist, librarian):
    first, second, _third = sent(kept)
    assert (users(kept), users(kept, "submitted")) == (None, 6)
    accept(first, methodist)
    accept(second, methodist)
    assert (users(kept), users(kept, "submitted")) == (3, 6)
    reopen(second, methodist, "Ошибка.")
    assert (users(kept), users(kept, "submitted")) == (1, 4)
    assert differences(kept) == []


def test_a_report_given_or_taken_back_leaves_the_sums(kept, methodist, librarian):
    first, second, _third = sent(kept)
    return_for_revision(first, methodist, "Проверьте.")
    withdraw(second, librarian)
    assert users(kept, "submitted") == 3
    assert differences(kept) == []


def test_sending_one_report_or_a_package_is_in_the_sums(filled, librarian):
    roll_up(filled.campaign)
    submit(filled, librarian)
    assert PlaceRollup.objects.filter(state=State.SUBMITTED, behind=1).exists()
    withdraw(filled, librarian)
    assert len(submit_package(filled.campaign, librarian).ready) == 1
    assert users(filled.campaign, "submitted") == filled.values.get(cell__address=USERS).number
    assert differences(filled.campaign) == []


def test_no_data_is_kept_apart_from_numbers_and_blanks(kept, methodist):
    (first,) = sent(kept, 1, **{USERS: NO_DATA})
    accept(first, methodist)
    found = sums_by_cell(Choice(kept))[USERS]
    assert (found.number, found.behind, found.no_data) == (0, 0, 1)
    assert "4.12.3" not in sums_by_cell(Choice(kept))


def test_a_municipality_that_goes_to_another_region_is_summed_from_the_values(kept, methodist):
    (first,) = sent(kept, 1)
    place, kept_at = first.territory, kept.rolled_up_at
    place.save()
    kept.refresh_from_db()
    assert kept.rolled_up_at == kept_at
    place.parent = TerritoryFactory(kind=Territory.Kind.REGION)
    place.save()
    kept.refresh_from_db()
    assert kept.rolled_up_at is None
    accept(first, methodist)
    assert source_of(Choice(kept), [kept], None).rows.model is Value
    assert users(kept) == 1


def test_the_command_finds_what_was_changed_behind_its_back_and_mends_it(kept):
    report(kept, LibraryFactory(), {USERS: 7})
    unkept = make_campaign(2024)
    out = StringIO()
    with pytest.raises(CommandError, match=r"manage.py rollups 6-nk/2025"):
        call_command("rollups", "--check", stdout=out)
    assert "6-nk/2025: различий 2" in out.getvalue()
    assert "есть 7 (1 библ., н/д 0)" in out.getvalue()
    assert "6-nk/2024: итогов нет" in out.getvalue()
    call_command("rollups", "6-nk/2025", stdout=StringIO())
    call_command("rollups", "--check", stdout=out)
    assert "6-nk/2025: сходится" in out.getvalue()
    unkept.refresh_from_db()
    assert unkept.rolled_up_at is None
    with pytest.raises(CommandError, match="Нет сбора"):
        call_command("rollups", "6-nk/1999")


@pytest.mark.django_db(transaction=True)
def test_of_many_decisions_at_once_in_one_municipality_none_is_lost(campaign, methodist):
    reports = sent(campaign, 6)
    acts = [lambda one=one: accept(one, methodist) for one in reports]
    told = at_once(*acts, lambda: roll_up(campaign))
    assert [one.state for one in told if one] == [State.ACCEPTED] * 6
    assert users(campaign) == 21
    assert differences(campaign) == []
