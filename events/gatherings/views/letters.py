"""Invitations and reminders: who wants none of them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from common.guards import signed_in
from events.gatherings import actions
from events.gatherings.notices import WAY_OUT
from events.models import EventLettersOff


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def letters(request: HttpRequest) -> HttpResponse:
    """Ask for invitations and reminders, or for no more of them."""
    if request.method != "POST":
        is_on = not EventLettersOff.objects.filter(user=request.user).exists()
        return render(request, "events/event_letters.html", {"is_on": is_on})
    if request.POST.get("letters") == "on":
        actions.want_letters(request.user.pk)
        messages.success(request, f"Письма будут приходить на {request.user.email}.")
    else:
        actions.refuse_letters(request.user.pk)
        messages.success(request, "Приглашений и напоминаний больше не будет.")
    return redirect("gatherings:letters")


@csrf_exempt  # mail programs send the POST themselves (RFC 8058); the signed key is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def letters_off_by_link(request: HttpRequest, key: str) -> HttpResponse:
    """Leave the letters by the link in one of them, without signing in.

    A link alone changes nothing: mail programs open links to look at them.
    """
    user_id = WAY_OUT.user_of(key)
    if user_id is None:
        raise Http404("Такой ссылки портал не давал.")
    if request.method == "POST":
        actions.refuse_letters(user_id)
    is_done = request.method == "POST"
    return render(request, "events/event_letters_off.html", {"is_done": is_done})
