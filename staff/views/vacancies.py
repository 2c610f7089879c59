"""Posts that stand empty."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.decorators import method_decorator

from common.editing import data_of, seen_version
from common.guards import allowed_to
from common.lists import ListPage
from common.text import number_in
from libraries.queries import changes_of
from staff import actions
from staff.filters import VacancyFilter
from staff.forms import CloseVacancyForm, VacancyForm
from staff.forms.parts import PlainForm
from staff.models import Vacancy
from staff.queries import list_vacancies, vacant_rates
from staff.rules import can_see_staff, vacancies_of
from staff.tables import VacancyTable
from staff.views.pages import act_page, change_page, new_row_page


@method_decorator(allowed_to(can_see_staff), name="dispatch")
class VacancyList(ListPage):
    """The vacancies of the libraries in one's scope."""

    table_class = VacancyTable
    filterset_class = VacancyFilter
    template_name = "staff/vacancy_list.html"
    results_template_name = "staff/vacancy_results.html"
    title = "Вакансии"
    counted = "вакансия,вакансии,вакансий"

    def get_queryset(self) -> QuerySet[Vacancy]:
        return list_vacancies(vacancies_of(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "rates": vacant_rates(self.object_list)}


@allowed_to(can_see_staff)
def vacancy(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(list_vacancies(vacancies_of(request.user)), pk=pk)
    return render(request, "staff/vacancy.html", {"vacancy": found, "changes": changes_of(found)})


@allowed_to(can_see_staff)
def create_vacancy(request: HttpRequest) -> HttpResponse:
    initial = {
        "library": number_in(request.GET.get("library", "")),
        "opened_on": timezone.localdate(),
    }
    form = VacancyForm(data_of(request), user=request.user, initial=initial)
    return new_row_page(request, form, actions.open_vacancy, title="Новая вакансия", back=None)


@allowed_to(can_see_staff)
def edit_vacancy(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(vacancies_of(request.user), pk=pk)
    form = VacancyForm(data_of(request), instance=found, user=request.user)
    title = f"Правка: {found}"
    return change_page(request, form, actions.change_vacancy, title=title, back=found)


@allowed_to(can_see_staff)
def close_vacancy(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(vacancies_of(request.user), pk=pk)
    initial = {"version": found.version, "closed_on": timezone.localdate()}
    form = CloseVacancyForm(data_of(request), initial=initial)

    def act(filled: PlainForm) -> Vacancy:
        told = filled.chosen(("closed_on", "reason"))
        return actions.close_vacancy(pk, version=seen_version(request), by=request.user, **told)

    return act_page(
        request,
        form,
        act,
        title=f"Закрыть вакансию: {found}",
        back=found,
        button="Закрыть вакансию",
        done="Вакансия закрыта.",
    )
