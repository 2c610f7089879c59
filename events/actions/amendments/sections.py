"""Sections of the plan in an amendment: added, renamed, moved, taken out."""

from django.db import transaction

from accounts.models import User
from events.actions.amended.sketch import Sketch
from events.actions.amendments.base import (
    Act,
    Kind,
    Spot,
    forget_row,
    hold,
    others_of,
    seen_row,
    write_row,
)
from events.actions.base import PlanError
from events.actions.sections import checked_title
from events.models import Amendment, AmendmentRow, PlanSection


@transaction.atomic
def amend_section(
    amendment: Amendment,
    section: PlanSection,
    title: str,
    kind: PlanSection.Kind,
    by: User,
    version: int = 0,
    spot: Spot | None = None,
) -> AmendmentRow | None:
    """Write another title, kind or place of a section; None when all stays as it is.

    `version` is that of the amendment's row the person has seen, 0 when there was none; without
    `spot` the section stays where it stands.

    Raises:
        AmendmentClosedError: the amendment takes no changes.
        RowMovedOnError: somebody has written this section meanwhile.
        ValidationError: the title is missing or too long.
        PlanError: the section cannot stand there.
    """
    amendment, title = hold(amendment), checked_title(title)
    section = amendment.plan.sections.get(pk=section.pk)
    row = seen_row(amendment, version, section=section)
    before = {"title": section.title, "kind": section.kind}
    texts = {"title": title, "kind": str(kind)}
    changed = {name: text for name, text in texts.items() if text != before[name]}
    place, where = _placed(others_of(amendment, row), section.pk, spot) if spot else ({}, "")
    if not (changed or place):
        forget_row(amendment, row, by)
        return None
    told = {"texts": changed, "before": before, "place": place, "where": where}
    return write_row(amendment, row, by, kind=Kind.SECTION, act=Act.CHANGE, section=section, **told)


@transaction.atomic
def amend_section_removal(
    amendment: Amendment, section: PlanSection, by: User, version: int = 0
) -> AmendmentRow:
    """Write that a heading is taken out of the plan; what stands under it stays in the plan.

    Raises:
        AmendmentClosedError: the amendment takes no changes.
        RowMovedOnError: somebody has written this section meanwhile.
    """
    amendment = hold(amendment)
    section = amendment.plan.sections.get(pk=section.pk)
    row = seen_row(amendment, version, section=section)
    before = {"title": section.title, "kind": section.kind}
    return write_row(
        amendment, row, by, kind=Kind.SECTION, act=Act.REMOVE, section=section, before=before
    )


@transaction.atomic
def amend_new_section(
    amendment: Amendment,
    title: str,
    kind: PlanSection.Kind,
    spot: Spot,
    by: User,
    row: AmendmentRow | None = None,
    version: int = 0,
) -> AmendmentRow:
    """Write a section that the plan does not have yet.

    Raises:
        AmendmentClosedError: the amendment takes no changes.
        RowMovedOnError: somebody has written or dropped this section meanwhile.
        ValidationError: the title is missing or too long.
        PlanError: the section cannot stand there.
    """
    amendment, title = hold(amendment), checked_title(title)
    known = seen_row(amendment, version, pk=row.pk) if row is not None else None
    place, where = _placed(others_of(amendment, known), None, spot)
    texts = {"title": title, "kind": str(kind)}
    told = {"texts": texts, "place": place, "where": where}
    return write_row(amendment, known, by, kind=Kind.SECTION, act=Act.ADD, **told)


def _placed(sketch: Sketch, key: int | None, spot: Spot) -> tuple[dict[str, int | None], str]:
    """Return the place of a section as it is kept, and in words.

    Raises:
        PlanError: the amended plan has no such section, or it is this one or stands inside it.
    """
    outline, known = sketch.outline, {None, *sketch.sections}
    if not {spot.section, spot.after} <= known:
        raise PlanError("Места, которое Вы выбрали, в изменённом плане нет: выберите другое.")
    if key is not None and outline.is_inside(spot.section, key):
        raise PlanError("Раздел не может стоять внутри самого себя: выберите другое место.")
    around = f"внутри раздела «{sketch.sections[spot.section]['title']}»" if spot.section else ""
    before = f"после раздела «{sketch.sections[spot.after]['title']}»" if spot.after else "первым"
    where = ", ".join(filter(None, (around, before)))
    return {"section": spot.section, "after": spot.after}, where
