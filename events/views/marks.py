"""Marking the fulfilment of a plan, a month a page, a row a form."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from common.guards import signed_in
from common.russian import plural
from common.text import number_in
from events import actions
from events.actions.marks import (
    MarkConflictError,
    MarkValues,
    remove_mark,
    said_otherwise,
    set_mark,
    take_from_events,
    undo_marking,
)
from events.calendar import MONTHS
from events.forms.marks import MarkForm
from events.fulfilment import rules
from events.fulfilment.dues import Due
from events.fulfilment.lines import Line, lines_of, lines_of_rows
from events.fulfilment.month import (
    day_of,
    early_marks,
    is_hers,
    marks_of_month,
    month_links,
    still_awaited,
)
from events.fulfilment.parts import part_before
from events.fulfilment.words import mark_in_words
from events.models import ItemMark, Plan, PlanChange, PlanItem
from events.order import keys_in_order
from events.queries import full_rows
from events.views.guards import plan_with_marks

# What was marked at one press of a button, to be undone at once.
_MARKED = "marked_at_once"
ON_PAGE = 60


@dataclass
class MarkRow:
    """A row of the page: the mark, its form, and the change that can be undone."""

    line: Line
    form: MarkForm
    undo: PlanChange | None = None
    theirs: ItemMark | None = None
    conflict: str = ""
    is_folded: bool = False

    @property
    def words(self) -> str:
        return mark_in_words(self.line.mark) if self.line.mark else ""

    @property
    def said(self) -> str:
        """What the events of the row say, where a person has marked something else."""
        said = said_otherwise(self.line.mark) if self.line.mark else None
        return mark_in_words(ItemMark(**asdict(said))) if said else ""


@signed_in
@require_safe
def marks_page(request: HttpRequest, pk: int, month: int | None = None) -> HttpResponse:
    """The marks of one month; without a month, of the one that is to be marked now."""
    plan = plan_with_marks(request.user, pk)
    today = timezone.localdate()
    if month is None:
        month = part_before(today, plan.year).first
    if not 1 <= month <= 12:
        raise Http404
    return render(request, "events/marks.html", _page(request, plan, month, today))


def _page(
    request: HttpRequest, plan: Plan, month: int, today: dt.date, refused: MarkRow | None = None
) -> dict[str, Any]:
    lines = lines_of(plan)
    mine = "mine" in request.GET or "mine" in request.POST
    shown = [line for line in lines if not mine or is_hers(line.item, request.user)]
    now = marks_of_month(shown, month)
    waits, early = still_awaited(now, month), early_marks(shown, month)
    page = _part(now, request, refused)
    return {
        "plan": plan,
        "month": month,
        "month_name": MONTHS[month - 1].lower(),
        "months": month_links(shown, plan.year, today),
        "rows": [_row(line, today, refused) for line in page],
        "page": page,
        "total": len(now),
        "early": [_row(line, today, refused) for line in early[:ON_PAGE]],
        "early_left": max(len(early) - ON_PAGE, 0),
        "waits": len(waits),
        "unmarked": len([line for line in waits if line.mark is None]),
        "has_begun": dt.date(plan.year, month, 1) <= today,
        "mine": mine,
        "can_mark": rules.can_mark(request.user, plan),
        "marked": request.session.pop(_MARKED, None),
    }


def _part(lines: list[Line], request: HttpRequest, refused: MarkRow | None) -> Page:
    """Return the rows of one page; a refused one is never out of sight."""
    pages = Paginator(lines, ON_PAGE)
    number = request.GET.get("page")
    if refused is not None and refused.line in lines:
        number = lines.index(refused.line) // ON_PAGE + 1
    return pages.get_page(number)


def _row(line: Line, today: dt.date, refused: MarkRow | None = None) -> MarkRow:
    if refused is not None and (refused.line.item, refused.line.due) == (line.item, line.due):
        return refused
    return MarkRow(line, MarkForm(line, today=today), is_folded=not line.awaits)


@signed_in
@require_safe
def item_marks(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the first mark that the row still waits for, else to its last one."""
    item = _seen_item(request.user, pk)
    lines = _lines_of(item)
    line = next((line for line in lines if line.awaits), lines[-1])
    page = _address(item.plan, min(line.awaited_in, 12), mine=False)
    return redirect(f"{page}#mark-{item.pk}-{line.due.month}")


@signed_in
@require_POST
def mark_set(request: HttpRequest, pk: int, month: int) -> HttpResponse:
    """Mark one row; what was refused is shown in the row with all that was typed."""
    item = _seen_item(request.user, pk)
    line = _line_of(item, month)
    form = MarkForm(line, request.POST, today=timezone.localdate())
    row = MarkRow(line, form)
    if form.is_valid():
        try:
            row.undo = set_mark(
                item, month, form.values, request.user, seen=form.cleaned_data["version"]
            )
        except MarkConflictError as conflict:
            form.seeing(conflict.mark)
            row.theirs, row.conflict = conflict.mark, str(conflict)
        except ValidationError as error:
            _tell(form, error)
        except actions.PlanError as error:
            form.add_error(None, str(error))
        else:
            return _answer_done(request, item, month, row.undo)
    return _answer_refused(request, item, month, row)


