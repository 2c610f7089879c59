"""A country of 42,000 libraries: a region against the same alone, ready sums against values.

`make bench-country`, on PostgreSQL only. Makes two databases beside the one of the settings, loads
them for minutes the first time, and keeps them until `--drop`.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "methodportal.settings")
django.setup()

from django.conf import settings
from django.db import connection

from benchmarks.beside import Beside
from benchmarks.measure import Comparison, measure, told
from libraries.models import Territory
from methodportal.demo.country import LIBRARIES, Country
from statistics.models import Campaign
from statistics.rollups import differences
from statistics.summaries import Choice, main_indicators, shown_indicators, whole_form
from statistics.summaries.reading import Reading

SAME, TWENTIETH = 1.2, 0.05
OKTMO = "99001000"  # the first region, which stands in both databases


def main() -> int:
    """Return 1 when a goal is missed or the ready sums are not those of the values."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--libraries", type=int, default=LIBRARIES)
    asked.add_argument("--drop", action="store_true", help="drop both databases at the end")
    options = asked.parse_args()
    if connection.vendor != "postgresql":
        print("Страна помещается только в PostgreSQL: задайте DATABASE_URL.")
        return 1
    settings.DEBUG = False  # a portal at work keeps no list of its queries
    country = Country(libraries=options.libraries)
    whole = Beside("country", country)
    alone = Beside("alone", replace(country, libraries=country.of_region(1), regions=1))
    print("Готовим базы; первый раз это долго…", flush=True)
    for one in (alone, whole):
        one.prepare()
    is_true = whole.work(proven)()
    print(f"Итоги по стране и ответы: {'сходятся' if is_true else 'РАСХОДЯТСЯ'}")
    results = [told(measure(one)) for one in (*regional(whole, alone), *national(whole))]
    for one in (alone, whole) if options.drop else ():
        one.drop()
    return 0 if is_true and all(one.is_reached for one in results) else 1


def campaigns() -> list[Campaign]:
    return list(Campaign.objects.select_related("form", "edition").order_by("-year"))


def proven() -> bool:
    """Compare every ready sum with the values, and a summary from each with that from the other."""
    return not any(differences(one) for one in campaigns()) and (
        by_region(campaigns()).sums == by_region(unkept()).sums
    )


def unkept() -> list[Campaign]:
    """Return the campaigns as if no ready sums were kept for them."""
    found = campaigns()
    for one in found:
        one.rolled_up_at = None
    return found


def by_region(years: Sequence[Campaign]) -> Reading:
    choice = Choice(years[0], by="region")
    return Reading(choice, years, shown_indicators(years[0].form.code))


def regional(whole: Beside, alone: Beside) -> list[Comparison]:
    """The first region in the country against the same alone."""

    def summary() -> object:
        region = Territory.objects.get(oktmo=OKTMO).pk
        return main_indicators(Choice(campaigns()[0], region=region))

    name = "Свод региона: в стране / один в базе"
    return [Comparison(name, whole.work(summary), alone.work(summary), SAME, rounds=30)]


def national(whole: Beside) -> list[Comparison]:
    """Summaries of the country from ready sums against the same from the values.

    The share is promised of a country in full size: what ready sums take hardly grows with it.
    """
    goal = TWENTIETH if whole.country.libraries >= LIBRARIES else None

    def regions(found: Callable[[], list[Campaign]]) -> Callable[[], object]:
        return whole.work(lambda: by_region(found()))

    def form(found: Callable[[], list[Campaign]]) -> Callable[[], object]:
        return whole.work(lambda: whole_form(Choice(found()[0])))

    name = "Свод страны по регионам: итоги / ответы"
    return [
        Comparison(name, regions(campaigns), regions(unkept), goal, rounds=3),
        Comparison("Форма по стране: итоги / ответы", form(campaigns), form(unkept), goal, 3),
    ]


if __name__ == "__main__":
    sys.exit(main())
