"""An amendment of an approved plan: begun, seen, given up."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.editing import data_of
from common.guards import signed_in
from common.text import normalise
from events import actions
from events.actions.amended.outcome import changes_of
from events.approving import rules as approving
from events.contents import read_contents, take_contents
from events.forms.amendment import GroundsForm
from events.models import AmendmentRow, PlanItem
from events.views.amendments.guards import open_amendment
from events.views.guards import amendment_of, visible_plan
from events.views.telling import done

SHOWN = 100


@signed_in
def amendment_begin(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request.user, pk)
    if not approving.can_amend(request.user, plan):
        raise PermissionDenied
    form = GroundsForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_amendment(plan, form.cleaned_data["grounds"], request.user)
        except actions.PlanError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{made.title} начато. Отметьте, что меняется.")
            return redirect("events:amendment", made.pk)
    return render(request, "events/amendment_begin.html", {"plan": plan, "form": form})


@signed_in
@require_safe
def amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """What an amendment changes, and below it the rows of the plan to choose from."""
    found = amendment_of(request.user, pk)
    if not approving.can_see_approval(request.user, found.plan):
        raise PermissionDenied
    can_write = approving.can_write_amendment(request.user, found)
    rows = list(found.rows.select_related("item"))
    taken = take_contents(found.plan)
    wanted = request.GET.get("text", "").strip()
    items = _to_choose(read_contents(taken).rows, rows, wanted) if can_write else []
    context = {
        "plan": found.plan,
        "amendment": found,
        "rows": rows,
        "comparison": changes_of(found, taken),
        "can_write": can_write,
        "can_send": approving.can_send(request.user, found),
        "can_approve": approving.can_approve_amendment(request.user, found),
        "grounds_form": GroundsForm(initial={"grounds": found.grounds}) if can_write else None,
        "items": items[:SHOWN],
        "others": len(items[SHOWN:]),
        "text": wanted,
    }
    return render(request, "events/amendment.html", context)


def _to_choose(
    items: list[PlanItem], rows: list[AmendmentRow], wanted: str
) -> list[tuple[PlanItem, AmendmentRow | None]]:
    touched = {row.item_id: row for row in rows if row.item_id}
    sought = normalise(wanted)
    return [
        (item, touched.get(item.pk))
        for item in items
        if sought in normalise(f"{item.number} {item.name} {item.event_form}")
    ]


@signed_in
@require_POST
def amendment_grounds(request: HttpRequest, pk: int) -> HttpResponse:
    found = open_amendment(request, pk)
    form = GroundsForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["grounds"]
        done(request, lambda: actions.change_grounds(found, words, request.user), "Записано.")
    return redirect("events:amendment", pk)


@signed_in
@require_POST
def amendment_drop(request: HttpRequest, pk: int) -> HttpResponse:
    found = open_amendment(request, pk)
    text = f"{found.title} отменено. План остаётся, как утверждён."
    if done(request, lambda: actions.drop_amendment(found, request.user), text):
        return redirect("events:plan-editions", found.plan_id)
    return redirect("events:amendment", pk)


@signed_in
@require_POST
def amendment_row_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a thing of the plan as it is after all."""
    row = get_object_or_404(AmendmentRow, pk=pk)
    row.amendment = open_amendment(request, row.amendment_id)
    done(request, lambda: actions.drop_row(row, request.user), "Строка убрана из изменения.")
    is_of_sections = request.POST.get("back") == "sections"
    page = "events:amendment-sections" if is_of_sections else "events:amendment"
    return redirect(page, row.amendment_id)
