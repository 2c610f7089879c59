"""Materials of events."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from common.files.serving import serve_file
from common.guards import signed_in
from events.gatherings import actions
from events.gatherings.forms import FileForm
from events.gatherings.rules import events_of
from events.gatherings.views.events import event_page
from events.gatherings.views.guards import kept_event
from events.models import EventFile


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give a material to whoever sees the event."""
    found = get_object_or_404(EventFile, pk=pk, event__in=events_of(request.user))
    return serve_file(request, found.file, found.file_kind, found.file_name, inline=True)


@require_POST
@signed_in
def add_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a material; a refused one is explained on the page of the event."""
    found = kept_event(request.user, pk)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return event_page(request, found, form)
    actions.add_file(found, form.cleaned_data["file"], form.cleaned_data["title"], request.user)
    messages.success(request, "Материал добавлен.")
    return redirect(found)


@require_POST
@signed_in
def remove_file(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        EventFile.objects.select_related("event"), pk=pk, event__in=events_of(request.user)
    )
    kept_event(request.user, found.event_id)
    actions.remove_file(found, request.user)
    messages.success(request, "Материал убран.")
    return redirect(found.event)
