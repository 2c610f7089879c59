"""Tables of annual plans."""

from events.models.counting import CountingRule
from events.models.imports import PlanImport
from events.models.items import ItemOrganiser, ItemPeriod, ItemResponsible, PlanItem
from events.models.marks import ItemMark
from events.models.plans import Plan, PlanChange, PlannedFigure, PlanSection

__all__ = [
    "CountingRule",
    "ItemMark",
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
