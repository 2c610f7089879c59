"""Letters of a collection: written on their days, once, to those who want them, and on record."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from libraries.models import Library
from statistics.actions import review
from statistics.actions.extensions import extend
from statistics.actions.letters import refuse_letters, remind, write_due_letters
from statistics.actions.submitting import submit
from statistics.letters.due import WEEK
from statistics.letters.recipients import correspondents
from statistics.models import Campaign, CampaignLetter, Submission
from statistics.queries.reminders import Wanted
from tests.factories import LibraryFactory, UserFactory
from tests.queries import assert_same_queries
from tests.statistics.conftest import make_submission, type_in

OPENS, WEEK_BEFORE, LATE = date(2026, 1, 1), date(2026, 1, 8), date(2026, 1, 16)


@pytest.fixture
def sent(db, mailoutbox, django_capture_on_commit_callbacks):
    """Return a function: run, and give the letters it sent."""

    def run(action, *args, **kwargs):
        before = len(mailoutbox)
        with django_capture_on_commit_callbacks(execute=True):
            action(*args, **kwargs)
        return mailoutbox[before:]

    return run


@pytest.fixture
def branch(campaign: Campaign, library: Library) -> Submission:
    """A second library of the librarian's organisation."""
    other = LibraryFactory(
        name="Дальний филиал", organisation=library.organisation, territory=library.territory
    )
    return make_submission(campaign, other)


def subjects(letters) -> list[str]:
    return sorted(letter.subject.partition(":")[0] for letter in letters)


@pytest.mark.parametrize(
    ("day", "subject"),
    [
        (date(2025, 12, 31), None),
        (OPENS, "Открыт сбор отчётности"),
        (date(2026, 1, 7), "Открыт сбор отчётности"),
        (date(2026, 1, 10), "Осталась неделя"),
        (LATE, "Срок сдачи прошёл"),
        (date(2026, 2, 15), None),
    ],
)
def test_each_day_brings_its_letter_once(submission, branch, librarian, sent, day, subject):
    letters = sent(write_due_letters, day)
    assert subjects(letters) == ([subject] if subject else [])
    for letter in letters:
        assert letter.to == [librarian.email]
        assert "Зелёная сельская библиотека" in letter.body
        assert "Дальний филиал" in letter.body
    assert sent(write_due_letters, day) == []
    records = CampaignLetter.objects.all()
    assert [(one.recipient, one.written_by) for one in records] == [(librarian, None)] * len(
        letters
    )
    assert all(one.sent_at for one in records)


def test_command_writes_what_is_due_today(submission, librarian, capsys, sent):
    today = timezone.localdate()
    Campaign.objects.update(
        opens_on=today - WEEK * 3, due_on=today + WEEK, review_due_on=today + WEEK * 4
    )
    assert subjects(sent(call_command, "campaign_letters")) == ["Осталась неделя"]
    assert "Написано: 1 письмо." in capsys.readouterr().out


def test_week_before_tells_of_both_dates_that_are_near(submission, branch, librarian, sent):
    assert subjects(sent(write_due_letters, WEEK_BEFORE)) == [
        "Осталась неделя",
        "Открыт сбор отчётности",
    ]


def test_extension_moves_the_letters(submission, branch, librarian, methodist, sent):
    sent(write_due_letters, WEEK_BEFORE)
    extend(submission.campaign, [branch.pk], date(2026, 1, 30), "Ремонт.", methodist)
    (late,) = sent(write_due_letters, LATE)
    assert "Зелёная" in late.body
    assert "Дальний филиал" not in late.body
    (near,) = sent(write_due_letters, date(2026, 1, 23))
    assert "30\N{NO-BREAK SPACE}января\N{NO-BREAK SPACE}2026" in near.body
    assert "Зелёная" not in near.body


def test_what_is_sent_or_closed_is_not_written_about(submission, branch, librarian, head, sent):
    Submission.objects.filter(pk=submission.pk).update(state=Submission.State.ACCEPTED)
    (letter,) = sent(write_due_letters, LATE)
    assert "Зелёная" not in letter.body
    Campaign.objects.update(state=Campaign.State.CLOSED)
    CampaignLetter.objects.all().delete()
    assert sent(write_due_letters, LATE) == []


def test_refusal_is_kept_and_everything_is_signed_by_its_link(
    submission, librarian, sent, client, methodist
):
    (letter,) = sent(write_due_letters, OPENS)
    link = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert link in letter.body
    path = link.partition("8000")[2]
    assert client.get(path).status_code == 200
    assert len(sent(write_due_letters, LATE)) == 1
    CampaignLetter.objects.all().delete()
    client.post(path)
    assert sent(write_due_letters, LATE) == []
    (people,) = correspondents([submission.organisation_id]).values()
    assert [one.user for one in people.refused] == [librarian]
    with pytest.raises(AssertionError):
        assert client.get(reverse("statistics:letters-off-by-link", args=["x"])).status_code == 200


