import pytest

from common.roles import Role
from statistics.models import Campaign, Submission
from statistics.rules import can_fill, can_review, is_keeper
from tests.factories import UserFactory


@pytest.mark.parametrize("role", [Role.METHODIST, Role.HEAD, Role.ADMIN])
def test_figures_are_the_librarians_word_even_among_colleagues_of_one_organisation(
    submission: Submission, role
):
    colleague = UserFactory(role=role, organisation=submission.organisation)
    assert not is_keeper(colleague, submission)
    assert not can_fill(colleague, submission)


def test_a_neighbour_keeps_no_report_of_another_organisation(submission, librarian, neighbour):
    assert is_keeper(librarian, submission)
    assert not is_keeper(neighbour, submission)


def test_nobody_reviews_in_a_closed_campaign(submission, methodist, head):
    assert can_review(methodist, submission)
    submission.campaign.state = Campaign.State.CLOSED
    assert not can_review(methodist, submission)
    assert not can_review(head, submission)
