from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statistics.actions.entry import (
    Change,
    SubmissionFrozenError,
    fill_blanks_with_zero,
    load_answers,
    recompute_totals,
    save_answers,
)
from statistics.models import Submission, ValueChange
from statistics.queries.answers import read_sheet
from tests.statistics.conftest import fill_coherently, make_submission, type_in
from tests.statistics.reported import make_campaign, report


def figure(submission, address):
    return submission.values.get(cell__address=address)


def test_first_answer_turns_not_started_into_draft_on_record(submission, librarian):
    result = type_in(submission, librarian, {"2.02.4": "1 234"})
    submission.refresh_from_db()
    assert submission.state == Submission.State.DRAFT
    assert [(t.before, t.after, t.made_by) for t in submission.transitions.all()] == [
        ("not_started", "draft", librarian)
    ]
    assert [(one.address, one.text) for one in result.saved] == [("2.02.4", "1\u202f234")]
    assert figure(submission, "2.02.4").number == 1234


def test_every_change_of_a_cell_is_in_its_history(submission, librarian):
    type_in(submission, librarian, {"2.02.4": "10"})
    type_in(submission, librarian, {"2.02.4": "н/д: пожар"})
    type_in(submission, librarian, {"2.02.4": ""})
    changes = submission.changes.filter(cell__address="2.02.4").order_by("pk")
    assert [(one.before, one.after) for one in changes] == [
        ("", "10"),
        ("10", "н/д: пожар"),
        ("н/д: пожар", ""),
    ]
    assert {one.changed_by for one in changes} == {librarian}
    assert not submission.values.filter(cell__address="2.02.4").exists()


def test_total_is_computed_when_all_its_parts_are_answered(submission, librarian):
    first = type_in(submission, librarian, {"2.02.4": "10", "2.02.5": "2", "2.02.6": "0"})
    assert first.totals == []
    second = type_in(submission, librarian, {"2.02.7": "1"})
    assert [(one.address, one.text) for one in second.totals] == [("2.02.3", "13")]
    assert figure(submission, "2.02.3").number == 13
    change = submission.changes.get(cell__address="2.02.3")
    assert change.source == ValueChange.Source.TOTAL


def test_total_goes_when_a_part_is_blanked_or_unknown(submission, librarian):
    type_in(submission, librarian, {"4.12.3": "10", "4.12.6": "5"})
    result = type_in(submission, librarian, {"4.12.6": "н/д: журнал утерян"})
    assert [(one.address, one.text) for one in result.totals] == [("4.12.2", "")]
    assert not submission.values.filter(cell__address="4.12.2").exists()


def test_totals_of_totals_follow(submission, librarian):
    result = fill_coherently(submission, librarian)
    assert {one.address for one in result.totals} >= {"5.13.3", "5.17.3", "5.17.4"}
    assert figure(submission, "5.17.3").number == 9000


def test_mistyped_cells_stay_as_they_were_and_the_others_are_saved(submission, librarian):
    result = type_in(submission, librarian, {"2.02.4": "много", "2.02.5": "3", "9.99.9": "1"})
    assert [one.address for one in result.saved] == ["2.02.5"]
    assert [one.address for one in result.errors] == ["2.02.4", "9.99.9"]
    assert not submission.values.filter(cell__address="2.02.4").exists()


def test_closed_and_total_cells_refuse(submission, librarian):
    result = type_in(submission, librarian, {"2.05.5": "1", "2.02.3": "7"})
    messages = {one.address: one.message for one in result.errors}
    assert "закрыта" in messages["2.05.5"]
    assert "считается сам" in messages["2.02.3"]
    assert submission.values.count() == 0


def test_an_unlikely_number_is_asked_about_and_saved_when_confirmed(submission, librarian):
    asked = type_in(submission, librarian, {"1.01.16": "1000000000"})
    assert "1\u202f000\u202f000\u202f000" in asked.questions[0].message
    assert "Всё верно?" in asked.questions[0].message
    assert submission.values.count() == 0
    sure = type_in(submission, librarian, {"1.01.16": "1000000000"}, confirmed=True)
    assert sure.is_clean
    assert figure(submission, "1.01.16").number == Decimal(10**9)


def test_a_newer_answer_is_not_overwritten_but_shown_with_its_author(submission, librarian, head):
    colleague = librarian
    type_in(submission, colleague, {"2.02.4": "10"})
    result = save_answers(submission, [Change("2.02.4", "20", version=0)], head)
    conflict = result.conflicts[0]
    assert (conflict.yours, conflict.theirs) == ("20", "10")
    assert conflict.changed_by == colleague.short_name
    assert conflict.changed_at is not None
    assert figure(submission, "2.02.4").number == 10
    again = save_answers(submission, [Change("2.02.4", "20", conflict.version)], head)
    assert again.is_clean
    assert figure(submission, "2.02.4").number == 20


