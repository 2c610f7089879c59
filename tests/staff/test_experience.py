"""Ages and experience around birthdays, leap days and bare years."""

import datetime

import pytest

from common.year_or_day import YearOrDay, parse_year_or_day
from staff.experience import AGE_GROUPS, age_on, experience_on, years_text
from staff.models import Employment
from staff.queries import of_age
from tests.factories import EmployeeFactory

DAY = datetime.date


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("12.03.1985", DAY(2026, 3, 11), 40),
        ("12.03.1985", DAY(2026, 3, 12), 41),
        ("29.02.2000", DAY(2025, 2, 28), 24),
        ("29.02.2000", DAY(2025, 3, 1), 25),
        ("29.02.2000", DAY(2028, 2, 29), 28),
        ("31.12.1995", DAY(2025, 12, 31), 30),
        ("1995", DAY(2025, 12, 31), 30),
        ("1995", DAY(2025, 12, 30), 29),
        ("1995", DAY(1990, 1, 1), 0),
    ],
)
def test_age_on_a_day(born, on, age):
    assert age_on(parse_year_or_day(born), on) == age


def test_unknown_birth_has_no_age():
    assert age_on(None, DAY(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("since", "breaks", "months"),
    [("15.03.2016", 0, 117), ("15.03.2016", 20, 97), ("2016", 0, 108), ("2016", 200, 0)],
)
def test_experience_is_counted_in_full_months_less_the_breaks(since, breaks, months):
    assert experience_on(parse_year_or_day(since), breaks, DAY(2025, 12, 31)) == months


def test_words_say_how_sure_they_are():
    assert years_text(41) == "41\N{NO-BREAK SPACE}год"
    assert years_text(41, is_exact=False) == "не меньше 41\N{NO-BREAK SPACE}года"
    assert years_text(40, is_exact=False) == "не меньше 40\N{NO-BREAK SPACE}лет"
    assert years_text(None) == "не указано"


@pytest.mark.parametrize("on", [DAY(2025, 12, 31), DAY(2025, 6, 15), DAY(2024, 2, 29)])
def test_the_database_counts_ages_as_the_cards_do(db, on):
    texts = ["1995", "1996", "1970", "1971", "31.12.1995", "01.01.1996", "15.06.1995"]
    texts += ["16.06.1995", "14.06.1970", "29.02.1996", "28.02.1970", "01.03.1994"]
    for text in texts:
        EmployeeFactory(born=parse_year_or_day(text))
    EmployeeFactory(born=None)
    for group in AGE_GROUPS:
        found = of_age(Employment.objects.select_related("employee"), group, on)
        counted = sorted(str(one.employee.born) for one in found)
        expected = [text for text in texts if group.holds(age_on(parse_year_or_day(text), on))]
        assert counted == sorted(expected), group.title


@pytest.mark.parametrize(
    "text", ["1985", "12.03.1985", "1985-03-12", "12.3.1985 г.", "1985 год", "12 марта 1985"]
)
def test_days_are_read_as_people_write_them(text):
    assert parse_year_or_day(text).year == 1985


def test_days_are_written_as_people_write_them():
    assert str(YearOrDay(1985)) == "1985"
    assert str(YearOrDay(1985, DAY(1985, 3, 12))) == "12.03.1985"
