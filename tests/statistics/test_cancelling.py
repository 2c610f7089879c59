"""A collection opened by mistake: taken back, out of everybody's sight, restorable whole."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from common import letters as mail
from libraries.models import Territory
from libraries.passport import Audience
from reports.models import DocumentFile
from statistics.actions import campaigns
from statistics.actions.campaigns import MovedOnError, StageDates
from statistics.actions.cancelling import cancel_campaign, restore_campaign
from statistics.actions.editions import load_edition
from statistics.actions.entry import SubmissionFrozenError
from statistics.actions.letters import write_due_letters
from statistics.layout import EditionError
from statistics.models import Campaign, CampaignLetter, OfflineUpload, Submission, Value
from statistics.passport import read_figures
from statistics.periods import parse_period
from statistics.queries.answers import read_sheet
from tests.factories import LibraryFactory, TerritoryFactory
from tests.queries import assert_same_queries
from tests.statistics.conftest import make_submission, type_in
from tests.statistics.offline_book import as_upload, filled_in, given_out
from tests.statistics.reported import make_campaign, report
from tests.statistics.small_form import small_definition

OPENS = date(2026, 1, 1)
DATES = StageDates(OPENS, date(2026, 1, 15), date(2026, 2, 20))
REASON = "Открыта не та редакция."
KEY = ("6-nk", "2025")
State, Kind = Submission.State, CampaignLetter.Kind
UNTOUCHED = "1-0-0-0-0"
TYPED = {"2.02.4": 5}


@pytest.fixture
def cancelled(submission, methodist) -> Campaign:
    return cancel_campaign(submission.campaign, REASON, methodist)


@pytest.fixture
def sent(mailoutbox, django_capture_on_commit_callbacks):
    """Return a function: run, and give the letters it sent."""

    def run(action, *args):
        before = len(mailoutbox)
        with django_capture_on_commit_callbacks(execute=True):
            action(*args)
        return mailoutbox[before:]

    return run


def text_of(response) -> str:
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def own_pages(submission: Submission) -> list[str]:
    of_report = ("submission", "report-files", "texts", "history", "offline-form", "review")
    of_campaign = ("package", "own-summary", "offline", "summary", "campaign", "reports", "doubts")
    return [
        *(reverse(f"statistics:{name}", args=[submission.pk]) for name in of_report),
        *(reverse(f"statistics:{name}", args=KEY) for name in of_campaign),
        reverse("api:submission-detail", args=[submission.pk]),
    ]


@pytest.mark.parametrize("person", ["librarian", "methodist", "head"])
def test_nobody_meets_a_cancelled_collection(cancelled, submission, person, request, client_of):
    client = client_of(request.getfixturevalue(person))
    for address in own_pages(submission):
        assert client.get(address).status_code in (403, 404), address
    assert client.get(reverse("api:submission-list")).json()["results"] == []


def test_the_librarian_is_told_why_it_is_gone_until_it_is_opened_anew(
    cancelled, librarian, neighbour, client_of, methodist, edition_2019
):
    def told(person) -> list[bool]:
        pages = (reverse("home"), reverse("statistics:my-reports"))
        return [REASON in text_of(client_of(person).get(page)) for page in pages]

    assert told(librarian) == [True, True]
    assert told(neighbour) == [False, False]
    Campaign.with_cancelled.update(opens_on=date(2099, 1, 1), due_on=date(2099, 1, 9))
    assert told(librarian) == [False, False]  # it had not begun
    Campaign.with_cancelled.update(opens_on=OPENS)
    campaigns.open_campaign(edition_2019, parse_period("2025"), DATES, methodist)
    assert told(librarian) == [False, False]


def test_what_is_typed_in_the_last_moment_is_refused_with_the_reason(
    submission, librarian, cancelled
):
    with pytest.raises(SubmissionFrozenError, match="отменён"):
        type_in(submission, librarian, {"2.02.4": "5"})


def test_the_methodist_cancels_what_nobody_has_begun(submission, methodist, client_of):
    client, address = client_of(methodist), reverse("statistics:campaign-cancel", args=KEY)
    asked = text_of(client.get(address))
    assert "Заполнять ещё никто не начал: 1 пустой отчёт." in asked
    assert "О сборе ещё никому не написали" in asked
    refused = client.post(address, {"seen": UNTOUCHED, "reason": " "})
    assert refused.status_code == 200
    assert Campaign.objects.get().is_open
    done = client.post(address, {"seen": UNTOUCHED, "reason": REASON}, follow=True)
    page = text_of(done)
    assert REASON in page
    assert f"{methodist}</dd>" in done.content.decode()
    assert not Campaign.objects.exists()
    step = Campaign.history.first()
    assert (step.state, step.cancel_reason, step.history_user) == ("cancelled", REASON, methodist)
    listed = text_of(client.get(reverse("statistics:campaign-list")))
    assert done.redirect_chain[-1][0] in listed


def test_once_begun_it_is_the_head_who_decides_and_she_sees_what_goes_out_of_sight(
    filled, methodist, head, client_of
):
    address = reverse("statistics:campaign-cancel", args=KEY)
    asked = text_of(client_of(methodist).get(address))
    assert "отменяет заведующий отделом" in asked
    assert 'name="reason"' not in asked
    data = {"seen": UNTOUCHED, "reason": REASON}
    assert client_of(methodist).post(address, data).status_code == 403
    moved = client_of(head).post(address, data)
    assert moved.status_code == 409
    assert "начато 1 отчёт" in text_of(moved)
    assert REASON in text_of(moved)
    with pytest.raises(MovedOnError):
        cancel_campaign(filled.campaign, REASON, head)
    values = Value.objects.count()
    assert client_of(head).post(address, {**data, "seen": "0-1-0-0-0"}).status_code == 302
    assert Value.objects.count() == values
    found = Campaign.with_cancelled.get()
    with pytest.raises(PermissionDenied):
        restore_campaign(found, methodist)
    restored = restore_campaign(found, head)
    assert restored.is_open
    assert not restored.cancel_reason
    page = client_of(head).get(reverse("statistics:review", args=[filled.pk]))
    assert page.status_code == 200


def test_a_closed_collection_is_not_cancelled_nor_a_cancelled_one_reopened(
    submission, head, methodist
):
    campaign = campaigns.close_campaign(submission.campaign, head)
    with pytest.raises(ValidationError, match="откройте его снова"):
        cancel_campaign(campaign, REASON, head)
    campaigns.reopen_campaign(campaign, "Ошибка.", head)
    cancel_campaign(campaign, REASON, head)
    again = cancel_campaign(campaign, "Другая причина.", head)
    assert again.cancel_reason == REASON
    assert campaigns.reopen_campaign(campaign, "Ещё.", head).is_cancelled


def test_its_period_is_free_for_another_and_two_never_stand_at_once(
    cancelled, library, methodist, client_of, edition_2019
):
    other = campaigns.open_campaign(edition_2019, parse_period("2025"), DATES, methodist)
    client = client_of(methodist)
    assert client.get(reverse("statistics:campaign", args=KEY)).context["campaign"] == other
    restore = reverse("statistics:campaign-restore", args=[cancelled.pk])
    refused = client.post(restore, follow=True)
    assert "Два сбора за один период не ведут" in text_of(refused)
    cancel_campaign(other, "Открыт дважды.", methodist)
    assert client.post(restore).url == reverse("statistics:campaign", args=KEY)
    assert Campaign.objects.get() == cancelled


def test_letters_that_have_not_left_stay_and_those_told_are_told_again(
    submission, foreign_submission, librarian, neighbour, methodist, sent
):
    campaign = submission.campaign
    sent(write_due_letters, OPENS)
    CampaignLetter.objects.filter(recipient=neighbour).update(taken_at=None, sent_at=None)
    (letter,) = sent(cancel_campaign, campaign, REASON, methodist)
    assert letter.to == [librarian.email]
    assert REASON in letter.body
    assert submission.library.name in letter.body
    assert not CampaignLetter.objects.filter(recipient=neighbour).exists()
    assert sent(write_due_letters, OPENS) == []
    (back,) = sent(restore_campaign, campaign, methodist)
    assert (back.to, "возобновлён" in back.subject) == ([librarian.email], True)
    assert [one.to for one in sent(write_due_letters, OPENS)] == [[neighbour.email]]
    assert sent(cancel_campaign, campaign, REASON, methodist)  # a second time, not «known» already


def test_a_collection_cancelled_in_the_midst_of_sending_stops_the_rest(
    submission, foreign_submission, librarian, neighbour, methodist, monkeypatch, sent
):
    real = mail.EmailMultiAlternatives.send

    def send(letter: Any) -> None:
        if "Открыт сбор" in letter.subject:
            cancel_campaign(submission.campaign, REASON, methodist)
        real(letter)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", send)
    letters = sent(write_due_letters, OPENS)
    assert [one.subject.partition(":")[0] for one in letters] == [
        "Открыт сбор отчётности",
        "Сбор отчётности отменён",
    ]
    assert letters[0].to == letters[1].to
    assert all(one.sent_at for one in CampaignLetter.objects.all())


def test_its_letters_stay_on_record(submission, librarian, methodist, client_of, sent):
    sent(write_due_letters, OPENS)
    sent(cancel_campaign, submission.campaign, REASON, methodist)
    client = client_of(methodist)
    page = client.get(reverse("statistics:campaign-cancelled", args=[submission.campaign_id]))
    letters = reverse("statistics:cancelled-letters", args=[submission.campaign_id])
    assert letters in text_of(page)
    assert "Сбор отчётности отменён" in text_of(client.get(letters))
    one = CampaignLetter.objects.get(kind=Kind.CANCELLED)
    assert letters in text_of(client.get(reverse("statistics:letter", args=[one.pk])))


def test_its_figures_are_nobodys_last_year_nor_in_the_passport(
    campaign, library, edition_2015, head
):
    before = make_campaign(2024)
    report(before, library, {"4.12.2": 500})
    now = make_submission(campaign, library)

    def known() -> tuple[bool, bool]:
        has_last = any(cell.last for cell in read_sheet(now).cells.values())
        return has_last, read_figures(library, Audience.INSIDE) is not None

    assert known() == (True, True)
    cancel_campaign(before, REASON, head, "0-0-0-0-1")
    now = Submission.objects.get(pk=now.pk)
    assert known() == (False, False)


def test_checks_look_at_no_cancelled_form(campaign, library, head):
    rules = [{"code": "users", "rule": "1.01.2 = form(6-nk).4.12.2"}]
    edition = load_edition(small_definition() | {"checks": rules})
    here = make_submission(make_campaign(2025, edition=edition), library)
    report(campaign, library, {"4.12.2": 500})
    assert read_sheet(here).reporter.others
    cancel_campaign(campaign, REASON, head, "0-0-0-0-1")
    assert read_sheet(here).reporter.others == {}


def test_its_edition_stays_in_use(head):
    edition = load_edition(small_definition())
    campaign = make_campaign(2025, edition=edition)
    report(campaign, LibraryFactory(), {"1.01.2": 5})
    cancel_campaign(campaign, REASON, head, "0-0-0-0-1")
    with pytest.raises(EditionError, match="уже используется"):
        load_edition(small_definition() | {"title": "Другая"})


def test_sums_of_a_moved_municipality_are_not_restored_as_they_were(
    cancelled, submission, head, municipality
):
    Campaign.with_cancelled.update(rolled_up_at=cancelled.cancelled_at)
    municipality.parent = TerritoryFactory(kind=Territory.Kind.REGION)
    municipality.save()
    assert restore_campaign(cancelled, head).rolled_up_at is None


def test_a_document_made_of_it_stays_and_another_is_refused(submission, head, methodist, client_of):
    client = client_of(methodist)
    asked = {"name": "campaign-board", "format": "xlsx", "campaign": "6-nk/2025"}
    assert client.post(reverse("reports:request"), asked).status_code == 302
    made = DocumentFile.objects.get()
    cancel_campaign(submission.campaign, REASON, head)
    assert client.get(reverse("reports:document", args=[made.pk])).status_code == 200
    assert client.get(reverse("reports:document-list")).status_code == 200
    assert client.post(reverse("reports:request"), asked).status_code == 400


def test_no_workbook_of_it_is_written(campaign, submission, librarian, methodist, client_of):
    client, filled = (
        client_of(librarian),
        filled_in(given_out(campaign, submission), campaign, TYPED),
    )

    def bring(report: Submission):
        url = reverse("statistics:offline-form", args=[report.pk])
        return client.post(url, {"file": as_upload(filled)})

    preview = bring(submission).url
    pk = OfflineUpload.objects.get().pk
    cancel_campaign(campaign, REASON, methodist)
    assert client.get(preview).status_code == 404
    assert client.post(reverse("statistics:offline-confirm", args=[pk])).status_code == 404
    anew = make_submission(make_campaign(2025), submission.library)
    assert "сбор отменили и открыли заново" in bring(anew).text
    assert not Value.objects.exists()


def test_lists_take_the_same_queries_for_any_number(
    campaign, methodist, librarian, organisation, client_of
):
    years = iter(range(2010, 2020))

    def cancel_another() -> None:
        found = make_campaign(next(years))
        make_submission(found, LibraryFactory(organisation=organisation))
        cancel_campaign(found, REASON, methodist)

    for person, name, most in (
        (methodist, "statistics:campaign-list", 10),
        (librarian, "statistics:my-reports", 11),
    ):
        assert_same_queries(client_of(person), reverse(name), cancel_another, at_most=most)


def test_programs_cancel_and_restore_by_the_same_rules(submission, methodist, head, client_of):
    pk = submission.campaign_id
    cancel, restore = (reverse(f"api:campaign-{one}", args=[pk]) for one in ("cancel", "restore"))
    by_methodist, by_head = client_of(methodist), client_of(head)

    def ask(client, address, **data):
        return client.post(address, data, content_type="application/json")

    assert ask(by_methodist, cancel, reason=" ").status_code == 400
    answer = ask(by_methodist, cancel, reason=REASON).json()
    assert (answer["name"], answer["state"], answer["reports"]) == ("6-nk/2025", "cancelled", 1)
    assert ask(by_methodist, restore).json()["state"] == "open"
    Submission.objects.update(state=State.DRAFT)
    assert ask(by_methodist, cancel, reason=REASON).status_code == 403
    asked = ask(by_head, cancel, reason=REASON)
    assert (asked.status_code, asked.json()["current"]["draft"]) == (409, 1)
    agreed = {"reason": REASON, "seen": asked.json()["current"]["seen"]}
    assert ask(by_head, cancel, **agreed).json()["cancel_reason"] == REASON
    listed = by_head.get(reverse("api:campaign-list"), {"state": "cancelled"}).json()["results"]
    assert [one["id"] for one in listed] == [pk]
