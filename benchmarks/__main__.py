"""Prints a small table: what was measured, the goal and the ratio."""

import os
import sys
from collections.abc import Iterator

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "methodportal.settings")
django.setup()

from accounts.models import User
from benchmarks import pages, paper, plan, summary, ten_years, workbook
from benchmarks.database import demo_database
from benchmarks.measure import Comparison, measure, told
from common.roles import Role
from libraries.models import Library
from reports.documents.regional_summary import RegionalSummary
from statistics.models import Campaign


def main() -> int:
    """Return 1 when a goal is missed."""
    settings.DEBUG = False  # a portal at work keeps no list of its queries
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.ROOT_URLCONF = "benchmarks.pages"
    print("Готовим базу с вымышленной областью…", flush=True)
    with demo_database():
        print(f"Библиотек: {Library.objects.count()}\n")
        print(f"{'':58}{'цель':>8}{'есть':>8}{'наше, мс':>12}{'мера, мс':>12}")
        reached = [told(measure(comparison)).is_reached for comparison in _comparisons()]
        reached += list(_ten_years())
        reached += list(_thousand_rows())
    return 0 if all(reached) else 1


def _comparisons() -> Iterator[Comparison]:
    # Other forms are collected from fewer libraries, and a year under way has fewer reports.
    done = Campaign.objects.filter(form__code="6-nk", state=Campaign.State.CLOSED)
    campaign = done.select_related("form", "edition").latest("year")
    document = RegionalSummary({"campaign": campaign.name})
    yield summary.comparison(campaign)
    yield workbook.comparison(document)
    yield paper.comparison(document)
    yield from pages.comparisons(_methodist())


def _ten_years() -> Iterator[bool]:
    """Print the queries of every ready choice over ten years; yield whether they are few."""
    ten_years.load()
    print(f"\n{'Готовый набор за десять лет, 419 библиотек':58}{'цель':>8}{'запросов':>12}")
    for title, queries in ten_years.queries(_methodist()):
        is_reached = queries <= ten_years.MOST_QUERIES
        mark = "" if is_reached else "  не достигнута"
        print(f"{title:58}{f'≤ {ten_years.MOST_QUERIES}':>8}{queries:12}{mark}", flush=True)
        yield is_reached


def _thousand_rows() -> Iterator[bool]:
    """Print how a plan of a thousand rows opens and answers; yield whether it does so in time."""
    print(f"\n{'План в 1000 пунктов':58}{'цель':>8}{'есть':>12}")
    for line in plan.lines(plan.load(), _methodist()):
        mark = "" if line.is_reached else "  не достигнута"
        print(f"{line.name:58}{f'≤ {line.goal:g}':>8}{line.has:12.0f}{mark}", flush=True)
        yield line.is_reached


def _methodist() -> User:
    return User.objects.filter(role=Role.METHODIST).first()


if __name__ == "__main__":
    sys.exit(main())
