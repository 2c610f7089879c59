"""The production calendar: holidays, weekends, days off moved by law and by decree."""

import datetime as dt

import pytest

from common.workdays import DECREES, SHIPPED, ProductionCalendar

CALENDAR = ProductionCalendar.of(SHIPPED)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-01-07", "Рождество Христово"),
        ("2026-01-09", "перенесённый выходной"),
        ("2026-01-12", ""),
        ("2026-03-08", "Международный женский день"),
        ("2026-03-09", "перенесённый выходной"),
        ("2026-03-10", ""),
        ("2026-05-11", "перенесённый выходной"),
        ("2026-06-13", "суббота"),
        ("2026-06-15", ""),
        ("2026-12-31", "перенесённый выходной"),
        ("2025-11-01", ""),
        ("2025-11-03", "перенесённый выходной"),
        ("2025-02-24", ""),
        ("2025-03-10", ""),
        ("2024-12-28", ""),
        ("2024-12-30", "перенесённый выходной"),
        ("2027-05-03", "перенесённый выходной"),
        ("2027-05-10", "перенесённый выходной"),
        ("2027-06-14", "перенесённый выходной"),
        ("2027-01-11", ""),
        ("2027-02-20", ""),
        ("2027-02-21", "воскресенье"),
        ("2027-02-22", "перенесённый выходной"),
        ("2027-11-05", "перенесённый выходной"),
        ("2027-12-31", "перенесённый выходной"),
    ],
)
def test_a_day_is_off_or_at_work_as_the_production_calendar_says(day, why):
    day = dt.date.fromisoformat(day)
    assert CALENDAR.day_off(day) == why
    assert CALENDAR.is_workday(day) is (why == "")


@pytest.mark.parametrize(("year", "workdays"), [(2024, 248), (2025, 247), (2026, 247), (2027, 247)])
def test_the_working_days_of_a_year_are_as_many_as_published(year, workdays):
    first = dt.date(year, 1, 1)
    days = (first + dt.timedelta(days=number) for number in range(366))
    assert sum(CALENDAR.is_workday(day) for day in days if day.year == year) == workdays


def test_a_year_whose_decree_is_not_known_says_so():
    assert CALENDAR.is_known(2027)
    assert not CALENDAR.is_known(2031)


def test_every_shipped_transfer_has_its_decree():
    assert {target.year for _, target in SHIPPED} == set(DECREES)
