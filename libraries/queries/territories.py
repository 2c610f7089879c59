"""The tree of territories with their people and libraries."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count
from django.utils import timezone

from common.russian import round_half_up
from libraries.models import Library, Organisation, Population, Territory
from libraries.queries.registry import opened, public


@dataclass
class TerritoryNode:
    """A territory with what it and all below it hold."""

    territory: Territory
    level: int = 0
    population: int | None = None
    population_year: int | None = None
    libraries: int = 0
    organisations: int = 0
    children: list["TerritoryNode"] = field(default_factory=list)

    @property
    def people_per_library(self) -> Decimal | None:
        """Inhabitants to one working public library; None where either is unknown."""
        if not self.population or not self.libraries:
            return None
        return round_half_up(Decimal(self.population) / self.libraries, 0)


def territory_tree(today: datetime.date | None = None) -> list[TerritoryNode]:
    """Return all territories, each under the one it lies in, in four queries.

    Inhabitants are the last known by `today`: a number told ahead is not of the present.
    """
    nodes = {each.pk: TerritoryNode(each) for each in Territory.objects.order_by("name_key")}
    _count(nodes)
    _add_population(nodes, today or timezone.localdate())
    roots = []
    for node in nodes.values():
        parent = nodes.get(node.territory.parent_id or 0)
        (parent.children if parent else roots).append(node)
    return [each for root in roots for each in _walk(root, 0)]


def _count(nodes: dict[int, TerritoryNode]) -> None:
    working = opened(public(Library.objects.order_by()))
    for row in working.values("territory").annotate(number=Count("pk")):
        nodes[row["territory"]].libraries = row["number"]
    organisations = Organisation.objects.filter(is_active=True, territory__isnull=False).order_by()
    for row in organisations.values("territory").annotate(number=Count("pk")):
        nodes[row["territory"]].organisations = row["number"]


def _add_population(nodes: dict[int, TerritoryNode], today: datetime.date) -> None:
    for row in Population.objects.filter(year__lte=today.year).order_by("year"):
        nodes[row.territory_id].population = row.number
        nodes[row.territory_id].population_year = row.year


def _walk(node: TerritoryNode, level: int) -> Iterator[TerritoryNode]:
    """Yield the node, summed up, and all below it."""
    node.level = level
    below = [each for child in node.children for each in _walk(child, level + 1)]
    node.libraries += sum(child.libraries for child in node.children)
    node.organisations += sum(child.organisations for child in node.children)
    yield node
    yield from below
