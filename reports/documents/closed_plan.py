"""The yearly report of a closed plan: the figures as they were on the day of closing."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from common.kept_tables import unpack
from common.tables import TableSet
from common.text import number_in
from events.fulfilment.rules import can_see_marks
from events.models import Plan, PlanClosing
from events.rules import plans_visible_to
from reports.documents.base import Document, Parameter, ParameterError
from reports.letterhead import Letterhead, of_plan


class ClosedPlan(Document):
    name = "plan-closing"
    title = "Отчёт завершённого плана"
    parameters = (
        Parameter("plan", "номер плана на портале", "2"),
        Parameter("closing", "номер завершения", "1"),
    )
    formats = ("pdf", "xlsx", "docx")
    quick = ("xlsx",)
    is_signed: ClassVar[bool] = True
    styles = ("tables", "fulfilment")

    def find(self) -> None:
        plan, number = (number_in(self.values[name]) or 0 for name in ("plan", "closing"))
        found = PlanClosing.objects.filter(plan=plan, number=number).first()
        if found is None:
            raise ParameterError("Такого отчёта завершённого плана нет.")
        self.plan_id, self.kept = found.plan_id, found.contents

    @classmethod
    def of_contents(cls, kept: Mapping[str, Any]) -> "ClosedPlan":
        """Return the document of a kept report, reading nothing else."""
        document = cls.__new__(cls)
        document.values, document.kept = {}, kept
        return document

    def is_visible_to(self, user: Any) -> bool:
        return plans_visible_to(user).filter(pk=self.plan_id).exists()

    def is_allowed_to(self, user: Any) -> bool:
        return can_see_marks(user)

    @cached_property
    def letterhead(self) -> Letterhead:
        return Letterhead(*self.kept["surroundings"]["letterhead"])

    def read_content(self) -> TableSet:
        return unpack(self.kept["report"])

    @property
    def _made(self) -> dt.date:
        return dt.date.fromisoformat(str(self.kept["closed_on"]))


def surroundings(plan: Plan) -> dict[str, Any]:
    """Return what is printed around the report of a plan, to be kept with it."""
    return {"letterhead": of_plan(plan).plain}


def render_kept(kept: Mapping[str, Any]) -> bytes:
    """Return the PDF of a kept report."""
    return ClosedPlan.of_contents(kept).render("pdf")
