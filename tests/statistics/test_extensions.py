"""More time for a library: who gets it, why, and what it changes."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from reports.documents import open_document
from statistics.actions.extensions import extend
from statistics.models import Extension, Submission
from statistics.queries.board import board_of
from statistics.queries.my_reports import reports_of
from statistics.queries.tasks import standing_of_open_campaigns
from tests.factories import LibraryFactory
from tests.statistics.conftest import make_submission

LATER, TODAY = date(2026, 1, 25), date(2026, 1, 20)


@pytest.mark.parametrize(
    ("due_on", "reason", "message"),
    [
        (date(2026, 1, 15), "Ремонт.", "позже"),
        (date(2026, 2, 21), "Ремонт.", "не позже"),
        (LATER, " ", "почему"),
        (LATER, "х" * 501, "сократите"),
    ],
)
def test_wrong_extension_is_refused(submission, methodist, due_on, reason, message):
    with pytest.raises(ValidationError, match=message):
        extend(submission.campaign, [submission.pk], due_on, reason, methodist)
    assert not Extension.objects.exists()


def test_sent_report_needs_no_more_time(submission, foreign_submission, methodist):
    Submission.objects.filter(pk=submission.pk).update(state=Submission.State.SUBMITTED)
    with pytest.raises(ValidationError, match="ещё не отправили"):
        extend(submission.campaign, [submission.pk], LATER, "Ремонт.", methodist)


def test_board_and_lists_count_by_the_library_s_own_day(
    submission, foreign_submission, librarian, methodist
):
    campaign = submission.campaign
    extend(campaign, [submission.pk], date(2026, 1, 18), "Ремонт.", methodist)
    extend(campaign, [submission.pk], LATER, "Ремонт затянулся.", methodist)
    rows = {row.title: row for row in board_of(campaign, "organisation", TODAY)}
    own, foreign = rows["МБУК «Берёзовская ЦБС»"], rows["МБУК «Лесная ЦБС»"]
    assert (own.late, own.extended, own.extended_to) == (0, 1, LATER)
    assert (foreign.late, foreign.late_days, foreign.extended) == (1, 5, 0)
    board = open_document("campaign-board", {"campaign": "6-nk/2025"}).content.tables[0]
    own_row = next(row for row in board.rows if row.values[0] == own.title)
    assert own_row.values[-1] == LATER
    assert board.rows[-1].values[1:7] == (2, 0, 0, 0, 0, 2)
    (mine,) = reports_of(librarian, TODAY)
    assert (mine.deadline.due_on, mine.deadline.is_overdue) == (LATER, False)
    assert standing_of_open_campaigns(librarian, TODAY)[0].deadline.due_on == LATER
    assert standing_of_open_campaigns(methodist, TODAY)[0].deadline.is_overdue
    reasons = submission.extensions.values_list("reason", "made_by")
    assert list(reasons) == [("Ремонт затянулся.", methodist.pk), ("Ремонт.", methodist.pk)]


def test_methodist_extends_for_all_of_an_organisation_or_for_one(
    submission, foreign_submission, client_of, methodist
):
    branch = make_submission(
        submission.campaign,
        LibraryFactory(organisation=submission.organisation, territory=submission.territory),
    )
    client = client_of(methodist)
    url = reverse("statistics:campaign-extend", args=["6-nk", "2025"])
    choice = client.get(url).content.decode()
    assert str(submission.organisation) in choice
    query = {"organisation": submission.organisation_id}
    nobody = client.get(url, query)
    assert nobody.context["form"]["submissions"].value() == []
    other = client.get(url, query | {"report": foreign_submission.pk}).context["form"]
    assert other["submissions"].value() == []
    single = client.get(url, query | {"report": branch.pk}).context["form"]
    assert single["submissions"].value() == [branch.pk]
    own = f"{url}?organisation={submission.organisation_id}"
    data = {"submissions": [submission.pk, branch.pk], "due_on": "2026-01-25", "reason": "Ремонт."}
    refused = client.post(own, data | {"due_on": "2026-01-10"}).content.decode()
    assert "Укажите день позже" in refused
    assert "Ремонт." in refused
    foreign = client.post(own, data | {"submissions": [foreign_submission.pk]})
    assert foreign.status_code == 200
    one = client.post(own, data | {"submissions": [branch.pk]}, follow=True).content.decode()
    until = "25\N{NO-BREAK SPACE}января\N{NO-BREAK SPACE}2026\N{NO-BREAK SPACE}г."
    assert f"Срок продлён до {until} Библиотека: {branch.library}" in one
    assert client.post(own, data).status_code == 302
    extended = Submission.objects.filter(extended_to=LATER)
    assert {one.pk for one in extended} == {submission.pk, branch.pk}
    page = client.get(reverse("statistics:review", args=[branch.pk])).content.decode()
    assert "Ремонт." in page


def test_marking_all_keeps_what_is_typed_and_gives_nobody_time(
    submission, foreign_submission, client_of, methodist
):
    branch = make_submission(
        submission.campaign, LibraryFactory(organisation=submission.organisation)
    )
    url = reverse("statistics:campaign-extend", args=["6-nk", "2025"])
    own = f"{url}?organisation={submission.organisation_id}"
    typed = {"due_on": "2026-01-25", "reason": "Ремонт.", "mark_all": "1"}
    page = client_of(methodist).post(own, typed | {"submissions": [branch.pk]})
    form = page.context["form"]
    assert set(form["submissions"].value()) == {submission.pk, branch.pk}
    assert (form["due_on"].value(), form["reason"].value()) == ("2026-01-25", "Ремонт.")
    assert page.content.decode().count(" checked") == 2
    assert not form.errors
    assert not Extension.objects.exists()


def test_enter_gives_the_time_and_does_not_tick_all(submission, client_of, methodist):
    make_submission(submission.campaign, LibraryFactory(organisation=submission.organisation))
    url = reverse("statistics:campaign-extend", args=["6-nk", "2025"])
    page = client_of(methodist).get(url, {"organisation": submission.organisation_id})
    form = page.content.decode().partition("<main")[2]
    first = re.search(r"<button[^>]*type=\"submit\"[^>]*>", form)[0]
    assert "mark_all" not in first


def test_an_organisation_that_has_sent_all_meanwhile_is_told_so(submission, client_of, methodist):
    url = reverse("statistics:campaign-extend", args=["6-nk", "2025"])
    own = f"{url}?organisation={submission.organisation_id}"
    Submission.objects.update(state=Submission.State.SUBMITTED)
    data = {"submissions": [submission.pk], "due_on": "2026-01-25", "reason": "Ремонт."}
    answer = client_of(methodist).post(own, data)
    assert answer.status_code == 200
    assert "Продлевать некому" in answer.content.decode()


def test_library_reads_why_it_has_more_time(submission, client_of, librarian, methodist):
    client, url = client_of(librarian), reverse("statistics:submission", args=[submission.pk])
    assert "Причина:" not in client.get(url).content.decode()
    for reason in ("Ремонт.", "Ремонт затянулся."):
        extend(submission.campaign, [submission.pk], LATER, reason, methodist)
    page = client.get(url).content.decode()
    assert "Причина: Ремонт затянулся." in page
    assert "Ремонт.<" not in page
