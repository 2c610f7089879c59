"""Closing a plan after its year: every row marked, the yearly report kept, all else locked."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from accounts.models import User
from common.kept_documents import kept_document
from common.kept_tables import pack
from common.russian import format_day, plural
from events.actions.approvals import check_version
from events.actions.base import (
    Act,
    Entry,
    PlanClosedError,
    PlanError,
    hold_plan,
    plain,
    record,
    record_all,
)
from events.actions.kept_files import make_file
from events.actions.marks import snapshot
from events.actions.marks.from_events import settle_told
from events.approving.queries import open_amendment
from events.closing.queries import OpenRow, closing_in_force, open_rows
from events.closing.rules import is_year_over
from events.fulfilment.lines import lines_of
from events.fulfilment.parts import YearPart
from events.fulfilment.tables import fulfilment_tables
from events.models import ItemMark, Plan, PlanChange, PlanClosing

KEPT_AS = "plan-closing"
LONGEST = ItemMark._meta.get_field("reason").max_length or 0
_WRITTEN = ["state", "reason", "version", "is_from_events", "marked_by", "marked_at"]


class NotMarkedError(PlanError):
    """Rows have neither a mark nor a reason, and nobody has accepted them as not done."""

    def __init__(self, rows: Sequence[OpenRow]) -> None:
        self.rows = rows
        number = len(rows)
        words = plural(number, "пункт", "пункта", "пунктов")
        super().__init__(
            f"Без отметки и без причины {plural(number, 'остался', 'осталось', 'осталось')} "
            f"{number} {words}. Отметьте их, напишите причины или подтвердите, что принимаете их "
            "невыполненными."
        )


@transaction.atomic
def close_plan(
    plan: Plan, by: User, *, version: int, reasons: Mapping[int, str], accepts: bool
) -> PlanClosing:
    """Close an approved plan whose year is over; its report on the year is kept for ever.

    `version` is that of the plan the head has seen. `reasons` tell by the keys of unmarked rows
    why they were not carried out; with `accepts` the others are taken as not done without a reason.
    From then on rows, marks and amendments are locked.

    Raises:
        PlanClosedError: it is closed already.
        PlanError: it is not approved, its year goes on, an amendment is on its way, or somebody has
            changed or marked it meanwhile.
        NotMarkedError: rows have neither a mark nor a reason, and `accepts` is not said.
        ValidationError: a reason is too long.
    """
    plan, today = hold_plan(plan.pk), timezone.localdate()
    _check_ripe(plan, today)
    check_version(plan, version)
    rows = open_rows(lines_of(plan))
    told = {row.item.pk: _checked(reasons.get(row.item.pk, "")) for row in rows}
    silent = [row for row in rows if not told[row.item.pk]]
    if silent and not accepts:
        raise NotMarkedError(silent)
    _mark_not_done(plan, rows, told, by)
    plan.state = Plan.State.CLOSED
    plan.save(update_fields=["state"])
    last = plan.closings.first()
    closing = PlanClosing.objects.create(
        plan=plan,
        number=last.number + 1 if last else 1,
        closed_on=today,
        closed_by=by,
        not_done=len(rows),
        contents=_report(plan, by, today),
    )
    after = {"not_done": len(rows)} if rows else {}
    record(plan, PlanChange.Action.CLOSED, by, after=after)
    transaction.on_commit(lambda: keep_report.enqueue(closing.pk))
    return closing


def _check_ripe(plan: Plan, today: dt.date) -> None:
    if plan.is_closed:
        raise PlanClosedError(plan)
    if plan.state != Plan.State.APPROVED:
        raise PlanError("Завершают утверждённый план, а этот не утверждён.")
    if not is_year_over(plan, today):
        raise PlanError(
            f"{plan.year} год ещё идёт. Завершить план можно с 1 января {plan.year + 1} года."
        )
    if amendment := open_amendment(plan):
        raise PlanError(
            f"{amendment.title} ещё {amendment.get_state_display()}. Утвердите его или отмените, "
            "потом завершайте план."
        )


def _checked(reason: str) -> str:
    reason = " ".join(plain(reason).split())
    if len(reason) > LONGEST:
        raise ValidationError(f"Причина длиннее {LONGEST} знаков. Сократите: «{reason[:60]}…».")
    return reason


def _mark_not_done(
    plan: Plan, rows: Sequence[OpenRow], reasons: Mapping[int, str], by: User
) -> None:
    """Say of rows that nobody has marked that they are not done, with history, in a few queries."""
    marks = list(_unsaved(rows, reasons, by))
    before = [snapshot(mark if mark.pk else None) for mark, _ in marks]
    for mark, reason in marks:
        mark.state, mark.is_from_events = ItemMark.State.NOT_DONE, False
        mark.reason = reason or mark.reason  # of a moved row, why it was moved
        mark.version = mark.version + 1 if mark.pk else 1
        mark.marked_by, mark.marked_at = by, timezone.now()
    ItemMark.objects.bulk_update([mark for mark, _ in marks if mark.pk], _WRITTEN, batch_size=200)
    ItemMark.objects.bulk_create([mark for mark, _ in marks if not mark.pk], batch_size=200)
    entries = [
        Entry(mark.item, was, snapshot(mark)) for (mark, _), was in zip(marks, before, strict=True)
    ]
    if entries:
        record_all(plan, PlanChange.Action.MARKED, Act(by), entries)


def _unsaved(
    rows: Sequence[OpenRow], reasons: Mapping[int, str], by: User
) -> Iterator[tuple[ItemMark, str]]:
    for row in rows:
        for line in row.lines:
            mark = line.mark or ItemMark(item=row.item, month=line.due.month)
            mark.item = row.item
            yield mark, reasons[row.item.pk]


def _report(plan: Plan, by: User, today: dt.date) -> dict[str, Any]:
    """Return the report on the whole year as it is to be kept."""
    tables = fulfilment_tables(plan, YearPart(plan.year), today)
    note = f"План завершён {format_day(today)} ({by.short_name})."
    tables = replace(tables, notes=(*tables.notes, note))
    return {
        "report": pack(tables),
        "closed_on": today,
        "surroundings": kept_document(KEPT_AS).surroundings(plan),
    }


@transaction.atomic
def reopen_closed(plan: Plan, reason: str, by: User) -> Plan:
    """Open a closed plan again: it is approved as before, and takes marks and amendments.

    Its report stays as it was kept; the reason stays on record. What events have told of its rows
    meanwhile comes into their marks.

    Raises:
        ValidationError: no reason is given.
        PlanError: the plan is not closed.
    """
    if not (reason := plain(reason)):
        raise ValidationError("Напишите, почему план открывается снова.")
    plan = hold_plan(plan.pk)
    if not plan.is_closed:
        raise PlanError("План не завершён: открывать нечего.")
    if closing := closing_in_force(plan):
        closing.reopened_at, closing.reopened_by, closing.reason = timezone.now(), by, reason
        closing.save(update_fields=["reopened_at", "reopened_by", "reason"])
    plan.state = Plan.State.APPROVED
    plan.save(update_fields=["state"])
    record(plan, PlanChange.Action.CLOSING_UNDONE, by, after={"reason": reason})
    settle_told(plan, by)
    return plan


@task()
def keep_report(closing_id: int) -> None:
    """Make the PDF of a closing from what was kept of it, and keep the file; once only."""
    closing = PlanClosing.objects.filter(pk=closing_id).first()
    if closing is not None:
        make_file(closing, KEPT_AS, closing.contents)


def keep_missing_reports(today: dt.date) -> None:
    """Ask again for the files of closings that have none, since a worker was stopped halfway."""
    for pk in PlanClosing.objects.filter(file="").values_list("pk", flat=True):
        keep_report.enqueue(pk)
