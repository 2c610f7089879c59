"""Reading kept contents back: the same objects as those of a plan at work, never to be saved."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from events.contents.taking import LISTS, take_contents
from events.models import (
    ItemOrganiser,
    ItemPeriod,
    ItemResponsible,
    Plan,
    PlanItem,
    PlannedFigure,
    PlanSection,
)
from libraries.models import Organisation

_PARTS = {"periods": ItemPeriod, "organisers": ItemOrganiser, "responsibles": ItemResponsible}


@dataclass(frozen=True)
class Agreed:
    """Who agreed to the plan, and on which day."""

    name: str
    post: str
    on: dt.date


@dataclass(frozen=True)
class Amended:
    """An approved amendment that the text holds."""

    title: str
    on: dt.date
    order_number: str


@dataclass(frozen=True)
class Contents:
    """A plan as it was: its sections with their `depth`, its rows with `number` and `section`."""

    plan: Plan
    sections: list[PlanSection]
    rows: list[PlanItem]
    owners: Mapping[int, str]
    agreed: list[Agreed]
    amendments: list[Amended]
    surroundings: Any


def read_contents(kept: Mapping[str, Any]) -> Contents:
    """Return what `take_contents` has taken down, whatever became of the rows since."""
    plan = _row(Plan, kept["plan"])
    plan.organisation = _row(Organisation, kept["organisation"])
    figures = [_row(PlannedFigure, told) for told in kept["figures"]]
    plan._prefetched_objects_cache = {"figures": figures}
    sections = [_row(PlanSection, told) for told in kept["sections"]]
    _deepen(sections)
    owners = {int(pk): name for pk, name in kept["owners"].items()}
    return Contents(
        plan=plan,
        sections=sections,
        rows=list(_rows(plan, sections, kept["items"])),
        owners=owners,
        agreed=[Agreed(**_dated(told)) for told in kept["agreed"]],
        amendments=[Amended(**_dated(told)) for told in kept["amendments"]],
        surroundings=kept.get("surroundings"),
    )


def present_contents(plan: Plan) -> Contents:
    """Return the plan as it stands, in the same shape as what was kept of it."""
    return read_contents(take_contents(plan))


def _rows(
    plan: Plan, sections: list[PlanSection], told: Iterable[Mapping[str, Any]]
) -> Iterable[PlanItem]:
    by_key = {section.pk: section for section in sections}
    for number, values in enumerate(told, start=1):
        item = _row(PlanItem, values)
        item.plan, item.number = plan, number
        item.section = by_key.get(values["section_id"])
        item._prefetched_objects_cache = {
            name: [_row(_PARTS[name], part) for part in values[name]] for name in LISTS
        }
        yield item


def _dated(told: Mapping[str, Any]) -> dict[str, Any]:
    return {**told, "on": models.DateField().to_python(told["on"])}


def _deepen(sections: list[PlanSection]) -> None:
    """Say of each section how deep it stands; those around it come before it."""
    depths: dict[int | None, int] = {None: 0}
    for section in sections:
        section.depth = depths.get(section.parent_id, 0) + 1
        depths[section.pk] = section.depth


def _row(model: type[models.Model], values: Mapping[str, Any]) -> Any:
    """Return a row of the kept values; a field that came later has its default."""
    known = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: known[name].to_python(values[name]) for name in known if name in values})
