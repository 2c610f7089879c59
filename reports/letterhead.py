"""Whose a document is and who signs it, as printed at its head and at its foot."""

from dataclasses import astuple, dataclass

from django.conf import settings

from events.models import Plan
from libraries.models import Organisation
from publications.models import DepartmentPage

_HEAD_OF_DEPARTMENT = "Заведующий отделом"
_HEAD_OF_ORGANISATION = "Руководитель"


@dataclass(frozen=True)
class Letterhead:
    """The author of a document after ГОСТ Р 7.0.97-2016, 5.1–5.6: from the founder downwards."""

    founder: str
    organisation: str
    department: str
    signer_post: str
    signer: str

    @property
    def author(self) -> str:
        """The author in a line, for the properties of a file."""
        return ", ".join(filter(None, (self.organisation, self.department)))

    @property
    def plain(self) -> tuple[str, ...]:
        return astuple(self)


def of_department() -> Letterhead:
    """Return the methodical department's, as its page tells."""
    related = ("organisation", "signer")
    page = DepartmentPage.objects.select_related(*related).first() or DepartmentPage()
    signer = page.signer
    return Letterhead(
        founder=page.organisation.founder if page.organisation else "",
        organisation=page.organisation.name if page.organisation else "",
        department=settings.DEPARTMENT_NAME,
        signer_post=_capital(signer.post) if signer else _HEAD_OF_DEPARTMENT,
        signer=signer.signature if signer else "",
    )


def approval_lines() -> list[str]:
    """Return the lines of УТВЕРЖДАЮ: who heads the organisation that the department works in."""
    page = DepartmentPage.objects.select_related("organisation").first()
    of = page.organisation if page else None
    post = _capital(of.director_post) if of and of.director_post else _HEAD_OF_ORGANISATION
    name = of.director_name if of else ""
    day = "«___» ________________ 20__ г."
    lines = ["УТВЕРЖДАЮ", post, of.name if of else "", f"____________________ {name}", day]
    return [line.strip() for line in lines if line.strip()]


def of_plan(plan: Plan) -> Letterhead:
    """Return that of a plan's organisation and department, with who signs the plan."""
    own = of_organisation(plan.organisation)
    return Letterhead(
        founder=own.founder,
        organisation=own.organisation,
        department=plan.department,
        signer_post=plan.signer_post or _HEAD_OF_DEPARTMENT,
        signer=plan.signer_name,
    )


def of_organisation(organisation: Organisation) -> Letterhead:
    """Return that of a library system, a library or another body."""
    return Letterhead(
        founder=organisation.founder,
        organisation=organisation.name,
        department="",
        signer_post=_capital(organisation.director_post) or _HEAD_OF_ORGANISATION,
        signer=organisation.director_name,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
