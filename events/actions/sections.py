"""Sections of a plan: adding, renaming, moving, removing."""

from collections.abc import Sequence
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from events.actions.base import Act, begin_step, changed_meanwhile, lock_plan, plain, record
from events.models import Plan, PlanChange, PlanSection


def checked_title(text: str) -> str:
    """Return the title of a section as it is kept.

    Raises:
        ValidationError: it is missing or too long.
    """
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
    after: PlanSection | None = None,
) -> PlanSection:
    """Add a section right after another, or after all that stand inside the same parent.

    Raises:
        ValidationError: the title is missing or too long.
        PlanClosedError: the plan is approved.
    """
    title = checked_title(title)
    plan = lock_plan(plan.pk)
    parent = after.parent if after else parent
    last = plan.sections.aggregate(last=Max("position"))["last"] or 0
    section = plan.sections.create(title=title, kind=kind, parent=parent, position=last + 1)
    if after:
        row = siblings(section)
        _stand(row, section, row.index(after) + 1)
    act = begin_step(plan, by, f"новый раздел «{title}»")
    record(plan, PlanChange.Action.ADDED, act, after=_named(section))
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
    title = checked_title(title)
    plan = lock_plan(section.plan_id)
    section = plan.sections.get(pk=section.pk)
    if (section.title, section.kind) == (title, kind):
        return section
    if section.title not in (title, " ".join(base.split())):
        raise changed_meanwhile(section.title, title)
    act = begin_step(plan, by, f"название раздела «{section.title}»")
    write_title(plan, section, title, kind, act)
    return section


def write_title(plan: Plan, section: PlanSection, title: str, kind: str, act: Act) -> None:
    """Give a section of a locked plan its title and kind, with history."""
    before = {**_named(section), "section_kind": section.get_kind_display()}
    section.title, section.kind = title, kind
    section.save(update_fields=["title", "kind"])
    after = {**_named(section), "section_kind": section.get_kind_display()}
    record(plan, PlanChange.Action.CHANGED, act, before=before, after=after)


@transaction.atomic
def move_section(section: PlanSection, way: Literal["up", "down"], by: User | None) -> PlanSection:
    """Move a section, with all that stands in it, by one place among its neighbours.

    Raises:
        PlanClosedError: the plan is approved.
    """
    plan = lock_plan(section.plan_id)
    section = plan.sections.get(pk=section.pk)
    row = siblings(section)
    new = row.index(section) + (-1 if way == "up" else 1)
    if 0 <= new < len(row):
        act = begin_step(plan, by, f"перестановка раздела «{section.title}»")
        put_at(plan, section, new, act)
    return section


def siblings(section: PlanSection) -> list[PlanSection]:
    """Return the sections that stand inside the same one, this among them, in their order."""
    row = PlanSection.objects.filter(plan=section.plan_id, parent=section.parent_id)
    return list(row.order_by("position", "pk"))


def put_at(plan: Plan, section: PlanSection, index: int, act: Act) -> None:
    """Move a section of a locked plan to a place among its neighbours, with history."""
    row = siblings(section)
    old, new = row.index(section), min(index, len(row) - 1)
    _stand(row, section, new)
    record(
        plan,
        PlanChange.Action.MOVED,
        act,
        before={**_named(section), "number": old + 1},
        after={**_named(section), "number": new + 1},
    )


def _stand(row: list[PlanSection], section: PlanSection, index: int) -> None:
    row.insert(index, row.pop(row.index(section)))
    places = sorted(other.position for other in row)
    for number, (other, position) in enumerate(zip(row, places, strict=True)):
        other.position = max(position, places[0] + number)
    PlanSection.objects.bulk_update(row, ["position"])


@transaction.atomic
def remove_section(section: PlanSection, by: User | None) -> None:
    """Remove a heading; its rows and inner sections stay, in the section around it if any.

    Raises:
        PlanClosedError: the plan is approved.
    """
    plan = lock_plan(section.plan_id)
    section = plan.sections.get(pk=section.pk)
    act = begin_step(plan, by, f"удаление раздела «{section.title}»")
    take_section_out(plan, section, act)


def take_section_out(plan: Plan, section: PlanSection, act: Act) -> None:
    """Remove a section of a locked plan; the history keeps what it takes to bring it back."""
    before = {
        **_named(section),
        "section_kind": section.get_kind_display(),
        "kind": section.kind,
        "parent_id": section.parent_id,
        "position": section.position,
        "items": _keys(section.items),
        "children": _keys(section.children),
        "figures": _keys(section.figures),
    }
    section.children.update(parent=section.parent_id)
    section.items.update(section=section.parent_id)
    section.figures.update(section=section.parent_id)
    section.delete()
    record(plan, PlanChange.Action.REMOVED, act, before=before)


def bring_section_back(plan: Plan, kept: dict[str, Any], act: Act) -> None:
    """Put a removed section, as the history kept it, into a locked plan again.

    What stood in it and has gone elsewhere since stays where it is.
    """
    parent = plan.sections.filter(pk=kept["parent_id"]).first()
    section = plan.sections.create(
        pk=kept["section_id"],
        title=kept["section_title"],
        kind=kept["kind"],
        parent=parent,
        position=kept["position"],
    )
    own = {"section": parent}
    plan.items.filter(pk__in=kept["items"], **own).update(section=section)
    plan.figures.filter(pk__in=kept["figures"], **own).update(section=section)
    inner = plan.sections.filter(pk__in=kept["children"], parent=parent)
    inner.exclude(pk=section.pk).update(parent=section)
    record(plan, PlanChange.Action.RESTORED, act, after=_named(section))


def _keys(rows: Any) -> Sequence[int]:
    return list(rows.values_list("pk", flat=True))


def _named(section: PlanSection) -> dict[str, Any]:
    return {"section_title": section.title, "section_id": section.pk}
