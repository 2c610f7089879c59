"""Papers of applications: put beside, downloaded, taken away."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from common.files.serving import serve_file
from common.guards import allowed_to
from libraries import actions
from libraries.forms import AttachmentForm
from libraries.models import ApplicationFile
from libraries.rules import applications_of, may_attach, works_with_competitions
from libraries.views.applications import render_application, seen_application


@require_POST
@allowed_to(works_with_competitions)
def attach_to_application(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a paper; a refused one is explained on the page of the application."""
    found = seen_application(request, pk)
    if not may_attach(request.user, found):
        raise PermissionDenied("Документы прилагают, пока заявка у Вас.")
    return take(request, found, render_application)


@require_safe
@allowed_to(works_with_competitions)
def application_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    return give(request, _seen_file(request, pk))


@require_POST
@allowed_to(works_with_competitions)
def remove_application_file(request: HttpRequest, pk: int) -> HttpResponse:
    file = _seen_file(request, pk)
    parent = file.application
    if not may_attach(request.user, parent):
        raise PermissionDenied("Убрать документ можно, пока заявка у Вас.")
    return drop(request, file, parent)


def take(
    request: HttpRequest, parent: Any, show: Callable[[HttpRequest, Any, Any], HttpResponse]
) -> HttpResponse:
    """Keep the sent file beside `parent`; `show` draws the page with the faults of the form."""
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.attach(parent, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "Документ приложен.")
            return redirect(parent)
    return show(request, parent, form)


def give(request: HttpRequest, file: Any) -> HttpResponseBase:
    return serve_file(request, file.file, file.file_kind, file.file_name)


def drop(request: HttpRequest, file: Any, parent: Any) -> HttpResponse:
    actions.remove_attachment(file, parent, request.user)
    messages.success(request, "Документ убран.")
    return redirect(parent)


def _seen_file(request: HttpRequest, pk: int) -> ApplicationFile:
    files = ApplicationFile.objects.filter(application__in=applications_of(request.user))
    return get_object_or_404(files.select_related("application__organisation"), pk=pk)
