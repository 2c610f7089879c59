"""Proof that the sums kept ready are those of the values, by another way than they are written."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Coalesce

from common.russian import round_half_up
from statistics.models import Campaign, ClassRollup, PlaceRollup, Value
from statistics.rollups.writing import COUNTED

PLACES = 3  # decimals that a value has
Told = tuple[Decimal, int, int]
# Where a value tells its group, in the order of the key of a kept sum.
_GROUNDS: dict[Any, tuple[str, ...]] = {
    PlaceRollup: ("submission__territory_id", "submission__organisation_id"),
    ClassRollup: ("region", "submission__kind", "submission__settlement", "submission__is_model"),
}


@dataclass(frozen=True)
class Difference:
    """A group whose kept sum is not that of the values; each is number, numbers given, «н/д»."""

    table: str
    group: tuple[Any, ...]
    kept: Told
    told: Told

    def __str__(self) -> str:
        return f"{self.table} {self.group}: хранится {_words(self.kept)}, есть {_words(self.told)}"


def _words(told: Told) -> str:
    number, behind, no_data = told
    return f"{number.normalize():f} ({behind} библ., н/д {no_data})"


@transaction.atomic
def differences(campaign: Campaign) -> list[Difference]:
    """Return where the kept sums differ from the values; meanwhile nobody decides on reports."""
    Campaign.objects.select_for_update().only("pk").get(pk=campaign.pk)
    found = []
    for model in _GROUNDS:
        kept, told = _kept(campaign, model), _told(campaign, model)
        nothing = (Decimal(0), 0, 0)
        for group in sorted({*kept, *told}, key=str):
            pair = kept.get(group, nothing), told.get(group, nothing)
            if pair[0] != pair[1]:
                found.append(Difference(str(model._meta.verbose_name), group, *pair))
    return found


def _kept(campaign: Campaign, model: Any) -> dict[tuple[Any, ...], Told]:
    _campaign, *key = model._meta.pk.field_names
    rows = model.objects.filter(campaign=campaign)
    return _by_group(rows.values_list(*key, "number", "behind", "no_data"))


def _told(campaign: Campaign, model: Any) -> dict[tuple[Any, ...], Told]:
    region = Coalesce("submission__territory__parent_id", "submission__territory_id")
    rows: QuerySet[Any, Any] = (
        Value.objects.filter(submission__campaign=campaign, submission__state__in=COUNTED)
        .annotate(region=region)
        .values(*_GROUNDS[model], "submission__state", "cell_id")
        .annotate(total=Sum("number"), behind=Count("number"), answered=Count("cell_id"))
        .annotate(no_data=F("answered") - F("behind"))
        .order_by()
    )
    key = (*_GROUNDS[model], "submission__state", "cell_id")
    return _by_group(rows.values_list(*key, "total", "behind", "no_data"))


def _by_group(rows: Any) -> dict[tuple[Any, ...], Told]:
    # All at once: for a cursor PostgreSQL plans how to get the first rows, and is far slower.
    return {
        tuple(group): (round_half_up(Decimal(number or 0), PLACES), behind, no_data)
        for *group, number, behind, no_data in rows
    }
