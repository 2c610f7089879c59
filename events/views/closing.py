"""Closing a plan whose year is over, its reports, and opening it again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.editing import data_of
from common.files.kinds import PDF
from common.files.serving import serve_file
from common.guards import signed_in
from events import actions
from events.approving.queries import open_amendment
from events.closing import rules as closing
from events.closing.queries import closings_of, open_rows
from events.forms.closing import CloseForm, UncloseForm
from events.fulfilment.lines import lines_of
from events.fulfilment.outcomes import outcomes_of, tally_of
from events.fulfilment.parts import YearPart
from events.models import Plan
from events.views.guards import plan_with_marks, visible_plan


@signed_in
@require_safe
def plan_closings(request: HttpRequest, pk: int) -> HttpResponse:
    """The closings of a plan with their reports: the one in force, and those taken back."""
    plan = plan_with_marks(request.user, pk)
    context = {
        "plan": plan,
        "closings": list(closings_of(plan)),
        "can_close": closing.can_close(request.user, plan),
        "can_reopen": closing.can_reopen_closed(request.user, plan),
    }
    return render(request, "events/plan_closings.html", context)


@signed_in
def plan_close(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of the year in short, and the rows of which it is still to be said."""
    plan = visible_plan(request.user, pk)
    if not closing.can_close(request.user, plan):
        raise PermissionDenied
    lines = lines_of(plan)
    form = CloseForm(open_rows(lines), data_of(request), initial={"version": plan.version})
    if request.method == "POST" and form.is_valid() and _is_closed(request, plan, form):
        messages.success(request, f"План на {plan.year} год завершён. Отчёт за год сохранён.")
        return redirect("events:plan-closings", plan.pk)
    outcomes = outcomes_of(lines, YearPart(plan.year), timezone.localdate())
    context = {
        "plan": plan,
        "form": form,
        "tally": tally_of(outcomes),
        "amendment": open_amendment(plan),
    }
    return render(request, "events/plan_close.html", context)


def _is_closed(request: HttpRequest, plan: Plan, form: CloseForm) -> bool:
    told = form.cleaned_data
    accepts = told.get("accepts", False)
    try:
        actions.close_plan(
            plan, request.user, version=told["version"], reasons=form.reasons(), accepts=accepts
        )
    except (ValidationError, actions.PlanError) as error:
        form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        return False
    return True


@signed_in
def plan_unclose(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request.user, pk)
    if not closing.can_reopen_closed(request.user, plan):
        raise PermissionDenied
    form = UncloseForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen_closed(plan, form.cleaned_data["reason"], request.user)
        except actions.PlanError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "План снова открыт для отметок и изменений.")
            return redirect(plan)
    return render(request, "events/plan_unclose.html", {"plan": plan, "form": form})


@signed_in
@require_safe
def closing_file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The yearly report as a PDF, as it was when the plan was closed."""
    plan = plan_with_marks(request.user, pk)
    found = get_object_or_404(closings_of(plan), number=number)
    title = f"Выполнение плана за {plan.year} год, завершение {found.number}"
    return serve_file(request, found.file, PDF.key, title, inline=True)
