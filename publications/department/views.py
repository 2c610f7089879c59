"""The department's page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.editing import StaleObjectError, data_of, rebase
from common.guards import allowed_to
from publications.department import actions
from publications.department.forms import DepartmentPageForm, DepartmentPersonForm
from publications.department.rules import can_keep_department_page, can_see_contacts
from publications.models import DepartmentPage, DepartmentPerson

PAGE = "department:department"


@require_safe
def department(request: HttpRequest) -> HttpResponse:
    """Show who works in the department; contacts only to those who may see them."""
    people = DepartmentPerson.objects.all()
    context = {
        "page": _page(),
        "people": [(person, can_see_contacts(request.user, person)) for person in people],
        "can_keep": can_keep_department_page(request.user),
    }
    return render(request, "department/department.html", context)


@allowed_to(can_keep_department_page)
def edit_department(request: HttpRequest) -> HttpResponse:
    form = DepartmentPageForm(data_of(request), instance=_page())
    context: dict[str, Any] = {"title": "Правка страницы отдела"}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.change_page(form.values, version=version, by=request.user)
        except StaleObjectError as stale:
            form, differences = rebase(form, stale)
            context |= {"differences": differences, "stale": stale}
        else:
            messages.success(request, "Страница отдела сохранена.")
            return redirect(PAGE)
    return render(request, "department/edit.html", {**context, "form": form})


@allowed_to(can_keep_department_page)
def add_person(request: HttpRequest) -> HttpResponse:
    form = DepartmentPersonForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        added = actions.add_person(form.values, by=request.user)
        messages.success(request, f"Добавлено: {added}.")
        return redirect(PAGE)
    context = {"form": form, "title": "Добавить сотрудника на страницу"}
    return render(request, "department/edit.html", context)


@allowed_to(can_keep_department_page)
def edit_person(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(DepartmentPerson, pk=pk)
    form = DepartmentPersonForm(data_of(request), instance=found)
    context: dict[str, Any] = {"title": f"Правка: {found}", "person": found}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.change_person(pk, form.values, version=version, by=request.user)
        except StaleObjectError as stale:
            form, differences = rebase(form, stale)
            context |= {"differences": differences, "stale": stale}
        else:
            messages.success(request, f"Сохранено: {found}.")
            return redirect(PAGE)
    return render(request, "department/edit.html", {**context, "form": form})


@require_POST
@allowed_to(can_keep_department_page)
def remove_person(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(DepartmentPerson, pk=pk)
    actions.remove_person(pk)
    messages.success(request, f"Убрано со страницы: {found}.")
    return redirect(PAGE)


def _page() -> DepartmentPage:
    """Return the page as it stands; before the first saving an empty one."""
    return DepartmentPage.objects.first() or DepartmentPage(pk=DepartmentPage.ONLY)
