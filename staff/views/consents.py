"""Pages of consents: whose are missing, one person's, the texts."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator

from common.editing import StaleObjectError, data_of, rebase
from common.editing_views import tell_moved
from common.files.serving import serve_file
from common.guards import allowed_to
from common.lists import ListPage
from staff.actions import consent as actions
from staff.actions.employees import record_access
from staff.actions.erasure import is_erased
from staff.filters.privacy import ConsentFilter
from staff.forms.privacy import ConsentForm, ContactForm, WithdrawalForm
from staff.models import Consent, ConsentScan, Contact, Employee
from staff.queries.consent import (
    STATES,
    VALID,
    consent_of,
    consent_totals,
    consents_of,
    current_text,
    with_consent,
)
from staff.queries.workplaces import working
from staff.rules import (
    can_erase_people,
    can_keep_consent_texts,
    can_see_staff,
    kept_employees_of,
    wholly_seen_by,
)
from staff.tables.privacy import MARKS, ConsentTable


@method_decorator(allowed_to(can_see_staff), name="dispatch")
class ConsentList(ListPage):
    """The people at work in the person's scope with the state of their consents."""

    table_class = ConsentTable
    filterset_class = ConsentFilter
    template_name = "staff/privacy/consent_list.html"
    results_template_name = "staff/privacy/consent_results.html"
    title = "Согласия на обработку данных"
    counted = "сотрудник,сотрудника,сотрудников"

    def get_queryset(self) -> QuerySet[Employee]:
        last = Consent.objects.filter(employee=OuterRef("pk")).order_by("-given_on", "-pk")
        people = with_consent(self._people()).annotate(
            given_on=Subquery(last.values("given_on")[:1])
        )
        return people.order_by("name_key", "pk")

    def _people(self) -> QuerySet[Employee]:
        return working(kept_employees_of(self.request.user), timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record_access(self.request.user, "Список согласий сотрудников")
        totals = consent_totals(with_consent(self._people()))
        return {
            **super().get_context_data(**kwargs),
            "totals": [(STATES[state], number) for state, number in totals.items()],
            "text": current_text(),
            "can_keep_texts": can_keep_consent_texts(self.request.user),
        }


@allowed_to(can_see_staff)
def personal_data(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the consents and contacts of one person, and who looked at her."""
    employee = get_object_or_404(wholly_seen_by(request.user), pk=pk)
    record_access(request.user, "Согласия и контакты", employee)
    state = consent_of(employee)
    context = {
        "employee": employee,
        "is_erased": is_erased(employee),
        "state": state,
        "mark": MARKS[state],
        "label": STATES[state],
        "consents": consents_of(employee),
        "text": current_text(),
        "contact": Contact.objects.filter(employee=employee).first() if state == VALID else None,
        "has_contact_right": state == VALID,
        "can_erase": can_erase_people(request.user),
    }
    return render(request, "staff/privacy/person.html", context)


@allowed_to(can_see_staff)
def give_consent(request: HttpRequest, pk: int) -> HttpResponse:
    employee = _in_scope(request, pk)
    form = ConsentForm(data_of(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        scan = form.cleaned_data["scan"]
        try:
            actions.give_consent(employee, form.values, request.user, scan)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Согласие записано.")
            return redirect("staff:personal-data", pk)
    record_access(request.user, "Новое согласие", employee)
    context = {"employee": employee, "form": form, "text": current_text()}
    return render(request, "staff/privacy/give.html", context)


@allowed_to(can_see_staff)
def withdraw_consent(request: HttpRequest, pk: int) -> HttpResponse:
    consent = get_object_or_404(_consents(request).filter(withdrawn_on__isnull=True), pk=pk)
    form = WithdrawalForm(data_of(request), instance=consent)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.withdraw_consent(
                pk,
                told["withdrawn_on"],
                told["withdrawal_note"],
                version=told["version"],
                by=request.user,
            )
        except StaleObjectError as stale:
            tell_moved(form, consent.employee, stale)
        else:
            messages.success(request, "Отзыв записан, личные контакты удалены.")
            return redirect("staff:personal-data", consent.employee_id)
    record_access(request.user, "Отзыв согласия", consent.employee)
    context = {"employee": consent.employee, "consent": consent, "form": form}
    return render(request, "staff/privacy/withdraw.html", context)


@allowed_to(can_see_staff)
def scan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the scan of a signed paper."""
    found = get_object_or_404(
        ConsentScan.objects.select_related("consent__employee"),
        pk=pk,
        consent__in=_consents(request),
    )
    record_access(request.user, "Скан согласия", found.consent.employee)
    return serve_file(request, found.file, found.file_kind, found.file_name)


@allowed_to(can_see_staff)
def edit_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Change how to reach the person; without a valid consent there is nothing to keep."""
    employee = _in_scope(request, pk)
    row = Contact.objects.filter(employee=employee).first()
    form = ContactForm(data_of(request), instance=row or Contact(employee=employee))
    context: dict[str, Any] = {"employee": employee, "may_keep": consent_of(employee) == VALID}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.save_contact(employee, form.values, version=version, by=request.user)
        except StaleObjectError as stale:
            form, differences = rebase(form, stale)
            context |= {"differences": differences, "stale": stale}
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Контакты сохранены.")
            return redirect("staff:personal-data", pk)
    record_access(request.user, "Правка личных контактов", employee)
    return render(request, "staff/privacy/contact_edit.html", {**context, "form": form})


def _consents(request: HttpRequest) -> QuerySet[Consent]:
    people = kept_employees_of(request.user)
    return Consent.objects.filter(employee__in=people).select_related("employee")


def _in_scope(request: HttpRequest, pk: int) -> Employee:
    return get_object_or_404(kept_employees_of(request.user), pk=pk)
