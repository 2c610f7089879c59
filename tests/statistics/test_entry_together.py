"""Several people in one report at the same moment, each in a connection of her own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from statistics.actions.entry import Change, save_answers
from statistics.models import Submission

PEOPLE = 4


@pytest.mark.django_db(transaction=True)
def test_of_many_who_type_into_one_cell_at_once_one_is_saved_and_all_others_are_told(
    submission, librarian
):
    start = Barrier(PEOPLE)

    def save(number: int):
        try:
            start.wait(10)
            own = Change(f"2.03.{4 + number}", "1", 0)
            return save_answers(submission, [Change("2.02.4", str(number + 1), 0), own], librarian)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        results = list(pool.map(save, range(PEOPLE)))
    kept = submission.values.get(cell__address="2.02.4")
    assert sorted(len(one.conflicts) for one in results) == [0, 1, 1, 1]
    assert {one.conflicts[0].theirs for one in results if one.conflicts} == {f"{kept.number:.0f}"}
    # The cells in which they did not meet are all saved, and their total with them.
    assert submission.values.get(cell__address="2.03.3").number == PEOPLE
    submission.refresh_from_db()
    assert submission.state == Submission.State.DRAFT
    assert submission.transitions.count() == 1
