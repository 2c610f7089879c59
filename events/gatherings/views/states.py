"""Steps of an event: buttons of its page, and forms where a step needs an answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from common.editing import data_of
from common.editing_views import step, step_page
from common.guards import signed_in
from events.gatherings import actions
from events.gatherings.forms import CancelForm, MoveForm
from events.gatherings.views.guards import kept_event
from events.models import Event


@require_POST
@signed_in
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    found = kept_event(request.user, pk)
    return step(request, found, actions.announce, "Мероприятие объявлено.")


@require_POST
@signed_in
def close(request: HttpRequest, pk: int) -> HttpResponse:
    found = kept_event(request.user, pk)
    return step(request, found, actions.close_registration, "Запись закрыта.")


@require_POST
@signed_in
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    found = kept_event(request.user, pk)
    return step(request, found, actions.reopen_registration, "Запись снова открыта.")


@require_POST
@signed_in
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    found = kept_event(request.user, pk)
    return step(request, found, actions.send_invitations, "Приглашения отправлены.")


@signed_in
def move(request: HttpRequest, pk: int) -> HttpResponse:
    found = kept_event(request.user, pk)
    form = MoveForm(data_of(request), initial=MoveForm.told_by(found))
    context = {"title": "Перенести мероприятие", "button": "Перенести"}

    def put_off(pk: int, *, by: Any, **told: Any) -> Event:
        words = {"version": told["version"], "reason": told["reason"]}
        return actions.move_event(pk, form.days, by=by, **words)

    done = "Мероприятие перенесено, записанным отправлены письма."
    return step_page(request, form, found, put_off, "events/event_step.html", context, done)


@signed_in
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    found = kept_event(request.user, pk)
    form = CancelForm(data_of(request), initial={"version": found.version})
    context = {"title": "Отменить мероприятие", "button": "Отменить мероприятие"}
    done = "Мероприятие отменено, записанным отправлены письма."
    act = actions.cancel_event
    return step_page(request, form, found, act, "events/event_step.html", context, done)
