"""Sums kept ready: what whole groups of reports told, cell by cell.

`statistics.rollups` writes them and proves them; `statistics.summaries.sources` reads them.
"""

from django.db import models

from libraries.models import Library, Organisation, Territory
from statistics.models.campaigns import Campaign
from statistics.models.forms import Cell
from statistics.models.submissions import Submission


class _Rollup(models.Model):
    """The sum of one cell over the reports of one group that stand in one counted state.

    `region` is what the municipality belonged to when the sums were made, or the region itself
    for its own libraries. `behind` are the libraries that gave a number, `no_data` those that
    answered «н/д»; a blank is in neither. A group that nobody stands behind any more keeps its
    rows of zeros.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", db_index=False)
    state = models.CharField(max_length=15, choices=Submission.State)
    region = models.ForeignKey(Territory, models.CASCADE, related_name="+", db_index=False)
    cell = models.ForeignKey(Cell, models.CASCADE, related_name="+", db_index=False)
    number = models.DecimalField(max_digits=24, decimal_places=3)
    behind = models.IntegerField()
    no_data = models.IntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.cell_id}: {self.number} ({self.behind})"


class PlaceRollup(_Rollup):
    """Sums by the place of a library in the network: its municipality and its organisation."""

    territory = models.ForeignKey(Territory, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    pk = models.CompositePrimaryKey(
        "campaign_id", "territory_id", "organisation_id", "state", "cell_id"
    )

    class Meta:
        verbose_name = "итог по месту"
        verbose_name_plural = "итоги по местам"
        indexes = [
            models.Index(fields=["cell", "campaign"], name="place_rollup_by_cell"),
            # One region of many goes straight to its rows.
            models.Index(fields=["region", "cell", "campaign"], name="place_rollup_by_region"),
        ]


class ClassRollup(_Rollup):
    """Sums of a region by what its libraries are: kind, settlement, model or not."""

    kind = models.CharField(max_length=20, choices=Library.Kind)
    settlement = models.CharField(max_length=10, choices=Library.Settlement)
    is_model = models.BooleanField()
    pk = models.CompositePrimaryKey(
        "campaign_id", "region_id", "kind", "settlement", "is_model", "state", "cell_id"
    )

    class Meta:
        verbose_name = "итог по виду"
        verbose_name_plural = "итоги по видам"
        indexes = [models.Index(fields=["cell", "campaign"], name="class_rollup_by_cell")]
