"""Planned figures in an amendment: other names and numbers, new ones, those taken out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from events.actions.amendments.base import (
    Act,
    Kind,
    forget_row,
    hold,
    others_of,
    seen_row,
    write_row,
)
from events.actions.base import PlanError
from events.actions.figures import checked_name
from events.models import Amendment, AmendmentRow, PlannedFigure


@dataclass(frozen=True)
class FigureChange:
    """What becomes of one figure: `figure` of the plan, or `row` of the amendment that adds one.

    Without both it is new, a part of `parent` (by its number in the amended plan) if that is told.
    `version` is that of the amendment's row the person has seen, 0 when there was none.
    """

    name: str
    number: int
    figure: PlannedFigure | None = None
    row: AmendmentRow | None = None
    parent: int | None = None
    version: int = 0
    is_removed: bool = False


@transaction.atomic
def amend_figures(amendment: Amendment, changes: Sequence[FigureChange], by: User) -> None:
    """Write what becomes of planned figures: all of it or nothing.

    Raises:
        AmendmentClosedError: the amendment takes no changes.
        RowMovedOnError: somebody has written one of the figures meanwhile.
        ValidationError: a name is missing or too long.
        PlanError: a figure is to be part of one that there will not be.
    """
    amendment = hold(amendment)
    for change in changes:
        if change.figure is None:
            _add(amendment, change, by)
        else:
            _change(amendment, change, by)


def _change(amendment: Amendment, change: FigureChange, by: User) -> None:
    figure = amendment.plan.figures.get(pk=change.figure.pk)
    row = amendment.rows.filter(figure=figure).first()
    before = {"name": figure.name, "number": str(figure.number)}
    texts = {} if change.is_removed else _texts(change)
    changed = {name: text for name, text in texts.items() if text != before[name]}
    if _says(row) == (change.is_removed, changed):
        return
    row = seen_row(amendment, change.version, figure=figure)
    if not (changed or change.is_removed):
        forget_row(amendment, row, by)
        return
    act = Act.REMOVE if change.is_removed else Act.CHANGE
    told = {"texts": changed, "before": before}
    write_row(amendment, row, by, kind=Kind.FIGURE, act=act, figure=figure, **told)


def _says(row: AmendmentRow | None) -> tuple[bool, dict[str, str]]:
    return (row.act == Act.REMOVE, row.texts) if row else (False, {})


def _add(amendment: Amendment, change: FigureChange, by: User) -> None:
    row = change.row
    known = seen_row(amendment, change.version, pk=row.pk) if row is not None else None
    if change.is_removed:
        forget_row(amendment, known, by)
        return
    texts = _texts(change)
    parent = known.place["parent"] if known else _parent(amendment, change.parent)
    if known is None or known.texts != texts:
        told = {"texts": texts, "place": {"parent": parent}}
        write_row(amendment, known, by, kind=Kind.FIGURE, act=Act.ADD, **told)


def _parent(amendment: Amendment, key: int | None) -> int | None:
    figures = others_of(amendment, None).kept["figures"]
    if key is not None and key not in {one["id"] for one in figures if one["parent_id"] is None}:
        raise PlanError("Показателя, частью которого будет новый, в изменённом плане нет.")
    return key


def _texts(change: FigureChange) -> dict[str, str]:
    """Return the texts of a figure as they are kept.

    Raises:
        ValidationError: the name is missing or too long, or the number is impossible.
    """
    figure = PlannedFigure(name=checked_name(change.name), number=change.number, position=1)
    figure.clean_fields(exclude=["plan", "section", "parent"])
    return {"name": figure.name, "number": str(figure.number)}
