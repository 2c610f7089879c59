"""Pages of what people have learnt: list, record, form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from common.editing import MOVED_ON, StaleObjectError, data_of, rebase, seen_version
from common.guards import allowed_to
from common.lists import ListPage
from common.russian import format_days
from libraries.queries import changes_of
from staff.actions import training as actions
from staff.actions.employees import record_access
from staff.filters.training import TrainingFilter
from staff.forms.training import TrainingForm
from staff.models import Training
from staff.queries.training import kept_trainings, list_trainings, training_totals
from staff.rules import (
    can_see_staff,
    kept_employees_of,
    kept_trainings_of,
    wholly_seen_trainings_of,
)
from staff.tables.training import TrainingTable


@method_decorator(allowed_to(can_see_staff), name="dispatch")
class TrainingList(ListPage):
    """What people in the person's scope have learnt, with totals of what is shown."""

    table_class = TrainingTable
    filterset_class = TrainingFilter
    template_name = "staff/training/training_list.html"
    results_template_name = "staff/training/training_results.html"
    title = "Кто чему обучен"
    counted = "запись,записи,записей"
    export_url_name = "staff:training-export"

    def get_queryset(self) -> QuerySet[Training]:
        return list_trainings(kept_trainings(wholly_seen_trainings_of(self.request.user)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        asked = context["filter"].page_in_words
        record_access(self.request.user, f"Список обучения сотрудников: {asked}")
        return {**context, "totals": training_totals(self.object_list)}


@allowed_to(can_see_staff)
def training(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one record; the look is recorded."""
    found = _in_scope(request, pk)
    record_access(request.user, "Запись об обучении", found.employee)
    context = {
        "training": found,
        "days": format_days(found.starts_on or found.ends_on, found.ends_on),
        "changes": changes_of(found),
    }
    return render(request, "staff/training/training.html", context)


@allowed_to(can_see_staff)
def create_training(request: HttpRequest, pk: int) -> HttpResponse:
    """Write on a person's card what she has learnt."""
    employee = get_object_or_404(kept_employees_of(request.user), pk=pk)
    form = TrainingForm(data_of(request), user=request.user, employee=employee)
    if request.method == "POST" and form.is_valid():
        values = {"employee": employee, **form.values}
        added = actions.add_training(values, request.user, form.cleaned_data["reason"])
        messages.success(request, f"Записано: {added}.")
        return redirect(employee)
    record_access(request.user, "Новая запись об обучении", employee)
    context = {"form": form, "employee": employee, "title": "Новая запись об обучении"}
    return render(request, "staff/training/training_edit.html", context)


@allowed_to(can_see_staff)
def edit_training(request: HttpRequest, pk: int) -> HttpResponse:
    rows = list_trainings(kept_trainings(kept_trainings_of(request.user)))
    found = get_object_or_404(rows, pk=pk)
    form = TrainingForm(
        data_of(request), instance=found, user=request.user, employee=found.employee
    )
    context: dict[str, Any] = {
        "title": "Правка записи об обучении",
        "row": found,
        "employee": found.employee,
    }
    if request.method == "POST" and form.is_valid():
        told = {"version": form.cleaned_data["version"], "reason": form.cleaned_data["reason"]}
        try:
            saved = actions.change_training(pk, form.values, by=request.user, **told)
        except StaleObjectError as stale:
            form, differences = rebase(form, stale)
            context |= {"differences": differences, "stale": stale}
        else:
            messages.success(request, f"Сохранено: {saved}.")
            return redirect(saved)
    record_access(request.user, "Правка записи об обучении", found.employee)
    return render(request, "staff/training/training_edit.html", {**context, "form": form})


@require_POST
@allowed_to(can_see_staff)
def remove_training(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, actions.remove_training, "")


@require_POST
@allowed_to(can_see_staff)
def restore_training(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, actions.restore_training, "Запись снова в карточке.")


def _act(request: HttpRequest, pk: int, action: Callable[..., Training], done: str) -> HttpResponse:
    """Do `action` to the record as the person saw it and return to its page."""
    found = get_object_or_404(kept_trainings_of(request.user), pk=pk)
    try:
        action(pk, version=seen_version(request), by=request.user)
    except StaleObjectError:
        messages.warning(request, MOVED_ON)
    else:
        if done:
            messages.success(request, done)
    return redirect(found)


def _in_scope(request: HttpRequest, pk: int) -> Training:
    rows = list_trainings(wholly_seen_trainings_of(request.user)).select_related("planned")
    return get_object_or_404(rows, pk=pk)
