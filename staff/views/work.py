"""What happens to the work of people: work beside the main one, transfer, dismissal."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from common.editing import data_of, seen_version
from common.guards import allowed_to
from staff import actions
from staff.forms import DismissForm, EmploymentForm, TransferForm
from staff.forms.parts import WORK, PlainForm
from staff.models import Employment
from staff.rules import can_see_staff, employments_of, kept_employees_of
from staff.views.pages import act_page, change_page, new_row_page


@allowed_to(can_see_staff)
def add_part_time(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(kept_employees_of(request.user), pk=pk)
    work = Employment(employee=person, kind=Employment.Kind.INNER)
    form = EmploymentForm(data_of(request), instance=work, user=request.user)

    def create(values: Any, **told: Any) -> Employment:
        return actions.add_part_time(person, values, **told)

    title = f"Ещё одно место работы: {person}"
    return new_row_page(request, form, create, title=title, back=person)


@allowed_to(can_see_staff)
def edit_employment(request: HttpRequest, pk: int) -> HttpResponse:
    work = _kept_work(request, pk)
    form = EmploymentForm(data_of(request), instance=work, user=request.user)
    title = f"Место работы: {work.employee}"
    return change_page(request, form, actions.change_employment, title=title, back=work.employee)


@allowed_to(can_see_staff)
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a person to another library or post; the present work ends on the eve."""
    work = _kept_work(request, pk)
    told = {name: getattr(work, name) for name in ("post", "post_group", "rate", "kind")}
    initial = {**told, "version": work.version}
    form = TransferForm(data_of(request), user=request.user, initial=initial)

    def act(filled: PlainForm) -> Employment:
        return actions.transfer(
            pk,
            filled.chosen(WORK),
            version=seen_version(request),
            by=request.user,
            reason=filled.cleaned_data["reason"],
        )

    return act_page(
        request,
        form,
        act,
        title=f"Перевод: {work.employee}",
        back=work.employee,
        button="Перевести",
        done="Перевод записан, прежнее место осталось в истории.",
        work=work,
    )


@allowed_to(can_see_staff)
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    work = _kept_work(request, pk)
    form = DismissForm(data_of(request), initial={"version": work.version})

    def act(filled: PlainForm) -> Employment:
        return actions.dismiss(
            pk,
            version=seen_version(request),
            by=request.user,
            **filled.chosen(("until", "end_order", "reason")),
        )

    return act_page(
        request,
        form,
        act,
        title=f"Увольнение: {work.employee}",
        back=work.employee,
        button="Записать увольнение",
        done="Увольнение записано. Карточка осталась в списке «работали раньше».",
        work=work,
    )


def _kept_work(request: HttpRequest, pk: int) -> Employment:
    """Return a work in one's scope of a person whose card one keeps, or raise Http404."""
    own = employments_of(request.user).select_related("employee", "library")
    return get_object_or_404(own.filter(employee__in=kept_employees_of(request.user)), pk=pk)