def test_a_cell_cleared_and_filled_again_is_newer_than_what_was_seen(submission, librarian):
    seen = type_in(submission, librarian, {"2.02.4": "10"}).saved[0].version
    type_in(submission, librarian, {"2.02.4": ""})
    type_in(submission, librarian, {"2.02.4": "30"})
    result = save_answers(submission, [Change("2.02.4", "20", seen)], librarian)
    assert result.conflicts[0].theirs == "30"


def test_the_same_answer_from_two_people_is_no_conflict(submission, librarian):
    type_in(submission, librarian, {"2.02.4": "10"})
    result = save_answers(submission, [Change("2.02.4", "10", version=0)], librarian)
    assert result.is_clean
    assert submission.changes.count() == 1


def test_saving_tells_progress_and_what_checks_find(submission, librarian):
    result = type_in(submission, librarian, {"1.01.16": "10", "1.01.17": "11"})
    assert (result.progress[1].filled, result.progress[1].total) == (2, 26)
    assert [one.finding.code for one in result.findings] == ["s1-seats-computers"]


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_sent_and_accepted_figures_are_frozen(submission, librarian, state):
    submission.state = state
    submission.save()
    with pytest.raises(SubmissionFrozenError):
        type_in(submission, librarian, {"2.02.4": "1"})
    assert submission.values.count() == 0


def test_figures_of_a_closed_campaign_are_frozen(submission, librarian):
    submission.campaign.state = "closed"
    submission.campaign.save()
    with pytest.raises(SubmissionFrozenError, match="завершён"):
        type_in(submission, librarian, {"2.02.4": "1"})


def test_returned_report_stays_returned_while_it_is_corrected(submission, librarian):
    submission.state = Submission.State.RETURNED
    submission.save()
    type_in(submission, librarian, {"2.02.4": "1"})
    submission.refresh_from_db()
    assert submission.state == Submission.State.RETURNED


def test_blanks_of_one_section_are_filled_with_zero(submission, librarian):
    type_in(submission, librarian, {"4.12.3": "7", "2.02.4": "1"})
    result = fill_blanks_with_zero(submission, 4, librarian)
    assert result.progress[4].is_complete
    assert figure(submission, "4.12.3").number == 7
    assert figure(submission, "4.12.6").number == 0
    assert figure(submission, "4.12.2").number == 7
    assert not submission.values.filter(cell__address="2.02.5").exists()


def test_a_wrong_loaded_total_stays_until_it_is_recomputed(submission, librarian):
    load_answers(
        submission,
        [Change(a, t, None) for a, t in {"4.12.2": "99", "4.12.3": "7", "4.12.6": "1"}.items()],
        None,
    )
    assert figure(submission, "4.12.2").number == 99
    result = type_in(submission, librarian, {"2.02.4": "1"})
    assert [one.finding.total for one in result.findings] == ["4.12.2"]
    assert [one.text for one in recompute_totals(submission, librarian).totals] == ["8"]
    assert figure(submission, "4.12.2").number == 8


def test_loading_takes_all_or_nothing(submission):
    changes = [Change("2.02.4", "5", None), Change("2.02.5", "пять", None)]
    with pytest.raises(ValidationError, match="пять"):
        load_answers(submission, changes, None)
    assert submission.values.count() == 0


def test_last_years_answers_stand_beside(submission, library, librarian):
    last = make_campaign(2024)
    report(last, library, {"2.04.3": 500, "2.02.4": "н/д"})
    sheet = read_sheet(submission)
    assert sheet.cells["2.04.3"].last.text == "500"
    assert sheet.cells["2.02.4"].last.short == "н/д"
    assert sheet.cells["2.02.5"].last is None
    assert sheet.previous["2.04.3"].number == 500


def test_another_librarys_figures_are_not_taken_for_last_years(submission, foreign_library):
    report(make_campaign(2024), foreign_library, {"2.04.3": 500})
    assert read_sheet(submission).previous == {}


@pytest.mark.parametrize("cells", [1, 3, 100])
def test_saving_takes_as_many_queries_for_a_hundred_cells_as_for_one(submission, librarian, cells):
    addresses = [a for a, s in read_sheet(submission).layout.cells.items() if not s.is_total]
    changes = [Change(address, "0", 0) for address in addresses[:cells]]
    with CaptureQueriesContext(connection) as captured:
        save_answers(submission, changes, librarian)
    # Two more for the session and its user, one to find the report: twelve in a request.
    assert len(captured) <= 10, "\n".join(q["sql"][:150] for q in captured.captured_queries)


def test_submissions_of_two_libraries_keep_apart(
    submission, foreign_submission, librarian, neighbour
):
    type_in(submission, librarian, {"2.02.4": "1"})
    type_in(foreign_submission, neighbour, {"2.02.4": "2"})
    assert figure(submission, "2.02.4").number == 1
    assert figure(foreign_submission, "2.02.4").number == 2


def test_progress_ignores_totals(campaign, library):
    submission = make_submission(campaign, library)
    sheet = read_sheet(submission)
    assert len(sheet.fillable()) == len(sheet.layout.cells) - len(sheet.layout.totals)
