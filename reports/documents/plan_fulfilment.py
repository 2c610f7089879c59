"""How a plan is carried out in a month, a quarter or the year: plan, fact, per cent, reasons."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.utils import timezone

from common.tables import TableSet
from common.text import number_in
from events.fulfilment.parts import CODES, YearPart
from events.fulfilment.rules import can_see_marks
from events.fulfilment.tables import fulfilment_tables
from events.models import Plan
from events.rules import plans_visible_to
from reports.documents.base import Document, Parameter, ParameterError
from reports.letterhead import Letterhead, of_plan


class PlanFulfilment(Document):
    name = "plan-fulfilment"
    title = "Отчёт о выполнении плана"
    parameters = (
        Parameter("plan", "номер плана на портале", "2"),
        Parameter("part", "за какое время", "q3", default="year", choices=CODES),
    )
    formats = ("pdf", "xlsx", "docx")
    quick = ("xlsx",)
    is_signed: ClassVar[bool] = True
    styles = ("tables", "fulfilment")

    def find(self) -> None:
        self.plan = find_plan(self.values)
        self.part = YearPart(self.plan.year, self.values["part"])

    def is_visible_to(self, user: Any) -> bool:
        return plans_visible_to(user).filter(pk=self.plan.pk).exists()

    def is_allowed_to(self, user: Any) -> bool:
        return can_see_marks(user)

    @cached_property
    def letterhead(self) -> Letterhead:
        return of_plan(self.plan)

    def read_content(self) -> TableSet:
        return fulfilment_tables(self.plan, self.part, timezone.localdate())


def find_plan(values: Mapping[str, str]) -> Plan:
    """Return the plan of the parameter `plan`; raise ParameterError."""
    number = values["plan"]
    plans = Plan.objects.select_related("organisation")
    found = plans.filter(pk=number_in(number) or 0).first()
    if found is None:
        raise ParameterError(f"Нет плана с номером «{number}».")
    return found
