"""Pages on which the department keeps the people to turn to in organisations."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from common.editing import data_of
from common.editing_views import edit_page
from common.guards import allowed_to
from common.personal_data import looked_at
from libraries import actions
from libraries.forms import ContactForm
from libraries.models import Organisation, OrganisationContact
from libraries.rules import can_edit_registry


@allowed_to(can_edit_registry)
def add_contact(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=pk)
    form = ContactForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        contact = actions.create_contact(organisation, form.values, request.user)
        messages.success(request, f"Добавлено: {contact}.")
        return redirect(organisation)
    context = {"form": form, "title": f"Новое контактное лицо: {organisation}"}
    return render(request, "libraries/edit.html", context)


@allowed_to(can_edit_registry)
def edit_contact(request: HttpRequest, pk: int) -> HttpResponse:
    contact = get_object_or_404(OrganisationContact.objects.select_related("organisation"), pk=pk)
    looked_at(request.user, f"Контактное лицо: {contact.organisation}")
    form = ContactForm(data_of(request), instance=contact)
    return edit_page(request, form, contact, actions.change_contact, "libraries/edit.html")


@require_POST
@allowed_to(can_edit_registry)
def remove_contact(request: HttpRequest, pk: int) -> HttpResponse:
    contact = get_object_or_404(OrganisationContact.objects.select_related("organisation"), pk=pk)
    actions.remove_contact(pk, request.user)
    messages.success(request, f"Убрано: {contact}.")
    return redirect(contact.organisation)
