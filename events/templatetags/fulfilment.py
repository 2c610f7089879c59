"""How marks of fulfilment are told in templates."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from common.tables import Table
from events.calendar import MONTHS
from events.fulfilment.lines import Line
from events.models import ItemMark, PlanItem
from events.names.full import full_name as name_with_form

register = template.Library()

_BADGES = {
    ItemMark.State.HELD: "accepted",
    ItemMark.State.MOVED: "waiting",
    ItemMark.State.CANCELLED: "undone",
    ItemMark.State.NOT_DONE: "undone",
}


@register.filter
def badge(mark: ItemMark) -> str:
    """Return the look of a mark's state, of those that `state_badge.html` knows."""
    return _BADGES[ItemMark.State(mark.state)]


@register.filter
def full_name(item: PlanItem) -> str:
    return name_with_form(item)


@register.filter
def marked_for(line: Line) -> str:
    """Return for which months the mark stands: «за март», «за январь–март»."""
    last = MONTHS[line.due.month - 1].lower()
    first = MONTHS[line.due.first - 1].lower()
    return f"за {last}" if first == last else f"за {first}–{last}"


@register.filter
def has_rows(tables: Iterable[Table], key: str) -> bool:
    """Return whether the table of this key among `tables` has any rows."""
    return any(table.key == key and table.rows for table in tables)


@register.filter
def value_of(values: Mapping[str, Any], key: str) -> Any:
    return values.get(key)
