"""Pages of people: list, card, form."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator

from common.editing import StaleObjectError, data_of, rebase
from common.guards import allowed_to
from common.lists import ListPage
from libraries.queries import changes_of
from staff import actions
from staff.filters import EmployeeFilter
from staff.forms import EmployeeForm
from staff.models import Employee
from staff.queries import last_looks, list_employees, totals
from staff.rules import can_see_staff, employees_of
from staff.tables import EmployeeTable


@method_decorator(allowed_to(can_see_staff), name="dispatch")
class EmployeeList(ListPage):
    """The people of the libraries in the person's scope, with totals of what is shown."""

    table_class = EmployeeTable
    filterset_class = EmployeeFilter
    template_name = "staff/employee_list.html"
    results_template_name = "staff/employee_results.html"
    title = "Кадры"
    counted = "сотрудник,сотрудника,сотрудников"

    def get_queryset(self) -> QuerySet[Employee]:
        return list_employees(employees_of(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.urlencode()
        actions.record_access(self.request.user, f"Список сотрудников: {asked or 'весь'}")
        return {**super().get_context_data(**kwargs), "totals": totals(self.object_list)}


@allowed_to(can_see_staff)
def employee(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person; the look is recorded."""
    found = _in_scope(request, pk)
    actions.record_access(request.user, "Карточка сотрудника", found)
    context = {
        "employee": found,
        "changes": changes_of(found),
        "accesses": last_looks(found),
    }
    return render(request, "staff/employee.html", context)


@allowed_to(can_see_staff)
def create_employee(request: HttpRequest) -> HttpResponse:
    initial = {"library": request.GET.get("library")}
    form = EmployeeForm(data_of(request), user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        added = actions.add_employee(form.values, by=request.user, reason=reason)
        messages.success(request, f"Добавлено: {added}.")
        return redirect(added)
    return render(request, "staff/edit.html", {"form": form, "title": "Новый сотрудник"})


@allowed_to(can_see_staff)
def edit_employee(request: HttpRequest, pk: int) -> HttpResponse:
    found = _in_scope(request, pk)
    title = f"Правка: {found}"
    form = EmployeeForm(data_of(request), instance=found, user=request.user)
    context: dict[str, Any] = {"title": title, "row": found}
    if request.method == "POST" and form.is_valid():
        told = {"version": form.cleaned_data["version"], "reason": form.cleaned_data["reason"]}
        try:
            saved = actions.change_employee(pk, form.values, by=request.user, **told)
        except StaleObjectError as stale:
            form, differences = rebase(form, stale)
            context |= {"differences": differences, "stale": stale}
        else:
            messages.success(request, f"Сохранено: {saved}.")
            return redirect(saved)
    else:
        actions.record_access(request.user, "Правка карточки сотрудника", found)
    return render(request, "staff/edit.html", {**context, "form": form})


def _in_scope(request: HttpRequest, pk: int) -> Employee:
    return get_object_or_404(list_employees(employees_of(request.user)), pk=pk)