@signed_in
@require_POST
def mark_remove(request: HttpRequest, pk: int, month: int) -> HttpResponse:
    return _changed(request, pk, month, remove_mark)


@signed_in
@require_POST
def mark_from_event(request: HttpRequest, pk: int, month: int) -> HttpResponse:
    """Take what the event says instead of what a person marked before it."""
    return _changed(request, pk, month, take_from_events)


def _changed(
    request: HttpRequest, pk: int, month: int, change: Callable[..., PlanChange]
) -> HttpResponse:
    item = _seen_item(request.user, pk)
    seen = number_in(request.POST.get("version", "")) or 0
    try:
        done = change(item, month, request.user, seen=seen)
    except actions.PlanError as error:
        messages.error(request, str(error))
        return _back(request, item, month)
    return _answer_done(request, item, month, done)


@signed_in
@require_POST
def marks_held(request: HttpRequest, pk: int, month: int) -> HttpResponse:
    """Mark as held all that still waits in the month; each on its day where the plan names it."""
    plan = plan_with_marks(request.user, pk)
    today, changes = timezone.localdate(), []
    mine = "mine" in request.POST
    for line in lines_of(plan):
        is_asked = line.mark is None and line.due.month == month
        if not is_asked or (mine and not is_hers(line.item, request.user)):
            continue
        day = day_of(line)
        values = MarkValues(ItemMark.State.HELD, date=day if day and day <= today else None)
        try:
            changes.append(set_mark(line.item, month, values, request.user, seen=0))
        except actions.PlanError as error:
            messages.error(request, f"«{line.item}»: {error}")
    number = len(changes)
    words = plural(number, "пункт", "пункта", "пунктов")
    messages.success(request, f"Отмечено как проведённое: {number} {words}.")
    request.session[_MARKED] = [change.pk for change in changes]
    return redirect(_address(plan, month, mine=mine))


@signed_in
@require_POST
def marks_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo the marking just done: one change, or all those of a press of one button."""
    plan = plan_with_marks(request.user, pk)
    keys = [number_in(key) for key in request.POST.getlist("change")]
    changes = plan.changes.filter(pk__in=keys, made_by=request.user).select_related("item")
    undone = []
    for change in changes:
        try:
            undone.append(undo_marking(change, request.user))
        except actions.PlanError as error:
            messages.error(request, str(error))
    if request.htmx and len(undone) == 1:
        month = (undone[0].before or undone[0].after)["mark_month"]
        return _answer_done(request, undone[0].item, month, None)
    if undone:
        messages.success(request, "Отменено.")
    page = number_in(request.POST.get("page", ""))
    page = page or part_before(timezone.localdate(), plan.year).first
    return redirect(_address(plan, page, mine="mine" in request.POST))


def _seen_item(user: Any, pk: int) -> PlanItem:
    item = get_object_or_404(PlanItem, pk=pk)
    item.plan = plan_with_marks(user, item.plan_id)
    return item


def _line_of(item: PlanItem, month: int) -> Line:
    """Return the mark of the row for the month, as it stands; an undue one has its own line."""
    lines = _lines_of(item)
    found = (line for line in lines if line.due.month == month)
    return next(found, None) or Line(lines[0].item, Due(month, month), None)


def _lines_of(item: PlanItem) -> list[Line]:
    row = full_rows(PlanItem.objects.filter(pk=item.pk)).get()
    row.plan = item.plan
    standing = keys_in_order(item.plan)
    row.number = standing.index(row.pk) + 1 if row.pk in standing else 0
    prefetch_related_objects([row], "marks__marked_by")
    return lines_of_rows([row])


def _answer_done(
    request: HttpRequest, item: PlanItem, month: int, change: PlanChange | None
) -> HttpResponse:
    if not request.htmx:
        messages.success(request, "Отметка сохранена." if change else "Отменено.")
        return _back(request, item, month)
    line = _line_of(item, month)
    row = _row(line, timezone.localdate())
    row.undo, row.is_folded = change, line.mark is not None
    return _row_alone(request, row)


def _answer_refused(request: HttpRequest, item: PlanItem, month: int, row: MarkRow) -> HttpResponse:
    if request.htmx:
        return _row_alone(request, row)
    page = number_in(request.POST.get("page", "")) or month
    context = _page(request, item.plan, page, timezone.localdate(), refused=row)
    return render(request, "events/marks.html", context)


def _row_alone(request: HttpRequest, row: MarkRow) -> HttpResponse:
    page = number_in(request.POST.get("page", "")) or row.line.due.month
    context = {"row": row, "plan": row.line.item.plan, "month": page, "can_mark": True}
    return render(request, "events/mark_row.html", context)


def _tell(form: MarkForm, error: ValidationError) -> None:
    faults = error.error_dict if hasattr(error, "error_dict") else {None: error}
    for name, fault in faults.items():
        form.add_error(name if name in form.fields else None, fault)


def _back(request: HttpRequest, item: PlanItem, month: int) -> HttpResponse:
    page = number_in(request.POST.get("page", "")) or month
    address = _address(item.plan, page, mine="mine" in request.POST)
    return redirect(f"{address}#mark-{item.pk}-{month}")


def _address(plan: Plan, month: int, *, mine: bool) -> str:
    address = reverse("events:marks-month", args=[plan.pk, month])
    return f"{address}?mine=1" if mine else address
