"""How far a document has come is told forwards only."""

from reports.progress import listening, told_by_rows


def test_a_second_long_table_never_takes_the_progress_back():
    told: list[int] = []
    with listening(told.append):
        for _ in range(2):
            assert list(told_by_rows(range(100), 100)) == list(range(100))
    assert told == sorted(set(told))
    assert told[-1] == 95
