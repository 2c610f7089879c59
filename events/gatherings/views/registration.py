"""Registration: a librarian for herself and her colleagues, the department for anybody."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.editing import data_of
from common.guards import allowed_to
from common.russian import plural
from common.text import number_in
from events.gatherings import actions
from events.gatherings.forms import RegistrationForm
from events.gatherings.queries import free_places, number_placed, own_card
from events.gatherings.rules import can_register, events_of, is_open, keeps, own_organisations
from events.gatherings.views.guards import seen_event
from events.models import Event, Participation
from libraries.models import Library
from staff.actions import record_access
from staff.filters.training import employing_organisations

WAITING = Participation.State.WAITING


@allowed_to(can_register)
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the person choose of her people; the department chooses an organisation first."""
    found = seen_event(request.user, pk)
    organisation = _organisation(request)
    libraries = Library.objects.filter(organisation=organisation)
    form = RegistrationForm(data_of(request), user=request.user, event=found, libraries=libraries)
    if request.method == "POST" and form.is_valid():
        people = form.cleaned_data["people"]
        try:
            done = actions.register_people(pk, people, request.user, libraries)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, told(found, done))
            return redirect(found)
    record_access(request.user, f"Выбор людей для мероприятия «{found}»: {organisation}")
    context = {
        "event": found,
        "form": form,
        "organisation": organisation,
        "organisations": employing_organisations(request),
        "is_open": is_open(found, timezone.localdate()),
        "left": _left(found, organisation),
    }
    return render(request, "events/event_register.html", context)


def _left(event: Event, organisation: Any) -> int | None:
    """Return how many more of the organisation may come; None where nothing is set for one."""
    if event.per_organisation is None or organisation is None:
        return None
    own = max(0, event.per_organisation - number_placed(event, organisation))
    free = free_places(event)
    return own if free is None else min(own, free)


@require_POST
@allowed_to(can_register)
def register_me(request: HttpRequest, pk: int) -> HttpResponse:
    """Register the person herself, where the staff knows her card by her name."""
    found = seen_event(request.user, pk)
    card = own_card(request.user, timezone.localdate())
    if card is None:
        messages.warning(request, "В кадрах нет Вашей карточки. Выберите себя из списка.")
        return redirect("gatherings:event-register", pk=pk)
    try:
        done = actions.register_people(pk, [card], request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, told(found, done))
    return redirect(found)


def told(event: Event, done: Iterable[Participation]) -> str:
    """Return in words how many have places, and how many wait for one and why."""
    rows = list(done)
    waiting = sum(row.state == WAITING for row in rows)
    placed = len(rows) - waiting
    words = [f"Записано: {_people(placed)}."] if placed else []
    if waiting:
        if free_places(event) != 0:
            words.append(f"От одного учреждения — не больше {event.per_organisation}.")
        elif not placed:
            words.append("Мест нет.")
        words.append(f"В листе ожидания: {_people(waiting)}.")
        words.append("Если место освободится, придёт письмо.")
    return " ".join(words)


def _people(number: int) -> str:
    return f"{number} {plural(number, 'человек', 'человека', 'человек')}"


def _organisation(request: HttpRequest) -> Any:
    """Return the organisation that the address names, of those in scope; else the first."""
    organisations = employing_organisations(request)
    asked = number_in(request.GET.get("organisation", ""))
    if asked is not None:
        return get_object_or_404(organisations, pk=asked)
    own = request.user.organisation_id
    return organisations.filter(pk=own).first() or organisations.first()


@require_POST
@allowed_to(can_register)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a place back: for one's own people; the department for anybody's.

    Of others' people who keeps the event sees the places, and nobody else even that they are there.
    """
    rows = Participation.objects.select_related("event", "employee")
    row = get_object_or_404(rows, pk=pk, event__in=events_of(request.user))
    if not own_organisations(request.user).filter(pk=row.organisation_id).exists():
        raise PermissionDenied if keeps(request.user, row.event) else Http404
    try:
        actions.withdraw(pk, request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, f"Запись отменена: {row.employee}.")
    return redirect(row.event)
