import datetime as dt

import pytest

from common.workdays import SHIPPED, ProductionCalendar, after_workdays


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        ("2026-03-02", 3, "2026-03-05"),
        ("2026-03-05", 3, "2026-03-11"),  # 8 March is a Sunday: its day off is had on Monday
        ("2026-12-31", 1, "2027-01-11"),  # over the New Year holidays and a weekend
        ("2026-06-11", 1, "2026-06-15"),
        ("2026-03-07", 0, "2026-03-07"),
    ],
)
def test_term_counts_working_days_only(start, number, end):
    assert after_workdays(dt.date.fromisoformat(start), number) == dt.date.fromisoformat(end)


def test_holidays_of_the_labour_code_are_no_working_days():
    calendar = ProductionCalendar.of(SHIPPED)
    assert not calendar.is_workday(dt.date(2026, 11, 4))
    assert calendar.is_workday(dt.date(2026, 11, 5))
