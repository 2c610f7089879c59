"""Pages that take the registry from a spreadsheet and give it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.guards import allowed_to
from common.uploads import UploadError
from libraries import actions
from libraries.filters import LibraryFilter
from libraries.forms import ImportForm
from libraries.imports.writing import CONTENT_TYPE, write_libraries, write_template
from libraries.models import RegistryImport
from libraries.queries import list_libraries
from libraries.rules import can_edit_registry


def export(request: HttpRequest) -> HttpResponse:
    """Give the list of libraries, as it is filtered, as a workbook."""
    found = LibraryFilter(request.GET, queryset=list_libraries().select_related("successor"))
    return _workbook(write_libraries(found.qs), f"biblioteki-{timezone.localdate()}.xlsx")


@allowed_to(can_edit_registry)
def template(request: HttpRequest) -> HttpResponse:
    return _workbook(write_template(), "shablon-bibliotek.xlsx")


@allowed_to(can_edit_registry)
def upload(request: HttpRequest) -> HttpResponse:
    """Take a workbook and lead to the preview."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = actions.read_import(file, file.name, request.user)
        except UploadError as error:
            form.add_error("file", str(error))
        else:
            return redirect("libraries:import-preview", found.pk)
    own = RegistryImport.objects.filter(owner=request.user).defer("rows")[:5]
    return render(request, "libraries/import.html", {"form": form, "imports": own})


@allowed_to(can_edit_registry)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    return _preview(request, _own(request, pk))


@require_POST
@allowed_to(can_edit_registry)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    if found.state == RegistryImport.State.SAVED:
        messages.info(request, f"Файл «{found.file_name}» уже загружен, второй раз не записан.")
        return redirect("libraries:library-list")
    try:
        actions.confirm_import(pk, request.user)
    except actions.ImportOutdatedError as error:
        return _preview(request, found, error.messages)
    messages.success(
        request,
        f"Загружено: добавлено {len(found.rows_of('added'))}, "
        f"изменено {len(found.rows_of('changed'))}.",
    )
    return redirect("libraries:library-list")


@require_POST
@allowed_to(can_edit_registry)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    if actions.cancel_import(pk, request.user):
        messages.info(request, "Загрузка отменена, в реестре ничего не изменилось.")
    elif found.state == RegistryImport.State.SAVED:
        messages.warning(request, f"Файл «{found.file_name}» уже загружен, отменить его нельзя.")
    return redirect("libraries:import")


def _own(request: HttpRequest, pk: int) -> RegistryImport:
    return get_object_or_404(RegistryImport, pk=pk, owner=request.user)


def _preview(
    request: HttpRequest, found: RegistryImport, problems: list[str] | None = None
) -> HttpResponse:
    added, changed = found.rows_of("added"), found.rows_of("changed")
    context: dict[str, Any] = {
        "import": found,
        "added": added,
        "changed": changed,
        "refused": found.rows_of("refused"),
        "unchanged": len(found.rows_of("unchanged")),
        "to_write": len(added) + len(changed),
        "problems": problems or [],
    }
    return render(request, "libraries/import_preview.html", context)


def _workbook(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
