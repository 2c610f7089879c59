"""Pages of the designer: the forms there are, beginning a draft, the draft as a whole."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.editing import data_of, seen_version
from common.guards import allowed_to
from statistics.actions import drafts as actions
from statistics.designer.faults import faults_of, idle_rules_of
from statistics.designer.files import written
from statistics.designer.naming import title_of_edition
from statistics.designer.whole import change_whole, initial_of_whole
from statistics.forms.designer.starting import BlankForm, CloneForm, UploadForm, WholeForm
from statistics.layout import EditionError
from statistics.models import DraftStep, Edition, EditionDraft
from statistics.queries.drafts import (
    editions_before,
    finished_definition,
    followed_edition,
    forms_with_editions,
    next_edition_code,
    open_drafts,
    year_after,
)
from statistics.rules import can_design, can_see_collections
from statistics.views.designer.editing import designers, draft_page, edit_page, fetch_draft, step

# Pages of a draft on which one may stay while its content changes.
_STAY = ("draft-checks", "draft-preview")


@allowed_to(can_see_collections)
@require_GET
def form_list(request: HttpRequest) -> HttpResponse:
    """List the forms with their editions, and the drafts."""
    context = {
        "forms": forms_with_editions(),
        "drafts": open_drafts(),
        "can_design": can_design(request.user),
    }
    return render(request, "statistics/designer/form_list.html", context)


@designers
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Begin a new form with its first section."""
    form = BlankForm(data_of(request), initial={"year_from": timezone.localdate().year})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            draft = actions.start_blank(
                form.title_data, form.section_data, data["rows"], data["columns"], request.user
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "форма начата. Закройте лишние ячейки и добавьте контроли.")
            return redirect("statistics:draft-section", draft.pk, 1)
    return render(request, "statistics/designer/create.html", {"form": form})


@designers
@require_http_methods(["GET", "POST"])
def clone(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next edition of a form by a copy of this one."""
    edition = get_object_or_404(Edition.objects.select_related("form"), pk=pk)
    year, code = year_after(edition), next_edition_code(edition)
    title = title_of_edition(edition.title, year)
    initial = {"title": title, "year_from": year, "edition": code}
    form = CloneForm(data_of(request), edition=edition, initial=initial)
    if request.method == "POST" and form.is_valid():
        draft = actions.start_clone(edition, form.cleaned_data, request.user)
        messages.success(request, "редакция скопирована в черновик: меняйте его.")
        return redirect(draft)
    context = {"form": form, "edition": edition}
    return render(request, "statistics/designer/clone.html", context)


@designers
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Begin a draft with a file; every fault of the file is told with its place."""
    form = UploadForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            draft = actions.start_from_file(file.read(), file.name, request.user)
        except EditionError as error:
            problems = error.messages
        else:
            messages.success(request, "файл прочитан, ошибок в нём нет.")
            return redirect(draft)
    context = {"form": form, "problems": problems}
    return render(request, "statistics/designer/upload.html", context)


@allowed_to(can_see_collections)
@require_GET
def edition_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an edition as a file."""
    edition = get_object_or_404(Edition.objects.select_related("form"), pk=pk)
    return _file(edition.form.code, edition.code, edition.definition)


@designers
@require_GET
def draft_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft as a file."""
    definition = finished_definition(fetch_draft(pk))
    return _file(definition["form"], definition["edition"], definition)


def _file(form: str, edition: str, definition: dict[str, Any]) -> HttpResponse:
    response = HttpResponse(written(definition), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{form}-{edition}.yaml"'
    return response


@designers
@require_GET
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a draft: what it is, its sections, what is wrong with it, its last steps."""
    found = fetch_draft(pk)
    context = {
        "faults": faults_of(found.definition),
        "idle": idle_rules_of(found.definition),
        "followed": followed_edition(found),
        "steps": found.steps.defer("definition").select_related("made_by")[:5],
    }
    return draft_page(request, found, "draft", context)


@designers
@require_http_methods(["GET", "POST"])
def whole(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit what is said of the edition as a whole."""
    found = fetch_draft(pk)
    initial = {**initial_of_whole(found.definition), "version": found.version}
    form = WholeForm(data_of(request), initial=initial, editions=editions_before(found))
    return edit_page(
        request,
        found,
        form,
        lambda definition: change_whole(definition, form.values),
        "Изменены сведения о форме",
        found.get_absolute_url(),
        "edit",
        {"title": "Сведения о форме", "back": found.get_absolute_url()},
    )


@designers
@require_GET
def steps(request: HttpRequest, pk: int) -> HttpResponse:
    """List every step of a draft: who, when and what."""
    found = fetch_draft(pk)
    made = found.steps.defer("definition").select_related("made_by")
    return draft_page(request, found, "steps", {"steps": made})


@designers
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the last step back and stay on the page where the button was pressed."""
    found = fetch_draft(pk)
    undone = step(
        request,
        lambda: actions.undo_step(pk, seen_version(request), request.user),
        "последний шаг отменён",
        found.get_absolute_url(),
    )
    back = request.POST.get("back", "")
    return redirect(back) if _is_there_still(fetch_draft(pk), back) else undone


def _is_there_still(found: EditionDraft, path: str) -> bool:
    """Whether a path is a page of this draft that the step taken back has left there."""
    try:
        page = resolve(path)
    except Resolver404:
        return False
    numbers = [section["number"] for section in found.definition["sections"]]
    is_there = page.url_name in _STAY or page.kwargs.get("number") in numbers
    return path.startswith(found.get_absolute_url()) and is_there


@designers
@require_POST
def restore(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Make the draft as it was after a former step."""
    found = fetch_draft(pk)
    get_object_or_404(DraftStep.objects.defer("definition"), draft=found, version=version)
    return step(
        request,
        lambda: actions.restore_step(pk, seen_version(request), version, request.user),
        f"черновик такой, каким был после шага {version}",
        found.get_absolute_url(),
    )


@designers
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a draft with its history."""
    found = fetch_draft(pk)
    done = f"черновик «{found}» удалён"
    do = lambda: actions.delete_draft(pk, seen_version(request))  # noqa: E731 (one line, one use)
    return step(request, do, done, reverse("statistics:form-list"))
