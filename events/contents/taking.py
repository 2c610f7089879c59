"""Taking down the whole contents of a plan: every word, name and date as it stands now."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from events.models import Amendment, ApprovalStep, Plan, PlanItem
from events.order import sections_in_order
from events.queries import rows_of
from libraries.models import Organisation

FORMAT = 1
LISTS = ("periods", "organisers", "responsibles")
# How the rows are kept, and what is decided over them, is no part of what they say.
_KEEPING = {"version", "created_at", "plan_import", "removed_at", "removed_by", "name_key"}


def take_contents(plan: Plan, agreed: Iterable[ApprovalStep] = ()) -> dict[str, Any]:
    """Return all that the plan says, as plain values for JSON.

    Names of organisations are taken with it, so that the text reads the same when they are called
    otherwise. `agreed` are those who have agreed to it, for the block of coordination.
    """
    sections = sections_in_order(plan)
    rows = rows_of(plan, sections)
    return {
        "format": FORMAT,
        "plan": fields_of(plan),
        "organisation": fields_of(plan.organisation),
        "owners": _names({row.owner_id for row in rows if row.owner_id}),
        "sections": [fields_of(section) for section in sections],
        "figures": [fields_of(figure) for figure in plan.figures.all()],
        "items": [_item(row) for row in rows],
        "amendments": [
            {"title": one.title, "on": one.approved_on, "order_number": one.order_number}
            for one in plan.amendments.filter(state=Amendment.State.APPROVED).order_by("number")
        ],
        "agreed": [
            {"name": step.name, "post": step.post, "on": step.answered_on} for step in agreed
        ],
    }


def _item(row: PlanItem) -> dict[str, Any]:
    lists = {name: [fields_of(part) for part in getattr(row, name).all()] for name in LISTS}
    return {**fields_of(row), **lists}


def _names(owners: set[int]) -> dict[str, str]:
    if not owners:
        return {}
    return {str(one.pk): str(one) for one in Organisation.objects.filter(pk__in=owners)}


def fields_of(row: models.Model) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in _KEEPING
    }
