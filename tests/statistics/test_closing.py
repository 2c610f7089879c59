"""The end of a collection: what the head is told before it, and what librarians are told after."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from statistics.actions import campaigns
from statistics.models import Campaign, Submission
from statistics.queries.closed import closed_campaigns, just_closed
from tests.factories import LibraryFactory
from tests.queries import assert_same_queries
from tests.statistics.conftest import make_submission

State = Submission.State
PAGE = ("6-nk", "2025")
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def close_page(campaign, submission, head, client_of):
    """Return a function: the page the head is asked on, as text; with data: what she answers."""
    client, address = client_of(head), reverse("statistics:campaign-close", args=PAGE)

    def ask(data=None):
        return client.get(address) if data is None else client.post(address, data)

    return ask


@pytest.fixture
def closed(campaign, submission, head) -> Campaign:
    return campaigns.close_campaign(campaign, head)


def text_of(response) -> str:
    return response.content.decode().replace(NBSP, " ")


def set_dates(campaign: Campaign, **dates: dt.date) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(**dates)


def test_the_head_sees_how_many_reports_stand_where_each_with_a_link(
    campaign, organisation, close_page
):
    for state in (State.DRAFT, State.SUBMITTED, State.SUBMITTED, State.RETURNED, State.ACCEPTED):
        make_submission(campaign, LibraryFactory(organisation=organisation), state)
    page = text_of(close_page())
    reports = reverse("statistics:reports", args=PAGE)
    for state, count in {**dict.fromkeys(State, 1), State.SUBMITTED: 2}.items():
        assert f'<a href="{reports}?state={state}">{count}<' in page
    assert "Принято 1 из 6." in page


def test_she_is_told_that_it_is_before_the_day_and_whose_time_was_extended(
    campaign, submission, close_page
):
    today = timezone.localdate()
    set_dates(campaign, due_on=today + dt.timedelta(3), review_due_on=today + dt.timedelta(30))
    later = today + dt.timedelta(9)
    Submission.objects.update(extended_to=later)
    page = text_of(close_page())
    assert "До срока сдачи ещё 3 дня:" in page
    assert f"Срок продлён и ещё не сданы: 1 отчёт, последний — до {later.day} " in page


def test_after_the_day_she_is_told_of_the_time_left_for_checking(campaign, close_page):
    today = timezone.localdate()
    set_dates(campaign, due_on=today, review_due_on=today + dt.timedelta(5))
    page = text_of(close_page())
    assert "До срока сдачи" not in page
    assert "До срока проверки ещё 5 дней:" in page


def test_she_agrees_to_the_numbers_she_has_seen(campaign, organisation, close_page):
    seen = {"seen": "1-0-0-0-0"}
    make_submission(campaign, LibraryFactory(organisation=organisation), State.SUBMITTED)
    refused = close_page(seen)
    assert refused.status_code == 409
    assert "числа изменились" in text_of(refused)
    campaign.refresh_from_db()
    assert campaign.is_open
    assert close_page({"seen": "1-0-1-0-0"}).status_code == 302
    campaign.refresh_from_db()
    assert not campaign.is_open
    assert close_page().status_code == 302  # nothing is left to end


def test_her_list_and_tasks_tell_that_it_is_over_when_and_what_to_do(
    closed, submission, librarian, client_of
):
    client = client_of(librarian)
    day = timezone.localdate()
    for address in (reverse("statistics:my-reports"), reverse("home")):
        page = text_of(client.get(address))
        assert f"завершён {day.day} " in page, address
        assert "Не приняты и в свод не вошли:" in page, address
        assert reverse("consultations:ask") in page, address
        assert reverse("statistics:package", args=PAGE) in page, address


@pytest.mark.parametrize(
    "name", ["submission", "texts", "report-files", "section", "package", "summary"]
)
def test_every_page_of_it_tells_that_it_is_over(closed, submission, librarian, client_of, name):
    args = {"package": PAGE, "summary": PAGE, "section": (submission.pk, 2)}
    closed.headings.create(title="Главное за год")
    submission.state = State.RETURNED
    submission.save(update_fields=["state"])
    address = reverse(f"statistics:{name}", args=args.get(name, (submission.pk,)))
    page = text_of(client_of(librarian).get(address))
    assert "Сбор завершён" in page
    assert reverse("consultations:ask") in page
    assert "Исправьте отмеченное" not in page
    assert ("в свод принятых отчётов он не вошёл" in page) == (name not in ("package", "summary"))


def test_the_end_is_news_for_sixty_days_and_stays_in_the_list(
    closed, submission, librarian, neighbour
):
    (found,) = known = closed_campaigns(librarian)
    assert (found.campaign, found.total, found.accepted, found.missing) == (closed, 1, 0, 1)
    today = timezone.localdate()
    assert just_closed(known, today + dt.timedelta(60)) == known
    assert just_closed(known, today + dt.timedelta(61)) == []
    assert closed_campaigns(neighbour) == []


def test_her_list_takes_the_same_queries_for_any_number_of_reports(
    closed, organisation, librarian, client_of
):
    def make_row() -> Submission:
        return make_submission(closed, LibraryFactory(organisation=organisation))

    url = reverse("statistics:my-reports")
    assert_same_queries(client_of(librarian), url, make_row, at_most=10)


@pytest.mark.parametrize("person", ["methodist", "head", "admin"])
def test_the_department_is_led_from_the_librarians_list_to_the_collections(
    person, request, client_of
):
    client = client_of(request.getfixturevalue(person))
    assert client.get(reverse("statistics:my-reports")).url == reverse("statistics:campaign-list")
