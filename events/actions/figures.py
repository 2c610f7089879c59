"""Planned figures and their parts: консультации 600 = 500 + 70 + 30."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from events.actions.base import changed_meanwhile, lock_plan, plain, record
from events.models import Plan, PlanChange, PlannedFigure, PlanSection


def checked_name(text: str) -> str:
    """Return the name of a figure as it is kept.

    Raises:
        ValidationError: it is missing.
    """
    name = " ".join(plain(text).split())
    if not name:
        raise ValidationError("Напишите, что запланировано: например, «Консультации».")
    return name


@transaction.atomic
def add_figure(
    plan: Plan,
    name: str,
    number: int,
    by: User | None,
    *,
    parent: PlannedFigure | None = None,
    section: PlanSection | None = None,
) -> PlannedFigure:
    """Add a planned figure, or a part of one.

    Raises:
        ValidationError: the name is missing.
        PlanClosedError: the plan is approved.
    """
    name = checked_name(name)
    plan = lock_plan(plan.pk)
    last = plan.figures.aggregate(last=Max("position"))["last"] or 0
    figure = PlannedFigure(
        plan=plan, name=name, number=number, parent=parent, section=section, position=last + 1
    )
    figure.full_clean()
    figure.save()
    record(plan, PlanChange.Action.ADDED, by, after={"figure": str(figure)})
    return figure


@transaction.atomic
def change_figure(
    figure: PlannedFigure, name: str, number: int, by: User | None, base: str
) -> PlannedFigure:
    """Change the name and the number of a figure; its parts are left as they are.

    `base` is the figure in words («Консультации: 600») from which one started.

    Raises:
        ValidationError: the name is missing.
        PlanError: somebody changed the figure meanwhile; the message holds both.
        PlanClosedError: the plan is approved.
    """
    plan = lock_plan(figure.plan_id)
    figure = plan.figures.get(pk=figure.pk)
    present = str(figure)
    figure.name, figure.number = checked_name(name), number
    figure.full_clean()
    if str(figure) == present:
        return figure
    if present != base:
        raise changed_meanwhile(present, str(figure))
    figure.save(update_fields=["name", "number"])
    before, after = {"figure": present}, {"figure": str(figure)}
    record(plan, PlanChange.Action.CHANGED, by, before=before, after=after)
    return figure


@transaction.atomic
def remove_figure(figure: PlannedFigure, by: User | None) -> None:
    """Remove a figure and its parts.

    Raises:
        PlanClosedError: the plan is approved.
    """
    plan = lock_plan(figure.plan_id)
    figure = plan.figures.get(pk=figure.pk)
    before = {"figure": str(figure), "parts": [str(part) for part in figure.parts.all()]}
    figure.delete()
    record(plan, PlanChange.Action.REMOVED, by, before=before)
