"""The form's table in templates: for typing on the entry screen, for reading on the review page.

{% load forms_grid %}
{% section_table section blocks editable=False year=submission.campaign.year %}
"""

from typing import Any

from django import template
from django.urls import reverse

from statistics.grid import GridBlock, dom_id
from statistics.layout import SectionSpec
from statistics.models import Submission

register = template.Library()


@register.inclusion_tag("statistics/entry/table.html")
def section_table(
    section: SectionSpec,
    blocks: list[GridBlock],
    editable: bool,
    year: int,
    remarkable: bool = False,
    chosen: str | None = "",
) -> dict[str, Any]:
    """Draw the blocks made by `statistics.grid.grid_of`; `year` is that of the campaign.

    With `remarkable` each cell has a link that begins a remark to it; `chosen` is the address of
    the cell that one is being written to.
    """
    return {
        "section": section,
        "blocks": blocks,
        "editable": editable,
        "remarkable": remarkable,
        "chosen": chosen,
        "last_year": year - 1,
    }


@register.filter
def cell_id(address: str) -> str:
    """Return the id of a cell's element: `2.04.3` → `c-2-04-3`."""
    return dom_id(address)


@register.filter
def section_of(address: str) -> int:
    """Return the number of the section an address begins with."""
    return int(address.partition(".")[0])


@register.simple_tag
def branch_url(submission: Submission, section: SectionSpec | str | None) -> str:
    """Return where to go on at another library: the same section, at its first blank cell."""
    if not section:
        return reverse("statistics:submission", args=[submission.pk])
    return reverse("statistics:section", args=[submission.pk, section.number]) + "#blank"
