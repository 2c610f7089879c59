"""The list of people, the card of one, hiring and putting the card right."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.decorators import method_decorator

from common.editing import data_of
from common.guards import allowed_to
from common.lists import ListPage
from common.text import number_in
from staff import actions
from staff.filters import EmploymentFilter, staff_day_of
from staff.forms import EmployeeForm, HireForm
from staff.forms.parts import EDUCATION, PERSON, WORK, PlainForm
from staff.models import Employee, Employment, Vacancy
from staff.queries import card_of, changes_of_card, last_looks, list_employments, totals
from staff.queries.training import trainings_of_person
from staff.rules import (
    can_read_access_log,
    can_see_staff,
    employees_of,
    employments_of,
    kept_employees_of,
    trainings_of,
    vacancies_of,
)
from staff.tables import EmploymentTable
from staff.views.pages import act_page, change_page


@method_decorator(allowed_to(can_see_staff), name="dispatch")
class EmployeeList(ListPage):
    """The work of people in the libraries in one's scope, with totals of what is shown."""

    table_class = EmploymentTable
    filterset_class = EmploymentFilter
    template_name = "staff/employee_list.html"
    results_template_name = "staff/employee_results.html"
    title = "Кадры"
    counted = "место работы,места работы,мест работы"
    export_url_name = "staff:employee-export"

    def get_queryset(self) -> QuerySet[Employment]:
        return list_employments(employments_of(self.request.user), self.day)

    @property
    def day(self) -> datetime.date:
        return staff_day_of(self.request.GET)

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"day": self.day}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        actions.record_access(
            self.request.user, f"Список сотрудников: {context['filter'].page_in_words}"
        )
        return {
            **context,
            "totals": totals(self.object_list),
            "other_day": self.day if self.day != timezone.localdate() else None,
            "can_read_log": can_read_access_log(self.request.user),
        }


@allowed_to(can_see_staff)
def employee(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person as far as one's scope reaches; the look is recorded."""
    found = get_object_or_404(employees_of(request.user), pk=pk)
    actions.record_access(request.user, "Карточка сотрудника", found)
    card = card_of(request.user, found)
    is_kept = card.kept_until is None
    context = {
        "card": card,
        "changes": changes_of_card(card) if is_kept else [],
        "accesses": last_looks(found) if is_kept else [],
        "trainings": trainings_of_person(trainings_of(request.user), found),
    }
    return render(request, "staff/employee.html", context)


@allowed_to(can_see_staff)
def create_employee(request: HttpRequest) -> HttpResponse:
    """Hire: a new person, her work and schooling; `?vacancy=` fills a vacancy."""
    vacancy = _vacancy(request)
    form = HireForm(data_of(request), user=request.user, initial=_first_words(request, vacancy))

    def act(filled: PlainForm) -> Employee:
        return actions.hire(
            filled.chosen(PERSON),
            filled.chosen(WORK),
            education=filled.chosen(EDUCATION),
            fills=vacancy,
            by=request.user,
            reason="Другой человек, хотя такой уже работает" if form.known else "",
        )

    # To be asked about a person is to learn something of her.
    for person in form.known.people if form.is_bound and form.errors else ():
        actions.record_access(request.user, "Приём: такой человек уже работает", person)

    return act_page(
        request,
        form,
        act,
        title="Новый сотрудник",
        back=None,
        button="Принять на работу",
        done="Сотрудник записан.",
        vacancy=vacancy,
    )


def _vacancy(request: HttpRequest) -> Vacancy | None:
    asked = number_in(request.GET.get("vacancy", ""))
    if asked is None:
        return None
    return get_object_or_404(vacancies_of(request.user).filter(closed_on__isnull=True), pk=asked)


def _first_words(request: HttpRequest, vacancy: Vacancy | None) -> dict[str, Any]:
    """Return what the form says before anything is typed."""
    if vacancy is None:
        return {"library": number_in(request.GET.get("library", ""))}
    told = {name: getattr(vacancy, name) for name in ("post", "post_group", "rate")}
    return {"library": vacancy.library, **told}


@allowed_to(can_see_staff)
def edit_employee(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(kept_employees_of(request.user), pk=pk)
    title = f"Правка карточки: {found}"
    form = EmployeeForm(data_of(request), instance=found)
    return change_page(request, form, actions.change_employee, title=title, back=found)
