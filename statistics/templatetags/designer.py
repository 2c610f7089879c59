"""Places of a draft in templates: a fault knows them counted from 0, addresses by their names."""

from collections.abc import Sequence

from django import template

from statistics.designer.tree import Node

register = template.Library()


@register.filter
def number_at(sections: Sequence[Node], at: int) -> int:
    """Return the number of the section at a place."""
    return sections[at]["number"]


@register.filter
def code_at(checks: Sequence[Node], at: int) -> str:
    """Return the code of the check at a place."""
    return checks[at]["code"]
