"""Questions to participants, their answers without names, the summary for the organiser."""

from typing import Any

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from common.editing import data_of
from common.guards import signed_in
from events.gatherings import actions
from events.gatherings.feedback import summary_of, takes_feedback
from events.gatherings.forms import FeedbackAnswersForm, QuestionsForm
from events.gatherings.queries import present_at
from events.gatherings.views.guards import kept_event
from events.models import Event

TOO_OFTEN = "С Вашего адреса пришло слишком много отзывов. Подождите десять минут."
COOKIE_DAYS = 90


@require_safe
@signed_in
def summary(request: HttpRequest, pk: int) -> HttpResponse:
    """Show those who keep the event what its participants said."""
    found = kept_event(request.user, pk)
    context = {
        "event": found,
        "said": summary_of(found),
        "number": found.feedback_forms.count(),
        "present": present_at(found),
        "takes_feedback": takes_feedback(found, timezone.localdate()),
    }
    return render(request, "events/event_feedback.html", context)


@signed_in
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """Let those who keep the event write its questions."""
    found = kept_event(request.user, pk)
    form = QuestionsForm(data_of(request), initial=QuestionsForm.told_by(found))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.set_questions(pk, told["scale"], told["words"], request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Вопросы участникам сохранены.")
            return redirect("gatherings:event-feedback", pk=pk)
    context = {"row": found, "form": form, "title": "Вопросы участникам", "button": "Сохранить"}
    return render(request, "events/event_step.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, key: str) -> HttpResponse:
    """Let a participant answer; the address, known to participants only, is the way in."""
    found = get_object_or_404(Event.objects.exclude(state=Event.State.DRAFT), feedback_key=key)
    form = FeedbackAnswersForm(
        request.POST if request.method == "POST" else None, questions=list(found.questions.all())
    )
    cookie = f"feedback_{found.pk}"
    is_done = cookie in request.COOKIES
    sent_now = not is_done and form.is_bound and form.is_valid() and _sent(request, found, form)
    context: dict[str, Any] = {
        "event": found,
        "form": form,
        "is_done": is_done or sent_now,
        "takes_feedback": takes_feedback(found, timezone.localdate()),
    }
    response = render(request, "events/feedback.html", context)
    if sent_now:
        age = COOKIE_DAYS * 24 * 3600
        response.set_cookie(cookie, "1", max_age=age, httponly=True, samesite="Lax")
    return response


def _sent(request: HttpRequest, event: Event, form: FeedbackAnswersForm) -> bool:
    if not takes_feedback(event, timezone.localdate()):
        return False
    if not consume(request, action="feedback"):
        form.add_error(None, TOO_OFTEN)
        return False
    try:
        actions.send_feedback(event.pk, form.marks, form.texts)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
