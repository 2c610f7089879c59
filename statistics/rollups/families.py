"""The two families of groups that sums are kept for, and where a report's value finds its group."""

from collections.abc import Mapping
from dataclasses import dataclass

from statistics.models import ClassRollup, PlaceRollup

Rollup = PlaceRollup | ClassRollup


@dataclass(frozen=True)
class Family:
    """A table of sums; `grounds` tells its columns of a report: `s`, whose territory is `t`.

    The campaign, the region, the state and the cell are grounds of every family.
    """

    model: type[Rollup]
    grounds: Mapping[str, str]


PLACES = Family(
    PlaceRollup,
    {"territory_id": "s.territory_id", "organisation_id": "s.organisation_id"},
)
CLASSES = Family(
    ClassRollup,
    {"kind": "s.kind", "settlement": "s.settlement", "is_model": "s.is_model"},
)
FAMILIES = (PLACES, CLASSES)
