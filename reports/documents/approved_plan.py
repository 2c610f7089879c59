"""An approved edition of a plan: the text as it was on that day, whatever was renamed since."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.utils.formats import date_format

from common.tables import Line, TableSet
from common.text import number_in
from events.contents import Contents, read_contents
from events.models import PlanEdition, PlanItem, PlanSection
from events.rules import plans_visible_to
from reports.documents.base import Parameter, ParameterError
from reports.documents.plan import PlanDocument
from reports.letterhead import Letterhead, of_department


class ApprovedPlan(PlanDocument):
    name = "approved_plan"
    title = "Утверждённая редакция плана"
    parameters = (
        Parameter("plan", "номер плана на портале", "2"),
        Parameter("edition", "номер редакции", "1"),
    )
    template = "documents/approved_plan.html"

    def find(self) -> None:
        plan, number = (number_in(self.values[name]) or 0 for name in ("plan", "edition"))
        editions = PlanEdition.objects.select_related("snapshot")
        found = editions.filter(plan=plan, number=number).first()
        if found is None:
            raise ParameterError("Такой утверждённой редакции плана нет.")
        self.hold(read_contents(found.snapshot.contents))

    def hold(self, contents: Contents) -> None:
        """Make the document of these contents."""
        self.contents, self.plan = contents, contents.plan
        self.values["group"] = "months" if contents.plan.is_ordered_by_time else "sections"

    @classmethod
    def of_contents(cls, kept: Mapping[str, Any]) -> "ApprovedPlan":
        """Return the document of kept contents, reading nothing else."""
        document = cls.__new__(cls)
        document.values = {}
        document.hold(read_contents(kept))
        return document

    def is_visible_to(self, user: Any) -> bool:
        return plans_visible_to(user).filter(pk=self.plan.pk).exists()

    def read_rows(self) -> tuple[list[PlanSection], list[PlanItem]]:
        return self.contents.sections, self.contents.rows

    @cached_property
    def letterhead(self) -> Letterhead:
        kept = self.contents.surroundings
        return Letterhead(*kept["letterhead"]) if kept else of_department()

    def read_content(self) -> TableSet:
        content = super().read_content()
        items, *others = content.tables
        agreed = [Line(""), Line("Согласовано", "bold"), *map(Line, self.agreed())]
        items = replace(
            items,
            after_title=(*map(Line, self.amended()), *items.after_title),
            bottom=(*items.bottom, *(agreed if len(agreed) > 2 else ())),
        )
        return replace(content, tables=(items, *others))

    def amended(self) -> list[str]:
        """Return the amendments that the text holds, a line each."""
        return [
            f"{one.title} от {date_format(one.on, 'j E Y')} г."
            + (f", приказ № {one.order_number}" if one.order_number else "")
            for one in self.contents.amendments
        ]

    def agreed(self) -> list[str]:
        """Return who agreed to the text, a line each: post, name and day."""
        return [
            f"{', '.join(filter(None, (one.post, one.name)))} — {date_format(one.on, 'j E Y')} г."
            for one in self.contents.agreed
        ]

    def pdf_context(self) -> dict[str, Any]:
        return {**super().pdf_context(), "amended": self.amended(), "agreed": self.agreed()}


def surroundings() -> dict[str, Any]:
    """Return what is printed around an approved plan, to be kept with it."""
    return {"letterhead": of_department().plain}


def render_kept(kept: Mapping[str, Any]) -> bytes:
    """Return the PDF of kept contents."""
    return ApprovedPlan.of_contents(kept).render("pdf")
