"""Sections of a plan: adding, renaming, moving, removing."""

from typing import Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from events.actions.base import changed_meanwhile, lock_plan, plain, record
from events.models import Plan, PlanChange, PlanSection


def _title(text: str) -> str:
    title = " ".join(plain(text).split())
    if not title:
        raise ValidationError("Напишите название раздела.")
    if len(title) > 500:
        raise ValidationError("Название раздела длиннее 500 знаков. Сократите, пожалуйста.")
    return title


@transaction.atomic
def add_section(
    plan: Plan,
    title: str,
    by: User | None,
    *,
    kind: PlanSection.Kind = PlanSection.Kind.OTHER,
    parent: PlanSection | None = None,
) -> PlanSection:
    """Add a section after the others that stand inside the same parent.

    Raises:
        ValidationError: the title is missing or too long.
        PlanClosedError: the plan is approved.
    """
    title = _title(title)
    plan = lock_plan(plan.pk)
    last = plan.sections.aggregate(last=Max("position"))["last"] or 0
    section = plan.sections.create(title=title, kind=kind, parent=parent, position=last + 1)
    record(plan, PlanChange.Action.ADDED, by, after={"section_title": title})
    return section


@transaction.atomic
def rename_section(
    section: PlanSection, title: str, kind: PlanSection.Kind, by: User | None, base: str
) -> PlanSection:
    """Change the title and the kind of a section; `base` is the title one started from.

    Raises:
        ValidationError: the title is missing or too long.
        PlanError: somebody renamed the section meanwhile; the message holds both titles.
        PlanClosedError: the plan is approved.
    """
    title = _title(title)
    plan = lock_plan(section.plan_id)
    section = plan.sections.get(pk=section.pk)
    if (section.title, section.kind) == (title, kind):
        return section
    if section.title not in (title, " ".join(base.split())):
        raise changed_meanwhile(section.title, title)
    before = {"section_title": section.title, "section_kind": section.get_kind_display()}
    section.title, section.kind = title, kind
    section.save(update_fields=["title", "kind"])
    after = {"section_title": title, "section_kind": section.get_kind_display()}
    record(plan, PlanChange.Action.CHANGED, by, before=before, after=after)
    return section


@transaction.atomic
def move_section(section: PlanSection, way: Literal["up", "down"], by: User | None) -> PlanSection:
    """Move a section, with all that stands in it, by one place among its neighbours.

    Raises:
        PlanClosedError: the plan is approved.
    """
    plan = lock_plan(section.plan_id)
    section = plan.sections.get(pk=section.pk)
    row = list(plan.sections.filter(parent=section.parent_id).order_by("position", "pk"))
    old = row.index(section)
    new = old - 1 if way == "up" else old + 1
    if not 0 <= new < len(row):
        return section
    row.insert(new, row.pop(old))
    places = sorted(other.position for other in row)
    for number, (other, position) in enumerate(zip(row, places, strict=True)):
        other.position = max(position, places[0] + number)
    PlanSection.objects.bulk_update(row, ["position"])
    record(
        plan,
        PlanChange.Action.MOVED,
        by,
        before={"section_title": section.title, "number": old + 1},
        after={"section_title": section.title, "number": new + 1},
    )
    return section


@transaction.atomic
def remove_section(section: PlanSection, by: User | None) -> None:
    """Remove a heading; its rows and inner sections stay, in the section around it if any.

    Raises:
        PlanClosedError: the plan is approved.
    """
    plan = lock_plan(section.plan_id)
    section = plan.sections.get(pk=section.pk)
    before = {
        "section_title": section.title,
        "section_kind": section.get_kind_display(),
        "items": list(section.items.values_list("pk", flat=True)),
    }
    section.children.update(parent=section.parent_id)
    section.items.update(section=section.parent_id)
    section.figures.update(section=section.parent_id)
    section.delete()
    record(plan, PlanChange.Action.REMOVED, by, before=before)
