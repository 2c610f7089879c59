"""What every change of an amendment does: hold it, see that nobody was quicker, write history."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from events.actions.amended.outcome import sketch_of
from events.actions.amended.sketch import Sketch
from events.actions.approvals import hold_subject
from events.actions.base import PlanError, record
from events.actions.plans import SETTINGS
from events.item_fields import FIELDS
from events.models import Amendment, AmendmentRow, PlanChange

Kind, Act = AmendmentRow.Kind, AmendmentRow.Act
Values = Mapping[str, str]


class AmendmentClosedError(PlanError):
    """The amendment is on approval or approved, and takes no changes."""

    def __init__(self, amendment: Amendment) -> None:
        super().__init__(
            f"{amendment.title} {amendment.get_state_display()}, менять его строки нельзя."
        )


class RowMovedOnError(PlanError):
    """Somebody has written the same part of the amendment meanwhile; `row` is as it stands."""

    def __init__(self, row: AmendmentRow | None) -> None:
        self.row = row
        super().__init__(
            "Пока Вы писали, эту строку изменения записал другой человек. Его текст показан "
            "рядом с Вашим; ничего не потеряно. Сохраните ещё раз, если нужен Ваш."
            if row
            else "Пока Вы писали, эту строку убрали из изменения. Сохраните ещё раз, чтобы "
            "записать Ваш текст."
        )


@dataclass(frozen=True)
class Spot:
    """Where a row or a section will stand, by the numbers of sections in the plan as it will be.

    Inside `section`, without it outside sections; a section comes right `after` another of the
    same place, without it first.
    """

    section: int | None = None
    after: int | None = None


def hold(amendment: Amendment) -> Amendment:
    """Return the amendment as it stands, its plan locked until the end of the transaction.

    Raises:
        AmendmentClosedError: it takes no changes.
    """
    _, held = hold_subject(amendment)
    if not held.is_editable:
        raise AmendmentClosedError(held)
    return held


def seen_row(amendment: Amendment, version: int, **which: object) -> AmendmentRow | None:
    """Return what is written of a thing already; `version` is that the person has seen, 0 for none.

    Raises:
        RowMovedOnError: somebody has written it, or left it out, meanwhile.
    """
    row = amendment.rows.filter(**which).first()
    if (row.version if row else 0) != version:
        raise RowMovedOnError(row)
    return row


def others_of(amendment: Amendment, row: AmendmentRow | None) -> Sketch:
    """Return the plan as the rest of the amendment makes it: where things may be put."""
    return sketch_of(amendment, without=row)


def write_row(
    amendment: Amendment, row: AmendmentRow | None, by: User, where: str = "", **values: object
) -> AmendmentRow:
    """Write what becomes of a thing, anew or over the known row; `where` tells its place."""
    before = {"amendment_row": str(row)} if row else {}
    if row is None:
        row = AmendmentRow(amendment=amendment, version=0)
    for name, value in {"texts": {}, "before": {}, "place": {}, **values}.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    told = {"amendment_row": str(row), **_told(row, row.texts), "section": where}
    touch(amendment, by, {**before, **_told(row, row.before)}, told)
    return row


def forget_row(amendment: Amendment, row: AmendmentRow | None, by: User) -> None:
    """Leave a thing of the plan as it is after all."""
    if row is not None:
        before = {"amendment_row": str(row)}
        row.delete()
        touch(amendment, by, before, {})


def touch(
    amendment: Amendment, by: User, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    """Give the amendment a new version, and write the change into the history of the plan."""
    amendment.version += 1
    amendment.save()
    name = {"title": amendment.title}
    action = PlanChange.Action.AMENDMENT_CHANGED
    record(amendment.plan, action, by, before={**name, **before}, after={**name, **after})


def _told(row: AmendmentRow, texts: Values) -> dict[str, str]:
    """Return texts by the names that the history calls them."""
    if row.kind == Kind.SECTION and texts:
        return {"section_title": texts.get("title", "")}
    if row.kind == Kind.FIGURE and texts:
        whole = {**row.before, **texts}
        return {"figure": f"{whole['name']}: {whole['number']}"}
    known = SETTINGS if row.kind == Kind.HEADING else FIELDS
    return {name: text for name, text in texts.items() if name in known and name != "title"}
