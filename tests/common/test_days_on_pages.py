"""Days look alike on all pages: in words in the text, in figures in tables."""

import datetime
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import timezone

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


def test_no_template_writes_days_in_its_own_way():
    pages = Path(settings.BASE_DIR, "templates").rglob("*.*")
    ways = {
        (page.name, form)
        for page in pages
        for form in re.findall(r"\|(?:date|time):?[\"']?([^\"'}]*)", page.read_text("utf-8"))
    }
    assert {(page, form) for page, form in ways if form not in FOR_MACHINES} == set()
