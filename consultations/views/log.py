"""The log of consultations: list, record, form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from common.editing import MOVED_ON, StaleObjectError, data_of, rebase, seen_version
from common.guards import allowed_to
from common.lists import ListPage
from common.text import number_in
from consultations import actions
from consultations.filters import ConsultationFilter
from consultations.forms import ConsultationForm
from consultations.models import Consultation, Topic
from consultations.queries import kept, list_consultations, totals_by_form
from consultations.rules import can_keep_log, can_see_log, consultations_of
from consultations.tables import ConsultationTable
from libraries.queries import changes_of

# What the address of the form may tell beforehand: numbers of rows, and plain texts.
TOLD_ROWS = ("library", "organisation", "topic")
TOLD_TEXTS = ("date", "form", "person")


@method_decorator(allowed_to(can_see_log), name="dispatch")
class ConsultationList(ListPage):
    """The consultations in the person's scope, with totals by form of what is shown."""

    table_class = ConsultationTable
    filterset_class = ConsultationFilter
    template_name = "consultations/consultation_list.html"
    results_template_name = "consultations/consultation_results.html"
    title = "Консультации"
    counted = "консультация,консультации,консультаций"

    def get_queryset(self) -> QuerySet[Consultation]:
        return list_consultations(kept(consultations_of(self.request.user)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "totals": totals_by_form(self.object_list),
            "can_keep": can_keep_log(self.request.user),
        }


@allowed_to(can_see_log)
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one record; who keeps the log sees its history too."""
    found = _in_scope(request, pk)
    can_keep = can_keep_log(request.user)
    context = {
        "consultation": found,
        "can_keep": can_keep,
        "changes": changes_of(found) if can_keep else [],
    }
    return render(request, "consultations/consultation.html", context)


@allowed_to(can_keep_log)
def create_consultation(request: HttpRequest) -> HttpResponse:
    """Record a consultation, and at once the next one of the same day and form when asked."""
    form = ConsultationForm(data_of(request), initial=_told(request))
    form.fields["library"].widget.attrs["autofocus"] = True
    if request.method == "POST" and form.is_valid():
        added = actions.record_consultation(form.values, by=request.user)
        messages.success(request, f"Записано: {added}.")
        if "again" not in request.POST:
            return redirect(added)
        same = urlencode({"date": added.date, "form": added.form})
        return redirect(f"{resolve_url('consultations:consultation-create')}?{same}")
    context = {"form": form, "has_topics": Topic.objects.filter(is_active=True).exists()}
    return render(request, "consultations/create.html", context)


def _told(request: HttpRequest) -> dict[str, Any]:
    """Return what the form holds at first: today, the person herself, what the address tells."""
    told: dict[str, Any] = {"date": timezone.localdate(), "methodist": request.user.pk}
    for name in TOLD_TEXTS + TOLD_ROWS:
        text = request.GET.get(name, "")
        value = number_in(text) if name in TOLD_ROWS else text
        if value:
            told[name] = value
    return told


@allowed_to(can_keep_log)
def edit_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(list_consultations(kept(consultations_of(request.user))), pk=pk)
    title = f"Правка: {found}"
    form = ConsultationForm(data_of(request), instance=found)
    context: dict[str, Any] = {"title": title, "row": found}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            saved = actions.change_consultation(pk, form.values, version=version, by=request.user)
        except StaleObjectError as stale:
            form, differences = rebase(form, stale)
            context |= {"differences": differences, "stale": stale}
        else:
            messages.success(request, f"Сохранено: {saved}.")
            return redirect(saved)
    return render(request, "consultations/edit.html", {**context, "form": form})


@require_POST
@allowed_to(can_keep_log)
def remove_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, actions.remove_consultation, "")


@require_POST
@allowed_to(can_keep_log)
def restore_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, actions.restore_consultation, "Запись снова в журнале.")


def _act(
    request: HttpRequest, pk: int, action: Callable[..., Consultation], done: str
) -> HttpResponse:
    """Do `action` to the record as the person saw it and return to its page."""
    found = _in_scope(request, pk)
    try:
        action(pk, version=seen_version(request), by=request.user)
    except StaleObjectError:
        messages.warning(request, MOVED_ON)
    else:
        if done:
            messages.success(request, done)
    return redirect(found)


def _in_scope(request: HttpRequest, pk: int) -> Consultation:
    return get_object_or_404(list_consultations(consultations_of(request.user)), pk=pk)
