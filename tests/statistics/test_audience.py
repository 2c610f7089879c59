"""Whom a collection asks when the network moves: libraries added, and those asked no more."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from libraries.models import Library
from statistics.actions.asked import ask_libraries, excuse_libraries
from statistics.actions.campaigns import close_campaign
from statistics.actions.letters import write_due_letters
from statistics.models import AudienceChange, Campaign, CampaignLetter, Submission
from statistics.queries.asked import network_moves
from tests.battery import Case, battery
from tests.factories import LibraryFactory
from tests.queries import assert_same_queries
from tests.statistics.conftest import make_submission

OPENS = date(2026, 1, 1)
KEY = ("6-nk", "2025")
REASON = "Присоединена к центральной."


@pytest.fixture
def late(organisation) -> Library:
    """A library that came into the registry after the collection was opened."""
    return LibraryFactory(
        name="Новый филиал", organisation=organisation, territory=organisation.territory
    )


@pytest.fixture
def sent(mailoutbox, django_capture_on_commit_callbacks):
    """Return a function: run, and give the letters it sent."""

    def run(action, *args):
        before = len(mailoutbox)
        with django_capture_on_commit_callbacks(execute=True):
            action(*args)
        return mailoutbox[before:]

    return run


def asked_in(campaign: Campaign) -> set[Library]:
    return {one.library for one in campaign.submissions.select_related("library")}


def test_a_library_of_later_gets_a_report_and_its_organisation_a_letter(
    submission, late, librarian, methodist, sent
):
    campaign = submission.campaign
    sent(write_due_letters, OPENS)
    (letter,) = sent(ask_libraries, campaign, [late.pk], methodist, "Открыта в декабре.")
    assert letter.to == [librarian.email]
    assert "Новый филиал" in letter.body
    assert submission.library.name not in letter.body
    report = campaign.submissions.get(library=late)
    assert (report.state, report.organisation) == ("not_started", submission.organisation)
    change = AudienceChange.objects.get()
    assert (change.library, change.is_added, change.made_by) == (late, True, methodist)
    with pytest.raises(ValidationError, match="ещё нет"):
        ask_libraries(campaign, [late.pk], methodist)


@pytest.mark.parametrize(
    "library_is",
    [
        {"kind": Library.Kind.SCHOOL},
        {"closed_on": date(2025, 6, 1)},
        {"opened_on": date(2026, 2, 1)},
    ],
)
def test_who_would_not_have_been_asked_is_not_added(submission, methodist, library_is):
    with pytest.raises(ValidationError, match="подходят"):
        ask_libraries(submission.campaign, [LibraryFactory(**library_is).pk], methodist)
    assert asked_in(submission.campaign) == {submission.library}


def test_an_empty_report_is_taken_away_with_a_reason_and_a_word_to_those_told(
    submission, foreign_submission, librarian, neighbour, methodist, sent
):
    campaign = submission.campaign
    sent(write_due_letters, OPENS)
    CampaignLetter.objects.filter(recipient=neighbour).delete()
    with pytest.raises(ValidationError, match="почему"):
        excuse_libraries(campaign, [submission.library_id], " ", methodist)
    both = [submission.library_id, foreign_submission.library_id]
    (letter,) = sent(excuse_libraries, campaign, both, REASON, methodist)
    assert letter.to == [librarian.email]
    assert REASON in letter.body
    assert submission.library.name in letter.body
    assert not campaign.submissions.exists()
    assert CampaignLetter.objects.filter(recipient=librarian).count() == 2
    told = set(AudienceChange.objects.values_list("library", "is_added", "reason"))
    assert told == {(pk, False, REASON) for pk in both}


def test_a_begun_report_is_never_taken_away(submission, foreign_submission, methodist):
    campaign = submission.campaign
    Submission.objects.filter(pk=submission.pk).update(state=Submission.State.DRAFT)
    both = [submission.library_id, foreign_submission.library_id]
    with pytest.raises(ValidationError, match="уже начали"):
        excuse_libraries(campaign, both, REASON, methodist)
    assert campaign.submissions.count() == 2
    assert not AudienceChange.objects.exists()


def test_in_a_closed_collection_nobody_comes_or_goes(submission, late, methodist, head):
    campaign = close_campaign(submission.campaign, head)
    for act in (
        lambda: ask_libraries(campaign, [late.pk], methodist),
        lambda: excuse_libraries(campaign, [submission.library_id], REASON, methodist),
    ):
        with pytest.raises(ValidationError, match="не идёт"):
            act()


def test_the_board_tells_that_the_network_has_moved(submission, late, methodist, client_of):
    campaign, client = submission.campaign, client_of(methodist)
    assert (network_moves(campaign).missing, network_moves(campaign).closed) == (1, 0)
    Library.objects.filter(pk=submission.library_id).update(closed_on=date(2025, 12, 1))
    assert (network_moves(campaign).missing, network_moves(campaign).closed) == (1, 1)
    board = client.get(reverse("statistics:campaign", args=KEY)).content.decode()
    assert "в реестре работают: 1" in board
    assert "не начат: 1" in board
    ask_libraries(campaign, [late.pk], methodist)
    excuse_libraries(campaign, [late.pk], "Ещё не работает.", methodist)
    assert network_moves(campaign).missing == 0
    LibraryFactory()
    assert network_moves(campaign).missing == 1
    Campaign.objects.update(audience=Campaign.Audience.CHOSEN)
    campaign.refresh_from_db()
    assert network_moves(campaign).missing == 0


def test_the_page_offers_who_fits_and_keeps_what_is_typed(
    submission, late, methodist, client_of, foreign_submission
):
    LibraryFactory(kind=Library.Kind.SCHOOL)
    client = client_of(methodist)
    url = reverse("statistics:campaign-audience", args=KEY)
    page = client.get(url, {"report": foreign_submission.pk})
    add, excuse = page.context["add_form"], page.context["excuse_form"]
    assert list(add.fields["libraries"].queryset) == [late]
    assert excuse["submissions"].value() == [foreign_submission.pk]
    refused = client.post(reverse("statistics:audience-add", args=KEY), {"add-reason": "Открыта."})
    assert refused.status_code == 422
    assert refused.context["add_form"]["reason"].value() == "Открыта."
    data = {"add-libraries": [late.pk], "add-reason": "Открыта."}
    assert client.post(reverse("statistics:audience-add", args=KEY), data).url == url
    data = {"excuse-submissions": [submission.pk], "excuse-reason": REASON}
    assert client.post(reverse("statistics:audience-excuse", args=KEY), data).url == url
    told = client.get(url).content.decode()
    assert "добавлена" in told
    assert REASON in told
    assert asked_in(submission.campaign) == {late, foreign_submission.library}


def test_the_page_takes_the_same_queries_for_any_number(
    campaign, methodist, organisation, client_of
):
    def move() -> None:
        gone = make_submission(campaign, LibraryFactory(organisation=organisation))
        excuse_libraries(campaign, [gone.library_id], REASON, methodist)
        make_submission(campaign, LibraryFactory(organisation=organisation))
        LibraryFactory(organisation=organisation)

    for name in ("campaign-audience", "campaign"):
        url = reverse(f"statistics:{name}", args=KEY)
        assert_same_queries(client_of(methodist), url, move, at_most=13)


def test_programs_change_it_by_the_same_rules(submission, late, methodist, client_of):
    client, pk = client_of(methodist), submission.campaign_id
    how = {"content_type": "application/json"}
    ask, excuse = (reverse(f"api:campaign-{one}", args=[pk]) for one in ("ask", "excuse"))
    assert client.post(ask, {"libraries": [late.pk]}, **how).json()["reports"] == 2
    assert client.post(excuse, {"libraries": [late.pk]}, **how).status_code == 400
    told = {"libraries": [late.pk], "reason": REASON}
    assert client.post(excuse, told, **how).json()["reports"] == 1


CAMPAIGN = {"form": "6-nk", "period": "2025"}
API = {"method": "post", "content_type": "application/json"}
# stranger, neighbour, librarian, methodist, head, admin
test_permissions = battery(
    [
        Case(
            "statistics:campaign-audience",
            ["sign-in", 403, 403, 200, 200, 200],
            kwargs=CAMPAIGN,
            needs=["submission"],
        ),
        Case(
            "statistics:audience-add",
            ["sign-in", 403, 403, 302, 302, 403],
            kwargs=CAMPAIGN,
            method="post",
            data={"add-libraries": "@late.pk"},
            needs=["submission"],
        ),
        Case(
            "statistics:audience-excuse",
            ["sign-in", 403, 403, 302, 302, 403],
            kwargs=CAMPAIGN,
            method="post",
            data={"excuse-submissions": "@submission.pk", "excuse-reason": REASON},
        ),
        Case(
            "api:campaign-ask",
            [403, 403, 403, 200, 200, 403],
            kwargs={"pk": "@submission.campaign_id"},
            data={"libraries": ["@late.pk"]},
            **API,
        ),
        Case(
            "api:campaign-excuse",
            [403, 403, 403, 200, 200, 403],
            kwargs={"pk": "@submission.campaign_id"},
            data={"libraries": ["@submission.library_id"], "reason": REASON},
            **API,
        ),
    ]
)
