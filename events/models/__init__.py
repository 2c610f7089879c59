"""Tables of annual plans."""

from events.models.imports import PlanImport
from events.models.items import ItemOrganiser, ItemPeriod, ItemResponsible, PlanItem
from events.models.plans import Plan, PlanChange, PlannedFigure, PlanSection

__all__ = [
    "ItemOrganiser",
    "ItemPeriod",
    "ItemResponsible",
    "Plan",
    "PlanChange",
    "PlanImport",
    "PlanItem",
    "PlanSection",
    "PlannedFigure",
]
