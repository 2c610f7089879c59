"""Writing an amendment: its rows stand beside the approved plan, which nothing of this changes."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from events.actions.answers import fitting
from events.actions.approvals import hold_subject
from events.actions.base import PlanClosedError, PlanError, hold_plan, record
from events.actions.texts import checked
from events.item_fields import FIELDS, text_of
from events.models import (
    Amendment,
    AmendmentRow,
    Plan,
    PlanChange,
    PlanItem,
    PlannedFigure,
    PlanSection,
)

_Act = AmendmentRow.Act
Values = Mapping[str, str]


class AmendmentClosedError(PlanError):
    """The amendment is on approval or approved, and its rows take no changes."""

    def __init__(self, amendment: Amendment) -> None:
        super().__init__(
            f"{amendment.title} {amendment.get_state_display()}, менять его строки нельзя."
        )


class RowMovedOnError(PlanError):
    """Somebody has written the same row of the amendment meanwhile; `row` is as it stands."""

    def __init__(self, row: AmendmentRow | None) -> None:
        self.row = row
        super().__init__(
            "Пока Вы писали, эту строку изменения записал другой человек. Его текст показан "
            "рядом с Вашим; ничего не потеряно. Сохраните ещё раз, если нужен Ваш."
        )


@transaction.atomic
def begin_amendment(plan: Plan, grounds: str, by: User) -> Amendment:
    """Begin the next numbered amendment of an approved plan.

    Raises:
        PlanClosedError: the year is over, and the plan is closed.
        PlanError: the plan is not approved, or an amendment is being written already.
        ValidationError: the grounds are too long.
    """
    plan = hold_plan(plan.pk)
    if plan.is_closed:
        raise PlanClosedError(plan)
    if plan.state != Plan.State.APPROVED:
        raise PlanError("Изменение вносят в утверждённый план: этот ещё можно править прямо.")
    known = plan.amendments.exclude(state=Amendment.State.APPROVED).first()
    if known is not None:
        raise PlanError(f"{known.title} уже {known.get_state_display()}: дополните его.")
    last = plan.amendments.aggregate(last=Max("number"))["last"] or 0
    amendment = Amendment.objects.create(
        plan=plan, number=last + 1, grounds=fitting(grounds), begun_by=by
    )
    after = {"title": amendment.title, "grounds": amendment.grounds}
    record(plan, PlanChange.Action.AMENDMENT_BEGUN, by, after=after)
    return amendment


@transaction.atomic
def change_grounds(amendment: Amendment, grounds: str, by: User) -> Amendment:
    """Write on what grounds the plan is amended.

    Raises:
        AmendmentClosedError: the amendment takes no changes.
        ValidationError: the grounds are too long.
    """
    amendment = _hold(amendment)
    before, amendment.grounds = amendment.grounds, fitting(grounds)
    if before != amendment.grounds:
        _touch(amendment, by, {"grounds": before}, {"grounds": amendment.grounds})
    return amendment


@transaction.atomic
def drop_amendment(amendment: Amendment, by: User) -> None:
    """Give an amendment up; its number is free again, the history keeps what it held.

    Raises:
        AmendmentClosedError: it is on approval or approved.
    """
    amendment = _hold(amendment)
    before = {"title": amendment.title, "grounds": amendment.grounds}
    before["rows"] = "\n".join(str(row) for row in amendment.rows.select_related("item", "figure"))
    record(amendment.plan, PlanChange.Action.AMENDMENT_DROPPED, by, before=before)
    amendment.delete()


@transaction.atomic
def amend_item(
    amendment: Amendment, item: PlanItem, values: Values, by: User, version: int = 0
) -> AmendmentRow | None:
    """Write what becomes of a row of the plan; the fields that stay the same are left out.

    `version` is that of the amendment's row the person has seen, 0 when there was none. Returns
    None when nothing of the row changes: its row of the amendment then goes.

    Raises:
        AmendmentClosedError: the amendment takes no changes.
        RowMovedOnError: somebody has written this row meanwhile.
        ValidationError: a text is missing or too long.
    """
    amendment = _hold(amendment)
    item = amendment.plan.items.get(pk=item.pk, removed_at=None)
    texts = {name: checked(name, text) for name, text in values.items()}
    before = {name: text_of(item, name) for name in texts}
    changed = {name: text for name, text in texts.items() if text != checked(name, before[name])}
    row = _row(amendment, version, item=item)
    if not changed:
        _forget(amendment, row, by)
        return None
    was = {name: before[name] for name in changed}
    return _write(amendment, row, by, act=_Act.CHANGE, item=item, texts=changed, before=was)


@transaction.atomic
def amend_removal(amendment: Amendment, item: PlanItem, by: User, version: int = 0) -> AmendmentRow:
    """Write that a row is taken out of the plan.

    Raises:
        AmendmentClosedError: the amendment takes no changes.
        RowMovedOnError: somebody has written this row meanwhile.
    """
    amendment = _hold(amendment)
    item = amendment.plan.items.get(pk=item.pk, removed_at=None)
    row = _row(amendment, version, item=item)
    before = {name: text_of(item, name) for name in FIELDS}
    return _write(amendment, row, by, act=_Act.REMOVE, item=item, texts={}, before=before)


@transaction.atomic
def amend_new(
    amendment: Amendment,
    values: Values,
    section: PlanSection | None,
    by: User,
    row: AmendmentRow | None = None,
    version: int = 0,
) -> AmendmentRow:
    """Write a row that the plan does not have yet, at the end of a section.

    Raises:
        AmendmentClosedError: the amendment takes no changes.
        RowMovedOnError: somebody has written or dropped this row meanwhile.
        ValidationError: a text is missing or too long.
    """
    amendment = _hold(amendment)
    texts = {name: checked(name, text) for name, text in {"name": "", **values}.items()}
    texts = {name: text for name, text in texts.items() if text}
    known = _row(amendment, version, pk=row.pk) if row is not None else None
    return _write(amendment, known, by, act=_Act.ADD, section=section, texts=texts, before={})


@transaction.atomic
def amend_figure(
    amendment: Amendment, figure: PlannedFigure, number: int, by: User, version: int = 0
) -> AmendmentRow | None:
    """Write another number for a planned figure; None when it is the same as in the plan.

    Raises:
        AmendmentClosedError: the amendment takes no changes.
        RowMovedOnError: somebody has written this figure meanwhile.
    """
    amendment = _hold(amendment)
    figure = amendment.plan.figures.get(pk=figure.pk)
    row = _row(amendment, version, figure=figure)
    if number == figure.number:
        _forget(amendment, row, by)
        return None
    texts, before = {"number": str(number)}, {"number": str(figure.number)}
    return _write(amendment, row, by, act=_Act.CHANGE, figure=figure, texts=texts, before=before)


@transaction.atomic
def drop_row(row: AmendmentRow, by: User) -> None:
    """Leave a row of the plan as it is after all.

    Raises:
        AmendmentClosedError: the amendment takes no changes.
    """
    amendment = _hold(row.amendment)
    _forget(amendment, amendment.rows.filter(pk=row.pk).first(), by)


def _hold(amendment: Amendment) -> Amendment:
    _, held = hold_subject(amendment)
    if not held.is_editable:
        raise AmendmentClosedError(held)
    return held


def _row(amendment: Amendment, version: int, **which: object) -> AmendmentRow | None:
    row = amendment.rows.filter(**which).first()
    if (row.version if row else 0) != version:
        raise RowMovedOnError(row)
    return row


def _write(
    amendment: Amendment, row: AmendmentRow | None, by: User, **values: object
) -> AmendmentRow:
    before = {"amendment_row": str(row)} if row else {}
    if row is None:
        row = AmendmentRow(amendment=amendment, version=0)
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    texts = {name: text for name, text in row.texts.items() if name in FIELDS}
    _touch(amendment, by, {**before, **row.before}, {"amendment_row": str(row), **texts})
    return row


def _forget(amendment: Amendment, row: AmendmentRow | None, by: User) -> None:
    if row is not None:
        before = {"amendment_row": str(row)}
        row.delete()
        _touch(amendment, by, before, {})


def _touch(amendment: Amendment, by: User, before: Values, after: Values) -> None:
    """Give the amendment a new version, and write the change into the history of the plan."""
    amendment.version += 1
    amendment.save()
    name = {"title": amendment.title}
    action = PlanChange.Action.AMENDMENT_CHANGED
    record(amendment.plan, action, by, before={**name, **before}, after={**name, **after})
