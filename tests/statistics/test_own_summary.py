"""The organisation's own summary: drafts too, for her and the department alone, with progress."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from libraries.models import Library
from reports.documents import open_document
from reports.documents.base import ParameterError
from statistics.actions.editions import load_edition
from statistics.models import Campaign, Submission
from statistics.queries.own_summary import own_summary
from statistics.summaries import Choice, main_indicators
from tests.browser import assert_accessible
from tests.factories import LibraryFactory
from tests.queries import assert_same_queries
from tests.statistics.conftest import make_submission
from tests.statistics.reported import make_campaign, report
from tests.statistics.small_form import small_definition

pytestmark = pytest.mark.django_db
States = Submission.State
TODAY = date(2026, 1, 10)


@pytest.fixture
def campaign(db: None, library: Library, foreign_library: Library) -> Campaign:
    """Hers: one sent, one draft, one not begun; last year one accepted and one never sent."""
    before, now = make_campaign(2024), make_campaign(2025)
    sister = LibraryFactory(organisation=library.organisation, name="Ясная библиотека")
    third = LibraryFactory(organisation=library.organisation, name="Дальняя библиотека")
    report(before, library, {"4.12.2": 90})
    report(before, sister, {"4.12.2": 7}, States.DRAFT)
    report(now, library, {"4.12.2": 100}, States.SUBMITTED)
    report(now, sister, {"4.12.2": 20}, States.DRAFT)
    make_submission(now, third)
    report(now, foreign_library, {"4.12.2": 5000}, States.DRAFT)
    return now


def url(name: str = "own-summary", **query: str) -> str:
    address = reverse(f"statistics:{name}", kwargs={"form": "6-nk", "period": "2025"})
    return f"{address}?{urlencode(query)}" if query else address


def test_drafts_of_this_year_are_summed_and_last_years_are_not(librarian: User, campaign: Campaign):
    found = own_summary(campaign, librarian, TODAY)
    users = next(row for row in found.totals.rows if row.anchor == "users")
    assert users.values[1:3] == (90, 120)
    told = {row.values[0]: row.values[1:] for row in found.libraries.rows}
    assert told["Ясная библиотека"][0] == "заполняется"
    assert told["Дальняя библиотека"][0] == "не начат"
    place = [column.key for column in found.libraries.columns].index("users")
    shown = {row.values[0]: row.values[place] for row in found.libraries.rows}
    assert shown["Ясная библиотека"] == 20
    assert shown["Дальняя библиотека"] is None
    assert found.libraries.rows[-1].values[1] == "сдано 1 из 3"


def test_a_librarian_sees_her_own_organisation_and_is_told_what_is_preliminary(
    client_of, librarian: User, campaign: Campaign
):
    text = client_of(librarian).get(url()).content.decode()
    assert "Предварительно" in text
    assert "1 из 3" in text
    assert "Ясная библиотека" in text
    assert "5\u202f0" not in text


def test_figures_on_an_inhabitant_are_left_out_of_her_sums_with_the_reason(
    client_of, librarian: User, campaign: Campaign
):
    text = client_of(librarian).get(url()).content.decode()
    assert "Читаемость" in text
    assert "Охват населения" not in text
    assert "Книгообеспеченность жителя" not in text
    assert "Показатели на жителя считаются по муниципалитетам и области" in text
    by_organisation = client_of(librarian).get(url("summary", by="organisation", states="drafts"))
    assert ">Охват населения, %<" not in by_organisation.content.decode()
    asked = url("summary", by="organisation", indicator="coverage")
    assert "выберите строки «муниципалитеты»" in client_of(librarian).get(asked).content.decode()


def test_a_form_without_indicators_leads_to_its_sums(client_of, librarian: User, library: Library):
    campaign = make_campaign(2025, edition=load_edition(small_definition()))
    make_submission(campaign, library)
    where = {"form": campaign.form.code, "period": campaign.key}
    text = (
        client_of(librarian).get(reverse("statistics:own-summary", kwargs=where)).content.decode()
    )
    assert "Показателей свода у этой формы нет" in text
    assert reverse("statistics:summary-form", kwargs=where) in text


def test_other_people_choose_drafts_expressly_or_not_at_all(
    client_of, methodist: User, head: User, admin: User, librarian: User, campaign: Campaign
):
    for person, status in ((methodist, 200), (head, 200), (librarian, 200), (admin, 404)):
        answer = client_of(person).get(url("summary", states="drafts"))
        assert answer.status_code == status
        if status == 200:
            text = answer.content.decode()
            assert "Предварительно" in text
            assert "Скачать PDF" not in text
    for person in (methodist, librarian):
        assert "Предварительно" not in client_of(person).get(url("summary")).content.decode()
    assert (
        "Предварительно"
        in client_of(head).get(url("summary-form", states="drafts")).content.decode()
    )


@pytest.mark.parametrize("name", ["regional-summary", "whole-form"])
def test_no_document_takes_drafts(campaign: Campaign, name: str):
    with pytest.raises(ParameterError):
        open_document(name, {"campaign": "6-nk/2025", "states": "drafts"})


def test_programs_get_no_drafts(client_of, methodist: User, campaign: Campaign):
    asked = {"rows": "territory", "what": "users", "states": "drafts"}
    assert client_of(methodist).get(reverse("api:built-summary-list"), asked).status_code == 400


def test_sent_and_accepted_reports_alone_stand_in_every_other_sum(campaign: Campaign):
    for states, number in (("accepted", None), ("submitted", 100), ("drafts", 5120)):
        table = main_indicators(Choice(campaign, states=states))
        place = [column.key for column in table.columns].index("users")
        assert table.rows[-1].values[place] == number


def test_progress_is_asked_again_and_answers_only_when_something_moved(
    client_of, librarian: User, campaign: Campaign
):
    client = client_of(librarian)
    asked = {"headers": {"HX-Request": "true"}}
    assert client.get(url(seen="1-0-0"), **asked).status_code == 204
    moved = client.get(url(seen="0-0"), **asked)
    assert "<html" not in moved.content.decode()
    assert "1 из 3" in moved.content.decode()
    Submission.objects.filter(campaign=campaign).update(state=States.SUBMITTED)
    assert client.get(url(seen="3-0-0"), **asked).status_code == 286


def test_after_the_campaign_the_summary_of_accepted_reports_takes_its_place(
    client_of, librarian: User, campaign: Campaign
):
    Campaign.objects.filter(pk=campaign.pk).update(state=Campaign.State.CLOSED)
    answer = client_of(librarian).get(url())
    assert answer.url == url("summary")


def test_the_page_takes_as_many_queries_for_one_library_as_for_many(
    client_of, librarian: User, campaign: Campaign, library: Library
):
    def begin_one() -> None:
        one = LibraryFactory(organisation=library.organisation)
        report(campaign, one, {"4.12.2": 1}, States.DRAFT)

    assert_same_queries(client_of(librarian), url(), begin_one, at_most=15)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_the_page_is_accessible(page_of, librarian: User, campaign: Campaign, size: str):
    page = page_of(librarian, size)
    page.goto(reverse("statistics:my-reports"))
    page.get_by_role("link", name="Свод учреждения за 2025 год").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Свод учреждения")
    assert_accessible(page)
