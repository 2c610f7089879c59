"""Days look alike on all pages: in words in the text, in figures in tables."""

import datetime
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import timezone

from common.russian import format_days, short_days

# Links and the attribute `datetime` need their own form; the month alone is a word.
FOR_MACHINES = {"Y-m-d", "c", "F"}
MOMENT = datetime.datetime(2026, 11, 5, 22, 30, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("{{ day|day }}", "5_ноября_2026_г."),
        ("{{ moment|day }}", "6_ноября_2026_г."),
        ("{{ moment|moment }}", "6_ноября_2026_г., 01:30"),
        ("{{ day|short_day }}", "05.11.2026"),
        ("{{ moment|short_day }}", "06.11.2026"),
        ("{{ moment|short_moment }}", "06.11.2026 01:30"),
        ("{{ none|day }}{{ none|moment }}{{ none|short_day }}{{ none|short_moment }}", ""),
    ],
)
def test_day_is_that_of_the_portal(shown, words):
    context = Context({"day": datetime.date(2026, 11, 5), "moment": MOMENT, "none": None})
    with timezone.override("Europe/Moscow"):
        assert Template(shown).render(context).replace("\u00a0", "_") == words


@pytest.mark.parametrize(
    ("first", "last", "words", "figures"),
    [
        ((2026, 4, 16), (2026, 4, 16), "16_апреля_2026_г.", "16.04.2026"),
        ((2026, 4, 16), (2026, 4, 17), "16–17_апреля_2026_г.", "16.04.2026–17.04.2026"),
        ((2026, 1, 28), (2026, 2, 3), "28_января – 3_февраля_2026_г.", "28.01.2026–03.02.2026"),
        ((2026, 12, 30), (2027, 1, 2), "30_декабря_2026_г. – 2_января_2027_г.", None),
    ],
)
def test_several_days_name_month_and_year_once_where_one_is_enough(first, last, words, figures):
    begin, end = datetime.date(*first), datetime.date(*last)
    assert format_days(begin, end).replace("\u00a0", "_") == words
    assert short_days(begin, end) == (figures or "30.12.2026–02.01.2027")


def test_no_template_writes_days_in_its_own_way():
    pages = Path(settings.BASE_DIR, "templates").rglob("*.*")
    ways = {
        (page.name, form)
        for page in pages
        for form in re.findall(r"\|(?:date|time):?[\"']?([^\"'}]*)", page.read_text("utf-8"))
    }
    assert {(page, form) for page, form in ways if form not in FOR_MACHINES} == set()
