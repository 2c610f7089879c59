"""The department's page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.editing import data_of
from common.editing_views import edit_page
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
    page = _page()
    form = DepartmentPageForm(data_of(request), instance=page)
    return edit_page(
        request,
        form,
        page,
        lambda _pk, values, **seen: actions.change_page(values, **seen),
        "department/edit.html",
        {"title": "Правка страницы отдела"},
        "Страница отдела сохранена.",
    )


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
    context = {"person": found}
    return edit_page(request, form, found, actions.change_person, "department/edit.html", context)


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
