"""Sending a plan or an amendment to be read, taking it back, reminding, approving it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from common.editing import data_of
from common.guards import signed_in
from events import actions, rules
from events.actions.reminding import remind_reader
from events.approving import rules as approving
from events.approving.queries import Subject, last_round, open_remarks, remarks_in
from events.approving.standing import usual_readers
from events.forms.approval import (
    ApproveForm,
    ReaderFormSet,
    SendForm,
    WithdrawForm,
    people_choices,
)
from events.models import Amendment, Approval, Plan
from events.views.guards import amendment_of, visible_plan
from events.views.telling import done

PREFIX = "readers"


@signed_in
def plan_send(request: HttpRequest, pk: int) -> HttpResponse:
    return _send(request, visible_plan(request.user, pk))


@signed_in
def amendment_send(request: HttpRequest, pk: int) -> HttpResponse:
    return _send(request, amendment_of(request.user, pk))


def _send(request: HttpRequest, subject: Subject) -> HttpResponse:
    """Name the people and the day; «Ещё строка» only adds a place."""
    plan = subject if isinstance(subject, Plan) else subject.plan
    if not approving.can_send(request.user, subject):
        raise PermissionDenied
    data = data_of(request)
    asks_remarks = open_remarks(subject).exists()
    people = {"form_kwargs": {"people": people_choices()}, "prefix": PREFIX}
    form = SendForm(data, initial={"version": subject.version}, asks_remarks=asks_remarks)
    if data is None:
        readers = ReaderFormSet(initial=usual_readers(subject), **people)
    else:
        readers = ReaderFormSet(_with_place(data), **people)
    adds_place = data is not None and "more" in data
    if request.method == "POST" and not adds_place and form.is_valid() and readers.is_valid():
        approval = _sent(request, subject, form, readers)
        if approval is not None:
            messages.success(request, "Отправлено на согласование. Первому согласующему написано.")
            return redirect("events:plan-approval", plan.pk)
    context = {
        "plan": plan,
        "subject": subject,
        "amendment": subject if isinstance(subject, Amendment) else None,
        "form": form,
        "readers": readers,
        "unanswered": _unanswered(plan),
    }
    return render(request, "events/approval_send.html", context)


def _with_place(data: QueryDict) -> QueryDict:
    """Return the form's data, with one more place when it is asked for."""
    if "more" not in data:
        return data
    data = data.copy()
    key = f"{PREFIX}-TOTAL_FORMS"
    number = data.get(key, "0")
    data[key] = str(int(number) + 1) if number.isdecimal() else "1"
    return data


def _unanswered(plan: Plan) -> list[str]:
    """Return the organisations of a consolidated plan that have not handed in."""
    if not plan.is_consolidated:
        return []
    waited = plan.participants.filter(answered_at=None).select_related("organisation")
    return [str(one) for one in waited]


def _sent(request: HttpRequest, subject: Subject, form: SendForm, readers: Any) -> Approval | None:
    told = form.cleaned_data
    try:
        return actions.send_for_approval(
            subject,
            readers.readers(),
            told["due_on"],
            told["note"],
            request.user,
            version=told["version"],
            despite_remarks=told.get("despite_remarks", False),
        )
    except ValidationError as error:
        form.add_error(None, error)
    except actions.PlanError as error:
        form.add_error(None, str(error))
    return None


def _round(request: HttpRequest, pk: int) -> Approval:
    approval = get_object_or_404(Approval.objects.select_related("amendment"), pk=pk)
    approval.plan = visible_plan(request.user, approval.plan_id)
    if not rules.can_create_plan(request.user):
        raise PermissionDenied
    return approval


@signed_in
def approval_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the text back to go on writing it; the reason stays in the history."""
    approval = _round(request, pk)
    form = WithdrawForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(approval, form.cleaned_data["reason"], request.user)
        except (ValidationError, actions.PlanError) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, "Отозвано с согласования. Текст снова открыт для правки.")
            return redirect("events:plan-approval", approval.plan_id)
    context = {"plan": approval.plan, "approval": approval, "form": form}
    return render(request, "events/approval_withdraw.html", context)


@signed_in
@require_POST
def approval_remind(request: HttpRequest, pk: int) -> HttpResponse:
    approval = _round(request, pk)
    done(request, lambda: remind_reader(approval, request.user), "Напоминание отправлено.")
    return redirect("events:plan-approval", approval.plan_id)


@signed_in
def plan_approve(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request.user, pk)
    if not rules.can_approve(request.user, plan):
        raise PermissionDenied
    return _approve(request, plan, plan)


@signed_in
def amendment_approve(request: HttpRequest, pk: int) -> HttpResponse:
    amendment = amendment_of(request.user, pk)
    if not approving.can_approve_amendment(request.user, amendment):
        raise PermissionDenied
    return _approve(request, amendment, amendment.plan)


def _approve(request: HttpRequest, subject: Subject, plan: Plan) -> HttpResponse:
    form = ApproveForm(data_of(request), initial={"version": subject.version})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.approve(
                subject, request.user, told["approved_on"], told["order_number"], told["version"]
            )
        except actions.PlanError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{_named(subject)}. Теперь его видят все.")
            return redirect(plan)
    agreed = last_round(subject) if not subject.is_editable else None
    context = {
        "plan": plan,
        "amendment": subject if isinstance(subject, Amendment) else None,
        "form": form,
        "agreed": agreed,
        "remarks": list(remarks_in(agreed)) if agreed else [],
        "items": plan.items.filter(removed_at=None).count(),
    }
    return render(request, "events/plan_approve.html", context)


def _named(subject: Subject) -> str:
    return f"{subject} утверждено" if isinstance(subject, Amendment) else "План утверждён"
