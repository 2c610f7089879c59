"""Collections of reports: who is asked, when, and how it ends."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from common.russian import format_day
from libraries.models import Library
from statistics.actions import campaigns
from statistics.actions.campaigns import StageDates, usual_dates
from statistics.actions.entry import Change, SubmissionFrozenError, save_answers
from statistics.actions.packages import submit_package
from statistics.models import Campaign, Submission
from statistics.periods import parse_period
from statistics.queries.offline import to_be_filled
from statistics.queries.tasks import reports_to_fill, standing_of_open_campaigns
from tests.factories import LibraryFactory

# A year whose reports nobody can be late with yet.
COMING = timezone.localdate().year + 1
DATES = StageDates(date(2026, 1, 1), date(2026, 1, 15), date(2026, 2, 20))


def opened(edition, by, period="2025", audience="public", chosen=(), **dates) -> Campaign:
    return campaigns.open_campaign(
        edition, parse_period(period), replace(DATES, **dates), by, audience, chosen
    )


def test_every_public_library_open_at_the_years_end_gets_a_report(edition_2019, library, methodist):
    LibraryFactory(name="Закрытая", closed_on=date(2025, 6, 1))
    LibraryFactory(name="Открыта позже", opened_on=date(2026, 2, 1))
    LibraryFactory(name="Школьная", kind=Library.Kind.SCHOOL)
    still_open = LibraryFactory(name="Закроется потом", closed_on=date(2026, 3, 1))
    campaign = opened(edition_2019, methodist)
    asked = {one.library for one in campaign.submissions.select_related("library")}
    assert asked == {library, still_open}


def test_audience_tells_who_is_asked(edition_2019, library, methodist, foreign_library):
    school = LibraryFactory(name="Школьная", kind=Library.Kind.SCHOOL)
    closed = LibraryFactory(name="Закрыта в апреле", closed_on=date(2025, 4, 30))

    def asked(period: str, audience: str, chosen=()) -> set[Library]:
        found = opened(edition_2019, methodist, period, audience, chosen)
        return {one.library for one in found.submissions.select_related("library")}

    assert asked("2025-q1", "public") == {library, foreign_library, closed}
    assert asked("2025-q2", "education") == {school}
    assert asked("2025-q3", "chosen", [library, closed]) == {library}
    assert asked("2025-once", "chosen", [library, school]) == {library, school}
    with pytest.raises(ValidationError, match="отчитываться некому"):
        asked("2025-q4", "chosen", [closed])
    assert not Campaign.objects.filter(number=4).exists()


def test_report_remembers_where_the_library_stood(
    edition_2019, library, methodist, foreign_library
):
    campaign = opened(edition_2019, methodist)
    library.territory = foreign_library.territory
    library.kind = Library.Kind.CITY
    library.save()
    report = Submission.objects.get(campaign=campaign, library=library)
    assert report.territory != library.territory
    assert report.kind == Library.Kind.RURAL


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        ({"due_on": date(2025, 12, 1)}, "раньше начала"),
        ({"review_due_on": date(2026, 1, 2)}, "раньше срока сдачи"),
        ({"package_due_on": date(2026, 1, 14)}, "пакета раньше"),
        ({"package_due_on": date(2026, 2, 21)}, "раньше срока пакета"),
    ],
)
def test_wrong_dates_open_nothing(edition_2019, methodist, dates, message):
    with pytest.raises(ValidationError, match=message):
        opened(edition_2019, methodist, **dates)
    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    ("period", "due_on", "message"),
    [
        (
            "2025",
            date(2025, 12, 30),
            "Сдать до 30.12.2025 — раньше конца периода: год .* 31.12.2025",
        ),
        ("2026-q1", date(2026, 1, 15), "I квартал кончается 31.03.2026"),
        ("2026-02", date(2026, 1, 15), "февраль кончается 28.02.2026"),
    ],
)
def test_nothing_is_due_before_its_period_is_over(
    edition_2019, library, methodist, period, due_on, message
):
    dates = {"opens_on": date(2025, 12, 1), "due_on": due_on}
    with pytest.raises(ValidationError, match=message) as refused:
        opened(edition_2019, methodist, period, **dates)
    assert set(refused.value.message_dict) == {"due_on"}
    assert not Campaign.objects.exists()
    opened(edition_2019, methodist, period="2026-once", **dates)


def test_the_due_date_is_not_moved_into_the_period(edition_2019, library, methodist):
    campaign = opened(edition_2019, methodist, opens_on=date(2025, 12, 1))
    early = replace(DATES, opens_on=date(2025, 12, 1), due_on=date(2025, 12, 20))
    with pytest.raises(ValidationError, match="раньше конца периода"):
        campaigns.change_dates(campaign, early, methodist)
    campaigns.change_dates(campaign, replace(early, due_on=date(2025, 12, 31)), methodist)


def test_second_collection_of_a_period_is_refused(edition_2019, library, methodist):
    opened(edition_2019, methodist)
    with pytest.raises(ValidationError, match=r"Сбор «Форма № 6-НК за 20.. год» уже есть"):
        opened(edition_2019, methodist)


def test_edition_not_in_force_is_refused(edition_2019, methodist):
    with pytest.raises(ValidationError, match="не действует"):
        opened(edition_2019, methodist, period="2010")


def test_closing_freezes_and_reopening_asks_for_a_reason(edition_2019, library, head):
    campaign = opened(edition_2019, head)
    closed = campaigns.close_campaign(campaign, head)
    assert not closed.is_open
    assert not Submission.objects.get().is_editable
    with pytest.raises(ValidationError):
        campaigns.change_dates(campaign, DATES, head)
    with pytest.raises(ValidationError):
        campaigns.reopen_campaign(campaign, " ", head)
    assert campaigns.reopen_campaign(campaign, "Опоздали три библиотеки.", head).is_open
    change = campaign.history.first()
    assert (change.history_user, change.history_change_reason) == (head, "Опоздали три библиотеки.")


def test_moved_date_is_on_record(edition_2019, library, methodist):
    campaign = opened(edition_2019, methodist)
    campaigns.change_dates(campaign, replace(DATES, due_on=date(2026, 1, 20)), methodist)
    dates = list(campaign.history.values_list("due_on", flat=True))
    assert dates == [date(2026, 1, 20), date(2026, 1, 15)]


def test_methodist_opens_a_collection_by_the_form(edition_2019, library, client_of, methodist):
    client = client_of(methodist)
    today = timezone.localdate()
    fields = {
        "edition": edition_2019.pk, "year": 2025, "part": "quarter-3", "audience": "public",
        "opens_on": today, "due_on": today, "review_due_on": today,
    }  # fmt: skip
    answer = client.post(reverse("statistics:campaign-create"), fields)
    assert answer.url == reverse("statistics:campaign", args=["6-nk", "2025-q3"])
    board = client.get(answer.url).content.decode()
    assert library.organisation.name in board
    title = Campaign.objects.get().short_title
    assert f"Сбор «{title}» открыт." in board
    again = client.post(reverse("statistics:campaign-create"), fields)
    assert "уже есть" in again.content.decode()


def test_board_counts_by_organisation_and_by_territory(
    campaign, submission, foreign_submission, client_of, methodist
):
    Submission.objects.filter(pk=submission.pk).update(state=Submission.State.ACCEPTED)
    client = client_of(methodist)
    url = reverse("statistics:campaign", args=["6-nk", 2025])
    for by in ("organisation", "territory"):
        rows = client.get(url, {"by": by}).context["rows"]
        assert [(row.sent, row.total) for row in rows] == [(0, 1), (1, 1)]


@pytest.mark.parametrize(
    ("period", "dates"),
    [
        ("2026", ("2027-01-01", "2027-01-15", "2027-02-20")),
        ("2027-q1", ("2027-04-01", "2027-04-15", "2027-04-25")),
        ("2026-h2", ("2027-01-01", "2027-01-15", "2027-01-25")),
        ("2027-02", ("2027-03-01", "2027-03-15", "2027-03-25")),
        ("2026-once", ("2027-01-14", "2027-01-28", "2027-02-07")),
        ("2025", ("2027-01-14", "2027-01-28", "2027-02-07")),
        ("2026-q3", ("2027-01-14", "2027-01-28", "2027-02-07")),
    ],
)
def test_usual_dates_follow_the_end_of_the_period_or_today(period: str, dates: tuple[str, ...]):
    usual = usual_dates(parse_period(period), date(2027, 1, 14))
    assert tuple(map(str, (usual.opens_on, usual.due_on, usual.review_due_on))) == dates


def test_nobody_is_overdue_on_the_day_a_collection_opens(
    edition_2019, library, client_of, methodist
):
    late = {
        "edition": edition_2019.pk, "year": 2025, "part": "year-0", "audience": "public",
        "dates_for": "2025", "opens_on": "2026-01-01", "due_on": "2026-01-15",
        "review_due_on": "2026-02-20",
    }  # fmt: skip
    answer = client_of(methodist).post(reverse("statistics:campaign-create"), late)
    assert "Этот день прошёл" in answer.content.decode()
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("query", [{"part": "quarter-3", "year": str(COMING)}, {"part": "x"}, {}])
def test_the_form_offers_the_dates_of_the_period_asked_for(client_of, methodist, query, db):
    page = client_of(methodist).get(reverse("statistics:campaign-create"), query)
    shown = page.context["form"].initial["opens_on"]
    assert (shown == date(COMING, 10, 1)) == ("year" in query)


def test_dates_typed_by_hand_stay_when_the_period_is_changed_afterwards(client_of, methodist, db):
    client, address = client_of(methodist), reverse("statistics:campaign-create")
    shown = client.get(address, {"year": str(COMING), "part": "quarter-3"})
    assert f'name="dates_for" value="{COMING}-q3"' in shown.content.decode()
    asked = {
        "year": str(COMING), "part": "quarter-4", "dates_for": f"{COMING}-q3",
        "opens_on": f"{COMING}-10-01",
        "due_on": f"{COMING}-10-20", "package_due_on": f"{COMING}-10-22",
        "review_due_on": f"{COMING}-10-25",
    }  # fmt: skip
    form = client.get(address, asked).context["form"]
    told = {name: str(form.initial[name]) for name in form.date_names}
    assert told == {
        "opens_on": f"{COMING + 1}-01-01",
        "due_on": f"{COMING}-10-20",
        "package_due_on": f"{COMING}-10-22",
        "review_due_on": f"{COMING + 1}-01-25",
    }
    page = client.get(address, asked | {"due_on": "", "dates_for": "<b>"}).content.decode()
    assert f'value="{COMING + 1}-01-15"' in page
    assert "<b>" not in page


def test_dates_of_the_former_period_are_not_taken_for_another_without_scripts(
    edition_2019, library, client_of, methodist
):
    client, address = client_of(methodist), reverse("statistics:campaign-create")
    usual = usual_dates(parse_period("2026"), date(2026, 11, 28))
    sent = {
        "edition": edition_2019.pk, "year": 2027, "part": "year-0", "audience": "public",
        "dates_for": "2026", "opens_on": usual.opens_on, "due_on": usual.due_on,
        "package_due_on": "2028-02-01", "review_due_on": usual.review_due_on,
    }  # fmt: skip
    refused = client.post(address, sent)
    assert "сроки за 2026 год, а сбор — за 2027 год" in refused.content.decode()
    assert not Campaign.objects.exists()
    form = refused.context["form"]
    shown = {name: form[name].value() for name in form.date_names}
    assert shown == {
        "opens_on": "2028-01-01",
        "due_on": "2028-01-15",
        "package_due_on": "2028-02-01",
        "review_due_on": "2028-02-20",
    }
    assert 'name="dates_for" value="2027"' in refused.content.decode()
    client.post(address, sent | shown | {"dates_for": form.dates_for})
    assert Campaign.objects.get().due_on == date(2028, 1, 15)


@pytest.fixture
def coming(campaign, submission):
    """The campaign, put off until the day after tomorrow."""
    campaign.opens_on = timezone.localdate() + timedelta(days=2)
    campaign.due_on = campaign.review_due_on = campaign.opens_on + timedelta(days=14)
    campaign.save()
    submission.refresh_from_db()
    return campaign


def test_libraries_wait_for_the_day_the_collection_begins(
    coming, submission, client_of, librarian, neighbour, methodist
):
    begins = f"начнётся {format_day(coming.opens_on)}"
    client = client_of(librarian)
    for address in (reverse("statistics:my-reports"), reverse("home")):
        listed = client.get(address).content.decode()
        assert "Скоро:" in listed, address
        assert f"сбор {begins}" in listed, address
        assert "Начать" not in listed, address
    assert "Скоро:" not in client_of(neighbour).get(reverse("home")).content.decode()
    page = client.get(reverse("statistics:submission", args=[submission.pk])).content.decode()
    assert f"Сбор {begins}" in page
    assert "Отправить отчёт" not in page
    section = client.get(reverse("statistics:section", args=[submission.pk, "1"])).content.decode()
    assert f"Сбор {begins}" in section
    assert client.get(reverse("statistics:package", args=["6-nk", "2025"])).status_code == 302
    assert not standing_of_open_campaigns(librarian, timezone.localdate())
    assert not reports_to_fill(librarian).exists()
    department = client_of(methodist)
    for name, args in (("campaign-list", []), ("campaign", ["6-nk", "2025"])):
        board = department.get(reverse(f"statistics:{name}", args=args)).content.decode()
        assert begins in board
        assert "идёт сбор" not in board


def test_nothing_is_written_or_sent_before_the_collection_begins(coming, submission, librarian):
    with pytest.raises(SubmissionFrozenError, match="Сбор начнётся"):
        save_answers(submission, [Change("1.1.2", "1", None)], librarian)
    with pytest.raises(SubmissionFrozenError, match="Сбор начнётся"):
        submit_package(coming, librarian)
    assert not to_be_filled(Submission.objects.all(), coming).exists()
    coming.opens_on = timezone.localdate()
    coming.save()
    assert Submission.objects.get(pk=submission.pk).is_editable
    assert reports_to_fill(librarian).get() == submission


def test_a_collection_whose_reports_are_begun_is_not_put_off(
    coming, submission, librarian, methodist
):
    later = StageDates(coming.opens_on, coming.due_on, coming.review_due_on)
    campaigns.change_dates(coming, later, methodist)
    Submission.objects.filter(pk=submission.pk).update(state=Submission.State.DRAFT)
    with pytest.raises(ValidationError, match="уже заполняют"):
        campaigns.change_dates(coming, later, methodist)
