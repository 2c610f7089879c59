"""Rows of the plan in an amendment: changed, moved to another section, taken out, added."""

from django.db import transaction

from accounts.models import User
from events.actions.amendments.base import (
    Act,
    Kind,
    Spot,
    Values,
    forget_row,
    hold,
    others_of,
    seen_row,
    write_row,
)
from events.actions.base import PlanError
from events.actions.texts import checked, told_apart
from events.item_fields import FIELDS, text_of
from events.models import Amendment, AmendmentRow, PlanItem


@transaction.atomic
def amend_item(
    amendment: Amendment,
    item: PlanItem,
    values: Values,
    by: User,
    version: int = 0,
    spot: Spot | None = None,
) -> AmendmentRow | None:
    """Write what becomes of a row of the plan; the fields that stay the same are left out.

    `version` is that of the amendment's row the person has seen, 0 when there was none; `spot` is
    the section at whose end the row will stand, None where it stays in its own. Returns None when
    nothing of the row changes: its row of the amendment then goes.

    Raises:
        AmendmentClosedError: the amendment takes no changes.
        RowMovedOnError: somebody has written this row meanwhile.
        ValidationError: a text is missing or too long.
        PlanError: there will be no such section.
    """
    amendment = hold(amendment)
    item = amendment.plan.items.select_related("section").get(pk=item.pk, removed_at=None)
    texts = {name: checked(name, text) for name, text in values.items()}
    before = {name: text_of(item, name) for name in texts}
    changed = {
        name: told_apart(name, text)
        for name, text in texts.items()
        if text != checked(name, before[name])
    }
    row = seen_row(amendment, version, item=item)
    moves = spot is not None and spot.section != item.section_id
    if not (changed or moves):
        forget_row(amendment, row, by)
        return None
    place, where = _placed(amendment, row, spot) if moves else ({}, "")
    was = {name: before[name] for name in changed}
    told = {"texts": changed, "before": was, "place": place, "where": where}
    return write_row(amendment, row, by, kind=Kind.ITEM, act=Act.CHANGE, item=item, **told)


@transaction.atomic
def amend_removal(amendment: Amendment, item: PlanItem, by: User, version: int = 0) -> AmendmentRow:
    """Write that a row is taken out of the plan.

    Raises:
        AmendmentClosedError: the amendment takes no changes.
        RowMovedOnError: somebody has written this row meanwhile.
    """
    amendment = hold(amendment)
    item = amendment.plan.items.get(pk=item.pk, removed_at=None)
    row = seen_row(amendment, version, item=item)
    before = {name: text_of(item, name) for name in FIELDS}
    return write_row(amendment, row, by, kind=Kind.ITEM, act=Act.REMOVE, item=item, before=before)


@transaction.atomic
def amend_new(
    amendment: Amendment,
    values: Values,
    spot: Spot,
    by: User,
    row: AmendmentRow | None = None,
    version: int = 0,
) -> AmendmentRow:
    """Write a row that the plan does not have yet, at the end of a section.

    Raises:
        AmendmentClosedError: the amendment takes no changes.
        RowMovedOnError: somebody has written or dropped this row meanwhile.
        ValidationError: a text is missing or too long.
        PlanError: there will be no such section.
    """
    amendment = hold(amendment)
    texts = {name: checked(name, text) for name, text in {"name": "", **values}.items()}
    texts = {name: told_apart(name, text) for name, text in texts.items() if text}
    known = seen_row(amendment, version, pk=row.pk) if row is not None else None
    place, where = _placed(amendment, known, spot)
    told = {"texts": texts, "place": place, "where": where}
    return write_row(amendment, known, by, kind=Kind.ITEM, act=Act.ADD, **told)


def _placed(
    amendment: Amendment, row: AmendmentRow | None, spot: Spot
) -> tuple[dict[str, int | None], str]:
    """Return the place of a row as it is kept, and in words.

    Raises:
        PlanError: the amended plan has no such section.
    """
    if spot.section is None:
        return {"section": None}, "вне разделов"
    sections = others_of(amendment, row).sections
    if spot.section not in sections:
        raise PlanError("Такого раздела в изменённом плане нет: выберите другой.")
    return {"section": spot.section}, sections[spot.section]["title"]
