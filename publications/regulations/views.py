"""Pages of the regulatory documents: everybody reads, the department keeps."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from common.editing import data_of
from common.editing_views import edit_page
from common.files.serving import serve_file
from common.guards import allowed_to
from common.lists import ListPage
from libraries.queries import changes_of
from publications.models import Regulation, RegulationFile
from publications.regulations import actions
from publications.regulations.filters import RegulationFilter
from publications.regulations.forms import RegulationFileForm, RegulationForm
from publications.regulations.queries import list_regulations
from publications.regulations.rules import can_keep_regulations
from publications.regulations.tables import RegulationTable, standing_badge


class RegulationList(ListPage):
    """The documents of library work, those in force first."""

    table_class = RegulationTable
    filterset_class = RegulationFilter
    template_name = "regulations/regulation_list.html"
    title = "Нормативные документы"
    counted = "документ,документа,документов"

    def get_queryset(self) -> QuerySet[Regulation]:
        return list_regulations(timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        can_keep = can_keep_regulations(self.request.user)
        return {**super().get_context_data(**kwargs), "can_keep": can_keep}


def regulation(request: HttpRequest, pk: int) -> HttpResponse:
    return _render(request, _found(pk))


@allowed_to(can_keep_regulations)
def create_regulation(request: HttpRequest) -> HttpResponse:
    form = RegulationForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        added = actions.add_regulation(form.values, by=request.user)
        messages.success(request, f"Добавлено: {added}. Теперь можно приложить файл.")
        return redirect(added)
    return render(request, "regulations/edit.html", {"form": form, "title": "Новый документ"})


@allowed_to(can_keep_regulations)
def edit_regulation(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    form = RegulationForm(data_of(request), instance=found)
    return edit_page(request, form, found, actions.change_regulation, "regulations/edit.html")


@require_POST
@allowed_to(can_keep_regulations)
def remove_regulation(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    actions.remove_regulation(pk, by=request.user)
    messages.success(request, f"Удалено: {found}.")
    return redirect("regulations:regulation-list")


@require_POST
@allowed_to(can_keep_regulations)
def put_file(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    form = RegulationFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _render(request, found, form)
    actions.put_file(found, form.cleaned_data["file"])
    messages.success(request, "Файл приложен.")
    return redirect(found)


@require_POST
@allowed_to(can_keep_regulations)
def remove_file(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    actions.remove_file(found)
    messages.success(request, "Файл убран.")
    return redirect(found)


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    kept = RegulationFile.objects.filter(regulation=_found(pk)).first()
    if kept is None:
        raise Http404("У документа нет файла.")
    return serve_file(request, kept.file, kept.file_kind, str(kept.regulation), is_public=True)


def _render(
    request: HttpRequest, found: Regulation, file_form: RegulationFileForm | None = None
) -> HttpResponse:
    """Show a document; `file_form` brings the faults of a file that was refused."""
    can_keep = can_keep_regulations(request.user)
    context: dict[str, Any] = {
        "regulation": found,
        "standing": standing_badge(found),
        "replaces": found.replaces.defer("text"),
        "file": RegulationFile.objects.filter(regulation=found).first(),
        "can_keep": can_keep,
    }
    if can_keep:
        context |= {"file_form": file_form or RegulationFileForm(), "changes": changes_of(found)}
    return render(request, "regulations/regulation.html", context)


def _found(pk: int) -> Regulation:
    return get_object_or_404(Regulation.objects.select_related("replaced_by"), pk=pk)
