"""Prints a small table: what was measured, the goal and the ratio."""

import os
import sys
from collections.abc import Iterator

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "methodportal.settings")
django.setup()

from accounts.models import User
from benchmarks import pages, paper, summary, workbook
from benchmarks.database import demo_database
from benchmarks.measure import Comparison, Measured, measure
from common.roles import Role
from libraries.models import Library
from reports.documents.regional_summary import RegionalSummary
from statistics.models import Campaign, Submission


def main() -> int:
    """Return 1 when a goal is missed."""
    settings.DEBUG = False  # a portal at work keeps no list of its queries
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.ROOT_URLCONF = "benchmarks.pages"
    print("Готовим базу с вымышленной областью…", flush=True)
    with demo_database():
        print(f"Библиотек: {Library.objects.count()}\n")
        print(f"{'':58}{'цель':>8}{'есть':>8}{'наше, мс':>12}{'мера, мс':>12}")
        results = [_told(measure(comparison)) for comparison in _comparisons()]
    return 0 if all(result.is_reached for result in results) else 1


def _comparisons() -> Iterator[Comparison]:
    done = Campaign.objects.exclude(submissions__state=Submission.State.DRAFT)
    campaign = done.select_related("form", "edition").latest("year")
    document = RegionalSummary({"campaign": campaign.name})
    yield summary.comparison(campaign)
    yield workbook.comparison(document)
    yield paper.comparison(document)
    yield from pages.comparisons(User.objects.filter(role=Role.METHODIST).first())


def _told(result: Measured) -> Measured:
    goal = f"≤ {result.comparison.goal:g}×"
    ratio = f"{result.ratio:.2f}×"
    times = f"{result.ours * 1000:12.1f}{result.least * 1000:12.1f}"
    mark = "" if result.is_reached else "  не достигнута"
    print(f"{result.comparison.name:58}{goal:>8}{ratio:>8}{times}{mark}", flush=True)
    return result


if __name__ == "__main__":
    sys.exit(main())
