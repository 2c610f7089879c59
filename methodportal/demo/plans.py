"""Plans of the demo region: the department's by year, and one consolidated."""

import datetime as dt
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from accounts.models import User
from common.roles import Role
from events.actions import approve, close_plan
from events.actions.texts import read_wording
from events.models import (
    ItemOrganiser,
    ItemResponsible,
    Plan,
    PlanChange,
    PlanItem,
    PlannedFigure,
    PlanProfile,
    PlanSection,
)
from libraries.models import Organisation
from methodportal.demo.registry import PRESENT_YEAR, Registry

TEXTS = Path(__file__).with_name("plans.yaml")
APPROVER = {
    "approver_post": "Директор ГБУК «Синегорская областная научная библиотека»",
    "approver_name": "В. П. Островская",
    "signer_post": "Заведующая научно-методическим отделом",
    "signer_name": "Е. А. Полякова",
}

AGREED = {
    "agreed_post": "Начальник отдела библиотек министерства культуры Синегорской области",
    "agreed_name": "Н. С. Ветрова",
    "coordinators": "Главный бухгалтер | Т. И. Котова",
}


def make_plans(registry: Registry) -> None:
    """Create last year's and this year's plans, approved, and next year's, still in draft."""
    PlanProfile.objects.create(organisation=registry.organisers["science"], **AGREED)
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    users = {
        user.short_name.replace("\N{NO-BREAK SPACE}", " "): user for user in User.objects.all()
    }
    years = (
        (PRESENT_YEAR - 1, Plan.State.APPROVED),
        (PRESENT_YEAR, Plan.State.APPROVED),
        (PRESENT_YEAR + 1, Plan.State.DRAFT),
    )
    for year, state in years:
        plan = make_plan(registry, texts["department"], year, Plan.Kind.DEPARTMENT)
        fill(plan, texts["department"], registry, users)
        if state == Plan.State.APPROVED:
            approve(plan, _head(), dt.date(year - 1, 12, 22), f"{year % 100}4-о")
    next_year = PRESENT_YEAR + 1
    plan = make_plan(registry, texts["consolidated"], next_year, Plan.Kind.CONSOLIDATED)
    fill(plan, texts["consolidated"], registry, users)
    children = make_plan(
        registry, texts["children"], next_year, Plan.Kind.DEPARTMENT, organisation="children"
    )
    fill(children, texts["children"], registry, users)


def close_last_year() -> None:
    """Close last year's plan, when all that its report counts has been made."""
    plan = Plan.objects.get(year=PRESENT_YEAR - 1, kind=Plan.Kind.DEPARTMENT)
    close_plan(plan, _head(), version=plan.version, reasons={}, accepts=False)


def _head() -> User:
    return User.objects.filter(role=Role.HEAD).order_by("pk").first()


def _said(text: str, year: int) -> str:
    return text.format(year=year, last=year - 1, next=year + 1)


def make_plan(
    registry: Registry, text: dict[str, Any], year: int, kind: str, organisation: str = "science"
) -> Plan:
    """Create a draft without rows."""
    return Plan.objects.create(
        organisation=registry.organisers[organisation], kind=kind, year=year,
        title=_said(text["title"], year), goal=text["goal"], tasks=_said(text["tasks"], year),
        priorities=text["priorities"],
        department=text.get("department", ""),
        **(APPROVER if organisation == "science" else {}),
    )  # fmt: skip


def fill(plan: Plan, text: dict[str, Any], registry: Registry, users: dict[str, User]) -> None:
    """Put the sections, rows and figures of a text into a draft."""
    _make_figures(plan, text["figures"])
    position = 0
    for number, part in enumerate(text["sections"], start=1):
        section = PlanSection.objects.create(
            plan=plan, title=part["title"], kind=part["kind"], position=number * 10
        )
        for row in part["items"]:
            position += 10
            cells = [_said(cell.strip(), plan.year) for cell in row.split("|")]
            _make_item(section, position, cells, registry.organisers, users)
    maker = User.objects.filter(role=Role.METHODIST).order_by("pk").first()
    PlanChange.objects.create(
        plan=plan, action=PlanChange.Action.ADDED, made_by=maker, made_at=timezone.now(),
        after={"items": plan.items.count()},
    )  # fmt: skip


def _make_figures(plan: Plan, figures: list[dict[str, Any]]) -> None:
    for number, figure in enumerate(figures, start=1):
        whole = PlannedFigure.objects.create(
            plan=plan, name=figure["name"], number=figure["number"], position=number * 10
        )
        PlannedFigure.objects.bulk_create(
            PlannedFigure(plan=plan, parent=whole, name=name, number=part, position=place * 10)
            for place, (name, part) in enumerate(figure.get("parts", ()), start=1)
        )


def _make_item(
    section: PlanSection,
    position: int,
    cells: list[str],
    organisers: dict[str, Organisation],
    users: dict[str, User],
) -> None:
    form, name, wording, who, place = cells
    item = PlanItem.objects.create(
        plan=section.plan, section=section, position=position, event_form=form, name=name,
        place=place,
    )  # fmt: skip
    for number, key in enumerate(part.strip() for part in who.split(";")):
        if key in organisers:
            organisation = organisers[key]
            ItemOrganiser.objects.create(
                item=item, organisation=organisation, wording=organisation.name, position=number
            )
        else:
            ItemResponsible.objects.create(
                item=item, user=users.get(key), wording=key, position=number
            )
    period = read_wording(wording, section.plan.year)
    period.item = item
    period.save()
