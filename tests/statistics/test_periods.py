"""Periods of collections: how they are written, and what they compare with."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import NoReverseMatch, reverse

from statistics.models import Campaign, Submission
from statistics.periods import ReportingPeriod, parse_period
from statistics.queries.campaigns import campaign_named
from statistics.queries.last_year import campaign_before, with_previous
from tests.statistics.conftest import make_submission
from tests.statistics.reported import make_campaign


@pytest.mark.parametrize(
    ("key", "period", "words", "last_day"),
    [
        ("2025", ("year", 0), "2025 год", date(2025, 12, 31)),
        ("2025-h1", ("half_year", 1), "I полугодие 2025 года", date(2025, 6, 30)),
        ("2025-q4", ("quarter", 4), "IV квартал 2025 года", date(2025, 12, 31)),
        ("2024-02", ("month", 2), "февраль 2024 года", date(2024, 2, 29)),
        ("2025-12", ("month", 12), "декабрь 2025 года", date(2025, 12, 31)),
        ("2025-once", ("once", 0), "2025 год (разовый сбор)", date(2025, 12, 31)),
    ],
)
def test_period_reads_as_it_is_written(key, period, words, last_day):
    found = parse_period(key)
    assert (found.period, found.number) == period
    assert (found.key, found.words, found.last_day) == (key, words, last_day)
    assert found.year_before.key == f"{found.year - 1}{key[4:]}"
    assert reverse("statistics:campaign", args=["6-nk", found]).endswith(f"/6-nk/{key}/")


@pytest.mark.parametrize("key", ["", "25", "2025-", "2025-q5", "2025-13", "2025-h0", "２０２５"])
def test_what_is_no_period_is_refused(key):
    with pytest.raises(ValueError, match="Не похоже на период"):
        parse_period(key)
    with pytest.raises(NoReverseMatch):
        reverse("statistics:campaign", args=["6-nk", key])


def test_number_outside_the_year_is_refused(db):
    with pytest.raises(ValueError, match="нет"):
        ReportingPeriod(2025, "quarter", 5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=make_campaign(2025).pk).update(period="quarter", number=5)


def test_last_period_is_the_same_one_a_year_before(db, library):
    periods = map(parse_period, ("2024", "2024-q2", "2025-q1", "2025-q2"))
    made = {one.key: make_campaign(**one.fields) for one in periods}
    reports = {key: make_submission(one, library) for key, one in made.items()}
    assert campaign_named("6-nk/2025-q2") == made["2025-q2"]
    assert campaign_before(made["2025-q2"]) == made["2024-q2"]
    assert campaign_before(made["2025-q1"]) is None
    found = with_previous(Submission.objects.all())
    assert found.get(pk=reports["2025-q2"].pk).previous_id == reports["2024-q2"].pk
    assert found.get(pk=reports["2025-q1"].pk).previous_id is None
