"""Templates of consultations: one's own and the department's."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from common.editing import StaleObjectError, data_of, rebase
from common.guards import allowed_to
from consultations import actions
from consultations.forms import TemplateForm
from consultations.rules import can_keep_log, templates_of
from consultations.views.records import begun


@allowed_to(can_keep_log)
def template_list(request: HttpRequest) -> HttpResponse:
    templates = templates_of(request.user).select_related("topic", "owner")
    return render(request, "consultations/template_list.html", {"templates": templates})


@allowed_to(can_keep_log)
def create_template(request: HttpRequest) -> HttpResponse:
    """Keep a new template, begun from a record when the address names one (`like`)."""
    form = TemplateForm(data_of(request), user=request.user, initial=begun(request))
    if request.method == "POST" and form.is_valid():
        added = actions.add_template(form.values, by=request.user)
        messages.success(request, f"Шаблон сохранён: {added}.")
        return redirect("consultations:template-list")
    context = {"form": form, "title": "Новый шаблон"}
    return render(request, "consultations/template_edit.html", context)


@allowed_to(can_keep_log)
def edit_template(request: HttpRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(templates_of(request.user), pk=pk)
    form = TemplateForm(data_of(request), instance=template, user=request.user)
    context: dict[str, Any] = {"title": f"Шаблон: {template}", "template": template}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            saved = actions.change_template(pk, form.values, version=version, by=request.user)
        except StaleObjectError as stale:
            form, differences = rebase(form, stale)
            context |= {"differences": differences, "stale": stale}
        else:
            messages.success(request, f"Сохранено: {saved}.")
            return redirect("consultations:template-list")
    return render(request, "consultations/template_edit.html", {**context, "form": form})


@require_POST
@allowed_to(can_keep_log)
def remove_template(request: HttpRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(templates_of(request.user), pk=pk)
    actions.remove_template(template, by=request.user)
    messages.success(request, f"Шаблон «{template}» удалён. Записи журнала остались.")
    return redirect("consultations:template-list")
