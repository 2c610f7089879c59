"""The pages of an import, the same for every table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from common.guards import allowed_to
from common.imports import actions
from common.imports.faults import list_faults, write_faults
from common.imports.importer import Importer
from common.imports.records import STATUSES, WRITTEN, own_imports
from common.imports.writing import workbook_response
from common.uploads import UploadError

_FORMATS = (
    ".xlsx,.csv,.tsv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)
_ANSWER = "row-"


class ImportForm(forms.Form):
    file = forms.FileField(
        label="Файл Excel (.xlsx) или CSV",
        help_text="До 5 МБ. На первом этапе ничего не записывается: Вы увидите, что изменится.",
        widget=forms.ClearableFileInput(attrs={"accept": _FORMATS}),
    )


@dataclass(frozen=True)
class ImportPages:
    """Uploading, preview, answers, confirmation, cancelling and the template of one table.

    `prefix` begins the names of the addresses inside `namespace`: «import», «import-preview» …
    `about` is a template that tells how to prepare the file; `write_template` makes the workbook
    to fill in, kept as `template_file`. `list_url_name` is where the imported rows are seen.
    """

    importer: Importer
    namespace: str
    prefix: str
    is_allowed: Callable[[Any], bool]
    title: str
    about: str
    list_url_name: str
    list_title: str
    write_template: Callable[[], bytes]
    template_file: str

    def urls(self, route: str) -> list[URLPattern]:
        """Return the addresses under `route`, such as «import/»."""
        guard = allowed_to(self.is_allowed)
        pages = (
            ("", "", guard(self.upload)),
            ("template/", "-template", guard(self.template)),
            ("<int:pk>/", "-preview", guard(self.preview)),
            ("<int:pk>/faults/", "-faults", guard(self.faults)),
            ("<int:pk>/answer/", "-answer", require_POST(guard(self.answer))),
            ("<int:pk>/confirm/", "-confirm", require_POST(guard(self.confirm))),
            ("<int:pk>/cancel/", "-cancel", require_POST(guard(self.cancel))),
        )
        return [path(route + end, view, name=self.prefix + name) for end, name, view in pages]

    def upload(self, request: HttpRequest) -> HttpResponse:
        """Take a file and lead to the preview."""
        form = ImportForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                found = actions.read_import(self.importer, file, file.name, request.user)
            except UploadError as error:
                form.add_error("file", str(error))
            else:
                return redirect(self._url("-preview", found.pk))
        return render(
            request, "imports/upload.html", self._context(form=form, own=self._own(request))
        )

    def template(self, request: HttpRequest) -> HttpResponse:
        return workbook_response(self.write_template(), self.template_file)

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._preview(request, self._get(request, pk))

    def faults(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give the list of wrong cells as a workbook."""
        found = self._get(request, pk)
        self._record_seen(request, found)
        return workbook_response(write_faults(found), "Что исправить")

    def answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take answers on doubtful rows, and compare the file with what is stored now."""
        self._get(request, pk)
        answers = {
            name.removeprefix(_ANSWER): value
            for name, value in request.POST.items()
            if name.startswith(_ANSWER) and value
        }
        try:
            actions.answer_import(self.importer, pk, request.user, answers)
        except actions.ImportRefusedError as error:
            messages.warning(request, " ".join(error.messages))
        return redirect(self._url("-preview", pk))

    def confirm(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = self._get(request, pk)
        if found.state == found.State.SAVED:
            messages.info(request, f"Файл «{found.file_name}» уже загружен, второй раз не записан.")
            return redirect(self.list_url_name)
        try:
            actions.confirm_import(self.importer, pk, request.user)
        except actions.ImportRefusedError as error:
            return self._preview(request, found, error.messages)
        added, changed = found.count_of("added"), found.count_of("changed")
        messages.success(request, f"Загружено: добавлено {added}, изменено {changed}.")
        return redirect(self.list_url_name)

    def cancel(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = self._get(request, pk)
        if actions.cancel_import(self.importer, pk, request.user):
            messages.info(request, "Загрузка отменена, на портале ничего не изменилось.")
        elif found.state == found.State.SAVED:
            name = found.file_name
            messages.warning(request, f"Файл «{name}» уже загружен, отменить его нельзя.")
        return redirect(self._url(""))

    def _url(self, end: str, *args: int) -> str:
        return reverse(f"{self.namespace}:{self.prefix}{end}", args=args)

    def _context(self, **more: Any) -> dict[str, Any]:
        return {
            "pages": self,
            "upload_url": self._url(""),
            "template_url": self._url("-template"),
            "list_url": reverse(self.list_url_name),
            **more,
        }

    def _get(self, request: HttpRequest, pk: int) -> Any:
        rows = self.importer.record.objects.filter(kind=self.importer.kind)
        found = get_object_or_404(own_imports(rows, request.user), pk=pk)
        if found.is_stale:
            found.end(found.State.LAPSED)
        return found

    def _record_seen(self, request: HttpRequest, found: Any) -> None:
        """What has ended holds no rows any more: there is nobody to see."""
        if found.state == found.State.WAITING:
            self.importer.record_seen(request.user)

    def _own(self, request: HttpRequest) -> list[tuple[Any, str]]:
        rows = self.importer.record.objects.filter(kind=self.importer.kind)
        last = own_imports(rows, request.user).defer("rows", "source")[:5]
        return [(each, self._url("-preview", each.pk)) for each in last]

    def _preview(
        self, request: HttpRequest, found: Any, problems: list[str] | None = None
    ) -> HttpResponse:
        self._record_seen(request, found)
        context = self._context(
            record=found,
            added=found.rows_of("added"),
            changed=found.rows_of("changed"),
            faults=list_faults(found, request.GET.get("column", ""), request.GET.get("page")),
            doubtful=found.rows_of("doubtful"),
            counts={name: found.count_of(name) for name in STATUSES},
            to_write=len(found.rows_of(*WRITTEN)) if found.is_right else 0,
            problems=problems or [],
            **{f"{name}_url": self._url(f"-{name}", found.pk) for name in _STEPS},
        )
        return render(request, "imports/preview.html", context)


_STEPS = ("faults", "answer", "confirm", "cancel")
