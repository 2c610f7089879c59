"""The days off that decrees move, year by year: what the portal knows, what people wrote in."""

import datetime as dt
from dataclasses import dataclass, field

from common.workdays import DECREES, SHIPPED
from events.models import MovedDayOff


@dataclass(frozen=True)
class Transfer:
    """One day off moved by a decree; `row` is what was written in by a person, if it was."""

    source: dt.date
    target: dt.date
    decree: str
    row: MovedDayOff | None = None


@dataclass(frozen=True)
class YearOfTransfers:
    """A year with its transfers in the order of the days off; none while no decree is known."""

    year: int
    transfers: list[Transfer] = field(default_factory=list)


def transfers_by_year(present: int) -> list[YearOfTransfers]:
    """Return the years for which transfers are known, the latest first.

    The present year and the next are among them in any case: plans are written for both.
    """
    known = [Transfer(source, target, DECREES[target.year]) for source, target in SHIPPED]
    pairs = set(SHIPPED)
    known += [
        Transfer(row.source, row.target, row.decree, row)
        for row in MovedDayOff.objects.select_related("made_by")
        if (row.source, row.target) not in pairs
    ]
    years = {year: YearOfTransfers(year) for year in (present, present + 1)}
    for transfer in sorted(known, key=lambda one: one.target):
        year = transfer.target.year
        years.setdefault(year, YearOfTransfers(year)).transfers.append(transfer)
    return [years[year] for year in sorted(years, reverse=True)]
