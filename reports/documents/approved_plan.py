"""An approved edition of a plan: the text as it was on that day, whatever was renamed since."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from common.text import number_in
from events.contents import Contents, read_contents
from events.forms.documents import grouping_of
from events.fulfilment.parts import YearPart
from events.models import Plan, PlanEdition, PlanItem, PlanProfile, PlanSection
from events.models.profile import profile_of
from events.rules import plans_visible_to
from reports.documents.base import Parameter, ParameterError
from reports.documents.plan import PlanDocument
from reports.documents.plan_extract import Extract
from reports.documents.plan_words import Visa, amended_by, approver_of, visas_in
from reports.letterhead import Letterhead, of_department

_KEPT = (
    "agreed_post", "agreed_name", "coordinators", "signer_post", "signer_name",
    "size", "left", "right", "top", "bottom",
)  # fmt: skip


class ApprovedPlan(PlanDocument):
    name = "approved_plan"
    title = "Утверждённая редакция плана"
    parameters = (
        Parameter("plan", "номер плана на портале", "2"),
        Parameter("edition", "номер редакции", "1"),
    )

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
        self.extract = Extract(YearPart(contents.plan.year))
        self.values["group"] = grouping_of(contents.plan)

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

    @cached_property
    def profile(self) -> PlanProfile:
        """How the plan was laid out and signed on that day."""
        kept = (self.contents.surroundings or {}).get("profile", {})
        return PlanProfile(organisation=self.plan.organisation, **kept)

    def visas(self) -> list[Visa]:
        return visas_in(self.contents)

    def under_title(self) -> list[str]:
        """Return the amendments that the text holds, a line each."""
        return amended_by(self.contents.amendments)


def surroundings(plan: Plan) -> dict[str, Any]:
    """Return what is printed around an approved plan, to be kept with it."""
    profile = profile_of(plan.organisation)
    post, name = approver_of(plan, profile)
    kept = {field: getattr(profile, field) for field in _KEPT}
    kept |= {"approver_post": post, "approver_name": name}
    return {"letterhead": of_department().plain, "profile": kept}


def render_kept(kept: Mapping[str, Any]) -> bytes:
    """Return the PDF of kept contents."""
    return ApprovedPlan.of_contents(kept).render("pdf")
