"""Pages of the yearly plans of training, and of who has not learnt for years."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from common.editing import MOVED_ON, StaleObjectError, data_of, rebase, seen_version
from common.guards import allowed_to
from common.roles import is_librarian
from staff.actions import training_plans as actions
from staff.actions.employees import record_access
from staff.filters.training import employing_organisations
from staff.forms.training import PlannedTrainingForm
from staff.forms.training_choice import DoneForm, GapsForm, PlanChoiceForm
from staff.models import PlannedTraining
from staff.queries.training import kept_trainings
from staff.queries.training_gaps import YEARS, find_gaps, gaps_tables
from staff.queries.training_plans import list_planned, plan_totals
from staff.rules import (
    can_see_staff,
    employees_of,
    employing_libraries_of,
    planned_training_of,
    trainings_of,
)

PAGE = 25


@allowed_to(can_see_staff)
def gaps(request: HttpRequest) -> HttpResponse:
    """Show who has not learnt for five years, by organisation and by name."""
    form = GapsForm(request.GET or None, organisations=employing_organisations(request))
    choice = form.choice
    libraries = employing_libraries_of(request.user)
    if choice.organisation:
        libraries = libraries.filter(organisation=choice.organisation)
    if choice.territory:
        libraries = libraries.filter(territory=choice.territory)
    user = request.user
    found = find_gaps(trainings_of(user), employees_of(user), libraries, choice.day, choice.counted)
    record_access(user, f"Кто не обучался {YEARS} лет: {choice.where}")
    context = {
        "form": form,
        "choice": choice,
        "gaps": found,
        "tables": gaps_tables(found, choice.where),
        "page": Paginator(found.rows, PAGE).get_page(request.GET.get("page")),
        "years": YEARS,
        "own": _own_organisation(request),
    }
    return render(request, "staff/training/gaps.html", context)


@allowed_to(can_see_staff)
def plan(request: HttpRequest) -> HttpResponse:
    """Show the plan of a year beside what is done."""
    form = PlanChoiceForm(request.GET or None, organisations=employing_organisations(request))
    year, organisation = form.chosen_year, form.chosen_organisation
    rows = planned_training_of(request.user).filter(year=year)
    if organisation:
        rows = rows.filter(organisation=organisation)
    found = list(list_planned(rows))
    if any(row.employee_id for row in found):
        record_access(request.user, f"План обучения на {year} год")
    context = {
        "form": form,
        "year": year,
        "organisation": organisation or form.only_organisation,
        "totals": plan_totals(found),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "own": _own_organisation(request),
    }
    return render(request, "staff/training/plan.html", context)


def _own_organisation(request: HttpRequest) -> int | None:
    """Return whose document a librarian takes who chose none: that of hers and of those below."""
    return request.user.organisation_id if is_librarian(request.user) else None


@allowed_to(can_see_staff)
def create_planned(request: HttpRequest, year: int, organisation: int) -> HttpResponse:
    """Add a row to an organisation's plan."""
    found = get_object_or_404(employing_organisations(request), pk=organisation)
    if not 2000 <= year <= 2100:
        raise Http404("Нет плана такого года.")
    row = PlannedTraining(year=year, organisation=found)
    form = PlannedTrainingForm(data_of(request), instance=row, user=request.user)
    if request.method == "POST" and form.is_valid():
        values = {"year": year, "organisation": found, **form.values}
        added = actions.plan_training(values, request.user, form.cleaned_data["reason"])
        messages.success(request, f"Добавлено в план: {added}.")
        return redirect(_plan_url(added))
    record_access(request.user, f"Выбор людей для плана обучения: {found}")
    context = {"form": form, "title": f"План обучения на {year} год: новая строка"}
    return render(request, "staff/training/planned_edit.html", {**context, "planned": row})


@allowed_to(can_see_staff)
def planned(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a row of the plan: what it is fulfilled by, and what may fulfil it."""
    found = _in_scope(request, pk)
    known = kept_trainings(trainings_of(request.user)).filter(ends_on__year=found.year)
    form = DoneForm(data_of(request), planned=found, trainings=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.mark_done(found, form.cleaned_data["training"], request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Выполнение отмечено.")
            return redirect(found)
    record_access(request.user, "Строка плана обучения", found.employee)
    done = known.filter(planned=found).select_related("employee")
    context = {"planned": found, "done": done, "form": form, "plan_url": _plan_url(found)}
    return render(request, "staff/training/planned.html", context)


@allowed_to(can_see_staff)
def edit_planned(request: HttpRequest, pk: int) -> HttpResponse:
    found = _in_scope(request, pk)
    form = PlannedTrainingForm(data_of(request), instance=found, user=request.user)
    title = f"План обучения на {found.year} год: правка"
    context: dict[str, Any] = {"title": title, "row": found, "planned": found}
    if request.method == "POST" and form.is_valid():
        told = {"version": form.cleaned_data["version"], "reason": form.cleaned_data["reason"]}
        try:
            saved = actions.change_planned_training(pk, form.values, by=request.user, **told)
        except StaleObjectError as stale:
            form, differences = rebase(form, stale)
            context |= {"differences": differences, "stale": stale}
        else:
            messages.success(request, f"Сохранено: {saved}.")
            return redirect(_plan_url(saved))
    record_access(request.user, "Правка строки плана обучения", found.employee)
    return render(request, "staff/training/planned_edit.html", {**context, "form": form})


@require_POST
@allowed_to(can_see_staff)
def remove_planned(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, actions.remove_planned_training)


@require_POST
@allowed_to(can_see_staff)
def restore_planned(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, actions.restore_planned_training)


def _act(request: HttpRequest, pk: int, action: Callable[..., PlannedTraining]) -> HttpResponse:
    found = _in_scope(request, pk)
    try:
        action(pk, version=seen_version(request), by=request.user)
    except StaleObjectError:
        messages.warning(request, MOVED_ON)
    return redirect(found)


def _plan_url(row: PlannedTraining) -> str:
    address = resolve_url("staff:training-plan")
    return f"{address}?{urlencode({'year': row.year, 'organisation': row.organisation_id})}"


def _in_scope(request: HttpRequest, pk: int) -> PlannedTraining:
    rows = planned_training_of(request.user).select_related("organisation", "employee")
    return get_object_or_404(rows, pk=pk)
