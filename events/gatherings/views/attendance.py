"""Who came: the list of the organisers, the code of the participants."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.editing import data_of
from common.editing_views import step, step_page
from common.guards import signed_in
from common.squares import square_of
from events.gatherings import actions
from events.gatherings.actions.attendance import refuse_attendance, takes_codes
from events.gatherings.forms import AttendanceForm, CodeForm, FinishForm
from events.gatherings.queries import in_turn
from events.gatherings.rules import events_of
from events.gatherings.tries import may_try, note_wrong_try
from events.gatherings.views.guards import kept_event
from events.models import Event, Participation
from staff.actions import record_access

WITHDRAWN = Participation.State.WITHDRAWN
WRONG = "Код или имя не подошли. Проверьте их или подойдите к организатору."
TOO_OFTEN = "Слишком много попыток. Подождите десять минут или подойдите к организатору."


@signed_in
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark who came; what another organiser has marked meanwhile stays.

    With `finish` in the form the marks are saved and the result of the event is asked for.
    """
    found = kept_event(request.user, pk)
    rows = in_turn(found.participations.exclude(state=WITHDRAWN))
    rows.sort(key=lambda row: row.employee.name_key)
    form = AttendanceForm(data_of(request), participations=rows)
    if request.method == "POST" and form.is_valid():
        try:
            actions.mark_attendance(pk, form.marks, request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Отметки сохранены.")
            page = "event-finish" if "finish" in request.POST else "event-attendance"
            return redirect(f"gatherings:{page}", pk=pk)
    record_access(request.user, f"Посещение мероприятия «{found}»")
    here = sum(row.state == Participation.State.ATTENDED for row in rows)
    context = {
        "event": found,
        "form": form,
        "here": here,
        "may_mark": _may_mark(found),
        "here_url": request.build_absolute_uri(_here_page(found)),
    }
    return render(request, "events/event_attendance.html", context)


def _may_mark(event: Event) -> bool:
    try:
        refuse_attendance(event, timezone.localdate())
    except ValidationError:
        return False
    return True


@require_POST
@signed_in
def new_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Give out a code; the one before is good no more."""
    found = kept_event(request.user, pk)
    done = "Код готов: покажите его участникам."
    if found.code:
        done += " Прежний больше не действует."
    step(request, found, actions.give_code, done)
    return redirect("gatherings:event-attendance", pk=pk)


@require_safe
@signed_in
def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """The code for the screen of the hall: large, with the way to it, and without names."""
    found = kept_event(request.user, pk)
    if not takes_codes(found, timezone.localdate()):
        messages.warning(request, "Код сейчас не принимается: дайте его в день мероприятия.")
        return redirect("gatherings:event-attendance", pk=pk)
    here_url = request.build_absolute_uri(_here_page(found))
    context = {"event": found, "here_url": here_url, "square": square_of(here_url, dots=8)}
    return render(request, "events/event_screen.html", context)


def _here_page(event: Event) -> str:
    """Return where participants mark themselves; of an event by invitation, with the key to it."""
    page = reverse("gatherings:event-here", args=[event.pk])
    return f"{page}?key={event.feedback_key}" if event.access == Event.Access.INVITED else page


@signed_in
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    found = kept_event(request.user, pk)
    told = {"version": found.version, "guests": found.guests}
    form = FinishForm(data_of(request), initial=told)
    count = found.participations.filter(state=Participation.State.ATTENDED).count()
    context = {"title": "Мероприятие проведено", "button": "Записать итог", "here": count}
    done = "Записано: мероприятие проведено."
    act = actions.finish_event
    return step_page(request, form, found, act, "events/event_finish.html", context, done)


@require_http_methods(["GET", "HEAD", "POST"])
def here(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a participant mark herself by the code; no signing in, few tries.

    An event by invitation is there too for whoever has its key from the screen of the hall.
    """
    seen = events_of(request.user)
    if key := request.GET.get("key", ""):
        seen = Event.objects.exclude(state=Event.State.DRAFT).filter(feedback_key=key)
    found = get_object_or_404(seen, pk=pk)
    form = CodeForm(request.POST if request.method == "POST" else None)
    marked: Any = None
    if form.is_bound and form.is_valid():
        marked = _marked(request, found, form)
    context = {
        "event": found,
        "form": form,
        "marked": marked,
        "takes_codes": takes_codes(found, timezone.localdate()),
    }
    return render(request, "events/event_here.html", context)


def _marked(request: HttpRequest, event: Event, form: CodeForm) -> Participation | None:
    """Return the participation that the code and the name mark; else tell in the form why not.

    Only wrong tries count: all in the hall may share one address.
    """
    code, name = form.cleaned_data["code"], form.cleaned_data["name"]
    if not may_try(request, event, name):
        form.add_error(None, TOO_OFTEN)
        return None
    row = actions.mark_by_code(event.pk, code, name)
    if row is None:
        note_wrong_try(request, event, name)
        form.add_error(None, WRONG)
    return row
