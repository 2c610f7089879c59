"""A consolidated plan: who writes it, who has handed in, who is reminded."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from common.editing import data_of
from common.guards import signed_in
from common.text import number_in
from events import actions, rules
from events.consolidation.queries import board_of, rows_to_share, tally_of
from events.forms.consolidation import HandBackForm, InviteForm, RemindForm
from events.models import Participant, Plan
from events.views.guards import visible_plan
from events.views.telling import done


def _consolidated(user: Any, pk: int) -> Plan:
    """Return a consolidated plan, if the department's person asks.

    Raises:
        Http404: the plan does not exist for her, or is no consolidated one.
        PermissionDenied: she only sees it.
    """
    plan = visible_plan(user, pk)
    if not plan.is_consolidated:
        raise Http404
    if not rules.can_create_plan(user):
        raise PermissionDenied
    return plan


@signed_in
@require_safe
def participants(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was invited, who has handed in, who is late; reminders go out from here."""
    plan = _consolidated(request.user, pk)
    today = timezone.localdate()
    context = {
        "plan": plan,
        "board": list(board_of(plan)),
        "tally": tally_of(plan, today),
        "today": today,
        "remind_form": RemindForm(),
        "to_share": len(rows_to_share(plan)) if plan.is_editable else 0,
        "letters": list(plan.letters.exclude(organisation=None)[:20]),
    }
    return render(request, "events/participants.html", context)


@signed_in
def participants_invite(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _consolidated(request.user, pk)
    if not plan.is_editable:
        raise PermissionDenied
    form = InviteForm(plan, data_of(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.invite(
                plan, list(told["organisations"]), told["due_on"], told["note"], request.user
            )
        except (ValidationError, actions.PlanError) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, f"Приглашено организаций: {len(made)}. Письма отправлены.")
            return redirect("events:participants", plan.pk)
    return render(request, "events/participants_invite.html", {"plan": plan, "form": form})


@signed_in
@require_POST
def participants_remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to the marked organisations, or to all that have not handed in."""
    plan = _consolidated(request.user, pk)
    keys = [number_in(key) for key in request.POST.getlist("participant")]
    marked = plan.participants.filter(pk__in=[key for key in keys if key])
    wanted = list(marked) if keys else list(plan.participants.filter(answered_at=None))
    note = request.POST.get("note", "")[:2000]
    done(
        request,
        lambda: actions.remind_participants(plan, wanted, note, request.user),
        "Напоминания отправлены.",
    )
    return redirect("events:participants", plan.pk)


@signed_in
@require_POST
def participants_share(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the rows of nobody to the invited organisations that hold them."""
    plan = _consolidated(request.user, pk)
    text = "Пункты розданы организаторам: теперь каждый правит свои."
    done(request, lambda: actions.share_out(plan, request.user), text)
    return redirect("events:participants", plan.pk)


def _participant(user: Any, pk: int) -> Participant:
    participant = get_object_or_404(Participant.objects.select_related("organisation"), pk=pk)
    participant.plan = _consolidated(user, participant.plan_id)
    return participant


@signed_in
def participant_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an organisation's rows again until another day."""
    participant = _participant(request.user, pk)
    form = HandBackForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.hand_back(participant, told["due_on"], told["note"], request.user)
        except (ValidationError, actions.PlanError) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, f"{participant}: пункты снова открыты, письмо отправлено.")
            return redirect("events:participants", participant.plan_id)
    context = {"plan": participant.plan, "participant": participant, "form": form}
    return render(request, "events/participant_reopen.html", context)


@signed_in
@require_POST
def participant_remove(request: HttpRequest, pk: int) -> HttpResponse:
    participant = _participant(request.user, pk)
    text = f"{participant}: приглашение отозвано."
    done(request, lambda: actions.uninvite(participant, request.user), text)
    return redirect("events:participants", participant.plan_id)


@signed_in
@require_POST
def participant_hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """«Сдать пункты»: the organisation's librarian says so, or the department for it."""
    participant = get_object_or_404(Participant.objects.select_related("organisation"), pk=pk)
    plan = visible_plan(request.user, participant.plan_id)
    own = rules.participants_of(request.user).filter(pk=pk).exists()
    if not (own or rules.can_create_plan(request.user)):
        raise PermissionDenied
    text = f"{participant}: пункты сданы. Спасибо!"
    done(request, lambda: actions.hand_in(participant, request.user), text)
    return redirect("events:participants", plan.pk) if not own else redirect(plan)
