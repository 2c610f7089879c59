import pytest
from django.core.exceptions import ValidationError

from statistics.actions.entry import SubmissionFrozenError
from statistics.actions.submitting import (
    SubmissionBlockedError,
    explain,
    set_responsible,
    submit,
    withdraw,
)
from statistics.models import Submission, Waiver
from statistics.queries.answers import read_sheet
from statistics.queries.verification import judged_findings
from tests.statistics.conftest import type_in
from tests.statistics.reported import make_campaign, report


def findings(submission):
    return judged_findings(submission, read_sheet(submission))


@pytest.fixture
def doubtful(filled, library, librarian):
    """A complete report whose number of users is a fifth larger than last year's and more."""
    report(make_campaign(2024), library, {"4.12.2": 300})
    return filled


def test_a_complete_report_is_sent_frozen_and_on_record(filled, librarian):
    before = filled.version
    sent = submit(filled, librarian)
    assert sent.state == Submission.State.SUBMITTED
    assert sent.submitted_at is not None
    assert sent.version == before + 1
    assert filled.transitions.first().after == "submitted"
    with pytest.raises(SubmissionFrozenError):
        type_in(filled, librarian, {"2.02.4": "1"})


def test_blanks_block_with_the_section_and_its_cells(filled, librarian):
    type_in(filled, librarian, {"4.12.6": "", "4.12.7": ""})
    with pytest.raises(SubmissionBlockedError) as blocked:
        submit(filled, librarian)
    blank = blocked.value.problems.blanks[0]
    assert (blank.section, blank.addresses) == (4, ("4.12.6", "4.12.7"))
    filled.refresh_from_db()
    assert filled.state == Submission.State.DRAFT


def test_errors_block_unless_the_methodist_waives_them(filled, librarian, methodist):
    type_in(filled, librarian, {"1.01.17": "99"})
    with pytest.raises(SubmissionBlockedError) as blocked:
        submit(filled, librarian)
    error = blocked.value.problems.errors[0]
    assert error.finding.code == "s1-seats-computers"
    Waiver.objects.create(
        submission=filled, check_code=error.finding.code, reason="проверено", author=methodist
    )
    assert submit(filled, librarian).state == Submission.State.SUBMITTED


def test_a_report_without_responsible_official_is_not_sent(filled, librarian):
    filled.responsible_name = ""
    filled.save()
    with pytest.raises(SubmissionBlockedError) as blocked:
        submit(filled, librarian)
    assert blocked.value.problems.responsible_missing


def test_a_doubt_needs_an_explanation(doubtful, librarian):
    with pytest.raises(SubmissionBlockedError) as blocked:
        submit(doubtful, librarian)
    doubt = blocked.value.problems.unexplained[0].finding
    explain(doubtful, doubt.code, doubt.fingerprint, "Открыт новый читальный зал", librarian)
    assert submit(doubtful, librarian).state == Submission.State.SUBMITTED


def test_an_explanation_is_dropped_when_the_figure_changes(doubtful, librarian):
    doubt = findings(doubtful)[0].finding
    explain(doubtful, doubt.code, doubt.fingerprint, "Открыт новый читальный зал", librarian)
    assert findings(doubtful)[0].explanation
    type_in(doubtful, librarian, {"4.12.3": "481"})
    assert findings(doubtful)[0].explanation == ""
    with pytest.raises(SubmissionBlockedError):
        submit(doubtful, librarian)


def test_the_latest_explanation_of_the_same_figures_counts(doubtful, librarian):
    doubt = findings(doubtful)[0].finding
    explain(doubtful, doubt.code, doubt.fingerprint, "Первое", librarian)
    explain(doubtful, doubt.code, doubt.fingerprint, "Второе", librarian)
    assert findings(doubtful)[0].explanation == "Второе"


def test_explaining_figures_that_have_changed_is_refused(doubtful, librarian):
    doubt = findings(doubtful)[0].finding
    type_in(doubtful, librarian, {"4.12.3": "481"})
    with pytest.raises(ValidationError, match="цифры изменились"):
        explain(doubtful, doubt.code, doubt.fingerprint, "Открыт зал", librarian)
    assert doubtful.explanations.count() == 0


def test_an_empty_explanation_is_refused(doubtful, librarian):
    doubt = findings(doubtful)[0].finding
    with pytest.raises(ValidationError, match="Напишите пояснение"):
        explain(doubtful, doubt.code, doubt.fingerprint, "  ", librarian)


def test_a_report_is_sent_once(filled, librarian):
    submit(filled, librarian)
    with pytest.raises(SubmissionFrozenError, match="отправлен"):
        submit(filled, librarian)


def test_a_sent_report_can_be_taken_back(filled, librarian):
    submit(filled, librarian)
    back = withdraw(filled, librarian)
    assert (back.state, back.submitted_at) == (Submission.State.DRAFT, None)
    assert type_in(filled, librarian, {"2.02.4": "101", "2.04.4": "5001"}).is_clean


@pytest.mark.parametrize("state", ["draft", "accepted", "returned"])
def test_only_a_sent_report_can_be_taken_back(filled, librarian, state):
    filled.state = state
    filled.save()
    with pytest.raises(SubmissionFrozenError):
        withdraw(filled, librarian)


def test_the_responsible_official_is_named(submission):
    set_responsible(submission, " Берёзкина А. П. ", "директор", "+7 (4812) 55-01-23", "")
    submission.refresh_from_db()
    assert submission.responsible_name == "Берёзкина А. П."
    assert submission.responsible_post == "директор"


@pytest.mark.parametrize(("name", "email"), [("  ", ""), ("Берёзкина", "не почта")])
def test_a_nameless_official_or_a_wrong_address_is_refused(submission, name, email):
    with pytest.raises(ValidationError):
        set_responsible(submission, name, "", "", email)
    submission.refresh_from_db()
    assert submission.responsible_name == ""
