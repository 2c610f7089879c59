"""Wordings with gaps: each stretch of days is kept apart, and nothing between them is named."""

import csv
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from events.models import ItemPeriod
from events.periods import describe, read_period
from events.periods.describe import days_words
from events.periods.kept import period_of, reading_of
from events.periods.stretches import (
    Stretch,
    as_pairs,
    from_pairs,
    is_all_year,
    joined,
    months_in,
    months_of_year,
    whole_months_of,
    without_months,
)
from events.periods.words import MONTH_NAMES, MONTHS_GENITIVE, WEEKDAYS

TABLE = Path(__file__).parent / "data" / "stretches.tsv"
DAY = timedelta(days=1)


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def in_2024(text: str) -> str:
    return text if len(text) > 5 else f"2024-{text}"


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["wording"])
def test_each_stretch_of_a_wording_stands_apart(row):
    """Meanings in a plan of 2024, looked at by eye; «-» stands for what is not understood."""
    named = "" if row["stretches"] == "-" else row["stretches"]
    pairs = [part.split("..") for part in named.split()]
    expected = [[in_2024(pair[0]), in_2024(pair[-1])] for pair in pairs]
    reading = read_period(row["wording"], 2024)
    assert as_pairs(reading.stretches) == expected, reading.reason
    assert reading.understood == bool(expected)


@pytest.mark.parametrize(
    ("wording", "shown"),
    [
        ("12, 19 и 26 марта", "12, 19, 26 марта 2024"),
        ("1, 15 апреля и 3 мая", "1, 15 апреля, 3 мая 2024"),
        ("1-3, 10 апреля; июнь", "1–3, 10 апреля, июнь 2024"),
        ("30 апреля – 2 мая, 9 мая", "30 апреля – 2 мая, 9 мая 2024"),
        ("в 1 и 4 квартале", "январь – март, октябрь – декабрь 2024"),
        ("декабрь 2023, март 2024", "декабрь 2023, март 2024"),
        ("25 декабря – 10 января, 3 марта", "3 марта, 25 декабря 2024 – 10 января 2025"),
        ("по вторникам марта", "5, 12, 19, 26 марта 2024, еженедельно"),
        ("по средам, сентябрь–ноябрь", "сентябрь – ноябрь 2024, еженедельно"),
    ],
)
def test_stretches_are_told_in_words(wording, shown):
    assert describe(read_period(wording, 2024)) == shown


DATES = st.dates(date(2023, 1, 1), date(2025, 12, 31))
STRETCHES = st.lists(
    st.tuples(DATES, st.integers(0, 90)).map(lambda one: Stretch(one[0], one[0] + DAY * one[1])),
    max_size=8,
)


def days_of(stretches) -> list[date]:
    return [one.first + DAY * number for one in stretches for number in range(one.days)]


@given(STRETCHES)
def test_joined_stretches_name_the_same_days_once_and_in_order(stretches):
    whole = joined(stretches)
    assert days_of(whole) == sorted(set(days_of(stretches)))


@given(STRETCHES, st.sets(st.integers(1, 12)))
def test_what_is_left_without_months_is_every_other_day(stretches, months):
    whole = joined(stretches)
    left = [day for day in days_of(whole) if day.month not in months]
    assert days_of(without_months(whole, months)) == left


@given(STRETCHES)
def test_months_are_those_of_the_days(stretches):
    whole = joined(stretches)
    assert set(months_in(whole)) == {day.month for day in days_of(whole)}
    of_2024 = sorted({day.month for day in days_of(whole) if day.year == 2024})
    assert list(months_of_year(whole, 2024)) == of_2024
    months = {(day.year, day.month) for day in days_of(whole)}
    assert {(day.year, day.month) for day in days_of(whole_months_of(whole))} == months


@given(STRETCHES.filter(bool))
def test_stretches_come_back_as_they_were_kept(stretches):
    whole = joined(stretches)
    assert from_pairs(as_pairs(whole)) == whole
    reading = read_period("март", 2024)
    kept = period_of(type(reading)(wording="", stretches=whole, understood=True))
    assert (kept.start, kept.end) == (whole[0].first, whole[-1].last)
    assert kept.stretches == whole
    assert reading_of(kept).stretches == whole
    assert bool(kept.stretches_apart) == (len(whole) > 1)


DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@given(st.lists(DAYS, min_size=1, max_size=12, unique=True))
def test_any_list_of_days_means_those_days(days):
    """A month is written after its last day only, as people do."""
    days.sort()
    written = [
        str(day.day)
        if following and following.month == day.month
        else f"{day.day} {MONTHS_GENITIVE[day.month - 1]}"
        for day, following in zip(days, [*days[1:], None], strict=True)
    ]
    reading = read_period(", ".join(written), 2024)
    assert [one.first for one in reading.stretches] == days
    assert all(one.days == 1 for one in reading.stretches)


@given(st.lists(st.integers(1, 12), min_size=1, max_size=12, unique=True))
def test_any_list_of_months_means_those_months(months):
    """Save one that goes over New Year: nobody can tell which January is meant."""
    assume((12, 1) not in pairwise(months))
    wording = ", ".join(MONTH_NAMES[month - 1] for month in months)
    assert read_period(wording, 2024).months == tuple(sorted(months))
    assert len(read_period(wording, 2024).stretches) == len(months)


@given(STRETCHES.filter(bool))
def test_what_is_told_in_words_is_read_back_the_same(stretches):
    """Stretches of a year, as the portal offers them in a plan, are understood by it."""
    year = Stretch(date(2024, 1, 1), date(2024, 12, 31))
    whole = joined(one.within(year) for one in stretches if one.overlaps(year))
    if whole:
        reading = read_period(days_words(whole), 2024)
        assert days_of(reading.stretches) == days_of(whole)


@given(st.sets(st.integers(0, 6), min_size=1), st.integers(1, 12))
def test_days_of_the_week_in_a_month_are_those_days(weekdays, month):
    named = " и ".join(f"{_DATIVE[day]}" for day in sorted(weekdays))
    reading = read_period(f"по {named}, {MONTH_NAMES[month - 1]}", 2024)
    days = [day for day in days_of([Stretch(date(2024, 1, 1), date(2024, 12, 31))])
            if day.month == month and day.weekday() in weekdays]  # fmt: skip
    assert days_of(reading.stretches) == days
    assert reading.recurrence == ItemPeriod.Recurrence.WEEKLY


_DATIVE = [
    "понедельникам",
    "вторникам",
    "средам",
    "четвергам",
    "пятницам",
    "субботам",
    "воскресеньям",
]


def test_days_of_the_week_stand_in_their_order():
    assert [name[:4] for name in _DATIVE] == [name[:4] for name, _ in WEEKDAYS]


@pytest.mark.parametrize(
    ("wording", "whole"),
    [
        ("январь–декабрь", True),
        ("ежемесячно, кроме июля и августа", True),
        ("учебный год", True),
        ("в 1 и 4 квартале", False),
        ("январь, декабрь", False),
        ("январь–ноябрь", False),
    ],
)
def test_a_summers_break_leaves_the_year_whole_and_two_ends_do_not_make_it(wording, whole):
    assert is_all_year(read_period(wording, 2024).months) is whole