def test_without_librarians_the_organisation_or_the_one_above_is_written_to(
    submission, organisation, municipality, sent
):
    assert sent(write_due_letters, OPENS) == []
    above = type(organisation).objects.create(name="Центр", code="999", territory=municipality)
    chief = UserFactory(role="librarian", organisation=above)
    organisation.parent = above
    organisation.save()
    assert [one.to for one in sent(write_due_letters, OPENS)] == [[chief.email]]
    organisation.email = "cbs@example.ru"
    organisation.save()
    (letter,) = sent(write_due_letters, OPENS)
    assert letter.to == ["cbs@example.ru"]
    assert "Не присылать" not in letter.body


def test_decisions_are_told_and_on_record(filled, librarian, methodist, sent):
    submit(filled, librarian)
    (letter,) = sent(review.return_for_revision, filled, methodist, "Сверьте фонд.")
    assert "Сверьте фонд." in letter.body
    assert filled.library.name in letter.subject
    filled.refresh_from_db()
    type_in(filled, librarian, {"1.01.16": "14"})
    submit(filled, librarian)
    (letter,) = sent(review.accept, filled, methodist)
    kinds = CampaignLetter.objects.filter(submission=filled, written_by=methodist)
    assert [one.kind for one in kinds] == ["accepted", "returned"]


@pytest.fixture
def reminding(campaign, client_of, methodist, django_capture_on_commit_callbacks):
    """Return a function: the methodist sends the page of reminders."""

    def post(data, **how):
        with django_capture_on_commit_callbacks(execute=True):
            url = reverse("statistics:campaign-remind", args=["6-nk", "2025"])
            return client_of(methodist).post(url, data, **how)

    return post


def test_methodist_reminds_the_marked_after_a_look(
    submission,
    foreign_submission,
    librarian,
    neighbour,
    reminding,
    client_of,
    methodist,
    mailoutbox,
):
    client = client_of(methodist)
    url = reverse("statistics:campaign-remind", args=["6-nk", "2025"])
    page = client.get(url).content.decode()
    assert librarian.email in page
    assert neighbour.email in page
    data = {"organisation": [submission.organisation_id], "note": "Ждём Вас!"}
    answer = reminding(data)
    assert answer.url == reverse("statistics:campaign-letters", args=["6-nk", "2025"])
    (letter,) = mailoutbox
    assert letter.to == [librarian.email]
    assert "Ждём Вас!" in letter.body
    record = client.get(answer.url)
    assert librarian.email in record.content.decode()
    assert neighbour.email not in record.content.decode()
    again = reminding(data, follow=True)
    assert "Новых писем нет" in again.content.decode()
    assert len(mailoutbox) == 1
    nobody = reminding({"note": "Ждём Вас!"}).content.decode()
    assert "Отметьте хотя бы одно учреждение" in nobody
    assert "Ждём Вас!" in nobody


def test_of_a_collection_to_come_nobody_is_reminded(submission, methodist, client_of):
    Campaign.objects.update(opens_on=timezone.localdate() + WEEK, due_on=date(2099, 1, 1))
    page = client_of(methodist).get(reverse("statistics:campaign", args=["6-nk", "2025"]))
    assert reverse("statistics:campaign-remind", args=["6-nk", "2025"]) not in page.content.decode()
    wanted, today = Wanted(organisations=[submission.organisation_id]), timezone.localdate()
    with pytest.raises(ValidationError, match="рано"):
        remind(submission.campaign, wanted, "", methodist, today)


def test_nothing_to_remind_of_is_refused(submission, librarian, methodist):
    Submission.objects.update(state=Submission.State.SUBMITTED)
    wanted = Wanted(organisations=[submission.organisation_id])
    with pytest.raises(ValidationError, match="уже отправлены"):
        remind(submission.campaign, wanted, "", methodist, LATE)


def test_letter_that_cannot_be_sent_stays_on_record_as_unsent(
    submission, foreign_submission, librarian, neighbour, sent, monkeypatch
):
    from common import letters  # noqa: PLC0415 - the mail server alone is replaced

    def refuse(letter) -> None:
        if letter.to == [librarian.email]:
            raise OSError("the mail server is down")

    monkeypatch.setattr(letters.EmailMultiAlternatives, "send", refuse)
    sent(write_due_letters, OPENS)
    by_address = {one.address: one.sent_at for one in CampaignLetter.objects.all()}
    assert by_address[librarian.email] is None
    assert by_address[neighbour.email] is not None


@pytest.mark.parametrize("name", ["campaign-letters", "reports"])
def test_lists_offer_those_alone_who_are_asked(
    submission, foreign_library, client_of, methodist, name
):
    page = client_of(methodist).get(reverse(f"statistics:{name}", args=["6-nk", "2025"]))
    fields = page.context["filter"].form.fields
    assert list(fields["organisation"].queryset) == [submission.organisation]
    territory = fields.get("territory")
    assert territory is None or list(territory.queryset) == [submission.territory]


def test_pages_take_the_same_queries_for_any_number(campaign, client_of, methodist):
    def row() -> None:
        library = LibraryFactory()
        UserFactory(role="librarian", organisation=library.organisation)
        make_submission(campaign, library)
        write_due_letters(LATE)

    client = client_of(methodist)
    for name in ("campaign", "campaign-remind", "campaign-letters", "reports"):
        url = reverse(f"statistics:{name}", args=["6-nk", "2025"])
        assert_same_queries(client, url, row, at_most=15)
    refuse_letters(methodist.pk)
