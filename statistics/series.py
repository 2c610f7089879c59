"""Figures over years: where the form changed on the way, and which libraries stand behind all.

The network changes too, but its past does not: a report keeps the place that its library had in
that year, so a year summed again gives what it gave.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Count, QuerySet

from statistics.indicators import Indicator
from statistics.models import Campaign, Submission

MARK = "*"


@dataclass(frozen=True)
class YearOfSeries:
    """A year with the edition of the form that it was collected by."""

    year: int
    edition: str
    edition_title: str


def years_of(campaigns: Iterable[Campaign]) -> list[YearOfSeries]:
    """Return the years of the campaigns in their order, the earliest first."""
    told = (YearOfSeries(one.year, one.edition.code, one.edition.title) for one in campaigns)
    return sorted(told, key=lambda one: one.year)


def changed_in(years: Sequence[YearOfSeries]) -> set[int]:
    """Return the years whose edition is another than that of the year before in the series."""
    return {now.year for before, now in pairwise(years) if now.edition != before.edition}


def year_titles(years: Sequence[YearOfSeries]) -> Mapping[int, str]:
    """Return the years as headings: one from which the form is another carries a mark."""
    changed = changed_in(years)
    return {one.year: f"{one.year}{MARK if one.year in changed else ''}" for one in years}


def change_notes(years: Sequence[YearOfSeries], shown: Iterable[Indicator]) -> Iterable[str]:
    """Say from which year the form is another, and which indicators went to another cell.

    `shown` are the indicators with cells of their own: what formulas are made of.
    """
    changed = changed_in(years)
    told = [one for one in shown if one.cells]
    for before, now in pairwise(years):
        if now.year not in changed:
            continue
        yield f"{MARK} С {now.year} года — другая редакция: {now.edition_title}."
        moved = [
            f"«{one.title}» ({was} → {became})"
            for one in told
            if (was := one.cells.get(before.edition)) and (became := one.cells.get(now.edition))
            if was != became
        ]
        if moved:
            yield f"Ряд продолжен через смену редакции: {', '.join(moved)}."


def libraries_of_all(campaigns: Collection[Campaign], states: Iterable[str]) -> QuerySet[Any, Any]:
    """Return the numbers of the libraries whose reports are in `states` in every campaign.

    One that was opened, closed or merged on the way stands behind some of the years only.
    """
    counted = Submission.objects.filter(campaign__in=list(campaigns), state__in=list(states))
    in_all = counted.values("library").annotate(years=Count("pk")).filter(years=len(campaigns))
    return in_all.values("library")
