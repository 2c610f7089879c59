"""Pages on which the department prepares and publishes."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.editing import MOVED_ON, StaleObjectError, data_of, seen_version
from common.editing_views import edit_page, step, step_page
from common.guards import allowed_to
from publications import actions
from publications.forms import CoverForm, FileForm, LibraryForm, PublicationForm, PublishForm
from publications.models import Publication
from publications.queries import list_publications, usual_imprint
from publications.rules import can_keep_publications, removed_of
from publications.views.reading import render_publication, seen_publication

# What a link may fill into the form of a new publication.
TOLD_BY_PLAN = ("title", "kind", "year", "plan_reference", "plan_item")


@allowed_to(can_keep_publications)
def create_publication(request: HttpRequest) -> HttpResponse:
    initial = {**usual_imprint(), **_told_by_plan(request)}
    form = PublicationForm(data_of(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        added = actions.add_publication(form.values, by=request.user)
        actions.set_topics(added, form.cleaned_data["topic_names"])
        messages.success(request, f"Добавлено: {added}. Теперь можно загрузить файл.")
        return redirect(added)
    return render(request, "publications/edit.html", {"form": form, "title": "Новое издание"})


def _told_by_plan(request: HttpRequest) -> dict[str, str]:
    """Return what the link from a row of a plan tells of the new publication."""
    return {name: request.GET[name] for name in TOLD_BY_PLAN if name in request.GET}


@allowed_to(can_keep_publications)
def edit_publication(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_publication(request, pk)
    form = PublicationForm(data_of(request), instance=found)

    def change(pk: int, values: Mapping[str, Any], **seen: Any) -> Publication:
        saved = actions.change_publication(pk, values, **seen)
        names, known = form.cleaned_data["topic_names"], form.cleaned_data["topics_seen"]
        actions.set_topics(saved, names, seen=known, by=request.user)
        return saved

    return edit_page(request, form, found, change, "publications/edit.html")


@allowed_to(can_keep_publications)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_publication(request, pk)
    form = PublishForm(data_of(request), publication=found)
    return step_page(
        request,
        form,
        found,
        actions.publish,
        "publications/publish.html",
        {"publication": found},
        "Опубликовано: издание видят все.",
    )


@require_POST
@allowed_to(can_keep_publications)
def start_work(request: HttpRequest, pk: int) -> HttpResponse:
    return step(request, seen_publication(request, pk), actions.start_work, "Издание в работе.")


@require_POST
@allowed_to(can_keep_publications)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return step(
        request,
        seen_publication(request, pk),
        actions.withdraw,
        "Снято с публикации: издание видит только отдел.",
    )


@require_POST
@allowed_to(can_keep_publications)
def remove_file(request: HttpRequest, pk: int) -> HttpResponse:
    return step(request, seen_publication(request, pk), actions.remove_file, "Файл убран.")


@require_POST
@allowed_to(can_keep_publications)
def remove_cover(request: HttpRequest, pk: int) -> HttpResponse:
    return step(request, seen_publication(request, pk), _draw_cover, "Своя обложка убрана.")


def _draw_cover(pk: int, **seen: Any) -> Publication:
    return actions.choose_cover(pk, None, **seen)


@require_POST
@allowed_to(can_keep_publications)
def upload_cover(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the cover; a refused one is explained on the page of the publication."""
    found = seen_publication(request, pk)
    form = CoverForm(request.POST, request.FILES, publication=found)
    if not form.is_valid():
        return render_publication(request, found, cover_form=form)
    cover, version = form.cleaned_data["cover"], form.cleaned_data["version"]
    try:
        actions.choose_cover(pk, cover, version=version, by=request.user)
    except StaleObjectError:
        messages.warning(request, MOVED_ON)
    else:
        messages.success(request, "Обложка загружена.")
    return redirect(found)


@require_POST
@allowed_to(can_keep_publications)
def add_library(request: HttpRequest, pk: int) -> HttpResponse:
    """Name a library that the publication is about."""
    found = seen_publication(request, pk)
    form = LibraryForm(request.POST)
    if not form.is_valid():
        return render_publication(request, found, library_form=form)
    library = form.cleaned_data["library"]
    actions.add_library(found, library, by=request.user)
    messages.success(request, f"Издание показано в паспорте: {library}.")
    return redirect(found)


@require_POST
@allowed_to(can_keep_publications)
def remove_library(request: HttpRequest, pk: int, library_pk: int) -> HttpResponse:
    found = seen_publication(request, pk)
    library = get_object_or_404(found.libraries, pk=library_pk)
    actions.remove_library(found, library, by=request.user)
    messages.success(request, f"Издание больше не показано в паспорте: {library}.")
    return redirect(found)


@require_POST
@allowed_to(can_keep_publications)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide the publication; the message leads to where it can be restored."""
    found = seen_publication(request, pk)
    try:
        actions.remove(pk, version=seen_version(request), by=request.user)
    except (StaleObjectError, Publication.DoesNotExist):
        messages.warning(request, MOVED_ON)
        return redirect(found)
    messages.success(request, f"Удалено: {found}. Вернуть можно в «Удалённых изданиях».")
    return redirect("publications:publication-list")


@require_safe
@allowed_to(can_keep_publications)
def removed_list(request: HttpRequest) -> HttpResponse:
    found = list_publications(removed_of(request.user))
    return render(request, "publications/removed.html", {"publications": found})


@require_POST
@allowed_to(can_keep_publications)
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(removed_of(request.user), pk=pk)
    try:
        actions.restore(pk, version=seen_version(request), by=request.user)
    except (StaleObjectError, Publication.DoesNotExist):
        messages.warning(request, MOVED_ON)
        return redirect("publications:removed")
    messages.success(request, f"Восстановлено: {found}.")
    return redirect(found)


@require_POST
@allowed_to(can_keep_publications)
def upload_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the file; a refused one is explained on the page of the publication."""
    found = seen_publication(request, pk)
    form = FileForm(request.POST, request.FILES, publication=found)
    if not form.is_valid():
        return render_publication(request, found, file_form=form)
    file, version = form.cleaned_data["file"], form.cleaned_data["version"]
    try:
        actions.attach_file(pk, file, version=version, by=request.user)
    except StaleObjectError:
        messages.warning(request, MOVED_ON)
    else:
        messages.success(request, f"Файл {file.kind.title} загружен.")
    return redirect(found)
