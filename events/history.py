"""Former states of a plan's rows, read back out of the history."""

from dataclasses import dataclass

from django.db.models import QuerySet

from events.item_fields import FIELDS, text_of
from events.models import Plan, PlanChange, PlanItem


@dataclass(frozen=True)
class FormerText:
    """A field as it is and as it was."""

    field: str
    now: str
    then: str

    @property
    def label(self) -> str:
        return FIELDS[self.field].label


def history_of(plan: Plan, item: PlanItem | None = None) -> QuerySet[PlanChange]:
    """Return the changes of a plan, or of one row, the latest first."""
    changes = plan.changes.select_related("made_by", "item")
    return changes if item is None else changes.filter(item=item)


def texts_at(item: PlanItem, change: PlanChange, *, is_before: bool = False) -> dict[str, str]:
    """Return the texts of all fields as they were right after `change`, or right before it.

    They are reckoned back from the present ones, so that rows whose beginning the history does
    not know, loaded ones among them, have former states too.
    """
    texts = {name: text_of(item, name) for name in FIELDS}
    later = item.changes.exclude(action=PlanChange.Action.VARIANT)
    later = later.filter(pk__gte=change.pk) if is_before else later.filter(pk__gt=change.pk)
    for each in later.order_by("-pk"):
        texts |= {
            name: each.before[name]
            for name in FIELDS.keys() & each.before.keys() & each.after.keys()
        }
    if change.action == PlanChange.Action.VARIANT:
        kept = change.before if is_before else change.after
        texts |= {name: kept[name] for name in FIELDS.keys() & kept.keys()}
    return texts


def differences(item: PlanItem, then: dict[str, str]) -> list[FormerText]:
    """Return the fields that were otherwise then, in the order of the row."""
    texts = [FormerText(name, text_of(item, name), then[name]) for name in FIELDS]
    return [text for text in texts if text.now != text.then]
