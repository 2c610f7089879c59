"""Reading a plan, or an amendment of it, with remarks, and answering the remarks."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from common.guards import signed_in
from events import actions, rules
from events.approving import rules as approving
from events.approving.queries import (
    Subject,
    current_step,
    live_of,
    rounds_of,
)
from events.forms.approval import (
    AnswerForm,
    RemarkAnswerForm,
    RemarkForm,
)
from events.models import Approval, ApprovalRemark, ApprovalStep, Plan
from events.order import in_order, sections_in_order
from events.views.guards import visible_plan
from events.views.telling import done

LETTERS = 20


@signed_in
@require_safe
def plan_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """All rounds of a plan and its amendments; the person whose turn it is answers here.

    Who was asked before comes here by the link of an old letter: she is told how it ended.
    """
    asked = Plan.objects.select_related("organisation").filter(pk=pk).first()
    if asked is not None and approving.was_asked(request.user, asked):
        messages.info(request, _how_it_ended(asked))
        return redirect(asked if asked.is_public else "home")
    plan = visible_plan(request.user, pk)
    if not approving.can_see_approval(request.user, plan):
        raise PermissionDenied
    return _page(request, plan)


def _how_it_ended(plan: Plan) -> str:
    if plan.is_public:
        return "Согласование закончено: план утверждён."
    return (
        f"«{plan.title}»: согласовывать сейчас нечего, составитель работает над планом. "
        "Если понадобится Ваше решение, Вам напишут."
    )


def _page(
    request: HttpRequest, plan: Plan, remark: RemarkForm | None = None, status: int = 200
) -> HttpResponse:
    rounds = rounds_of(plan)
    works = rules.can_create_plan(request.user)
    for one in rounds:
        is_over = one.state != Approval.State.OPEN
        one.takes_answers = works and is_over and (one.amendment or plan).is_editable
    live = live_of(plan, rounds)
    step = current_step(live) if live else None
    is_hers = step is not None and approving.can_answer(request.user, step)
    subject: Subject | None = (live.amendment or plan) if live else None
    sections = sections_in_order(plan) if is_hers else []
    context = {
        "plan": plan,
        "live": live,
        "step": step,
        "is_hers": is_hers,
        "rounds": rounds,
        "answer_form": AnswerForm(on_paper=step.user_id is None) if is_hers else None,
        "remark_form": (remark or RemarkForm(sections, initial=_asked(request)))
        if is_hers
        else None,
        "items": _numbered(plan) if is_hers and subject is plan else [],
        "letters": list(plan.letters.filter(organisation=None)[:LETTERS]) if works else [],
        "remark_answer": RemarkAnswerForm(),
        "answers_open": works,
        "can_withdraw": subject is not None and approving.can_withdraw(request.user, subject),
        "can_approve": _can_approve(request.user, live),
        "can_send": approving.can_send(request.user, plan),
        "is_late": live is not None and live.due_on < timezone.localdate(),
    }
    return render(request, "events/approval.html", context, status=status)


def _numbered(plan: Plan) -> list[tuple[int, str]]:
    """Return the rows by their numbers, to be remarked on."""
    names = dict(plan.items.values_list("pk", "name"))
    rows = enumerate(in_order(plan), start=1)
    return [(number, names[row.pk]) for number, row in rows]


def _asked(request: HttpRequest) -> dict[str, str]:
    return {"number": request.GET.get("number", "")}


def _can_approve(user: Any, live: Approval | None) -> bool:
    if live is None:
        return False
    if live.amendment:
        return approving.can_approve_amendment(user, live.amendment)
    return rules.can_approve(user, live.plan)


def _step(request: HttpRequest, pk: int) -> ApprovalStep:
    """Return a step whose answer is hers to give.

    Raises:
        Http404: its plan does not exist for her.
        PermissionDenied: it is somebody else's.
    """
    step = get_object_or_404(ApprovalStep.objects.select_related("approval__amendment"), pk=pk)
    step.approval.plan = visible_plan(request.user, step.approval.plan_id)
    if not approving.can_answer(request.user, step):
        raise PermissionDenied
    return step


@signed_in
@require_POST
def step_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree, or return with the remarks that were written."""
    step = _step(request, pk)
    plan = step.approval.plan
    form = AnswerForm(request.POST, on_paper=step.user_id is None)
    returns = request.POST.get("decision") == "return"
    if not form.is_valid():
        for name, faults in form.errors.items():
            messages.error(request, f"{form.fields[name].label}: {' '.join(faults)}")
        return redirect("events:plan-approval", plan.pk)
    told = form.cleaned_data

    def answer() -> None:
        if returns:
            actions.return_with_remarks(step, told["comment"], request.user)
        else:
            actions.agree(step, told["comment"], request.user, told.get("on"))

    what = "Возвращено с замечаниями. Составителю написано." if returns else "Согласовано."
    if not done(request, answer, what):
        _give_back(request, told["comment"])
    if not approving.can_see_approval(request.user, plan):
        return redirect("home")
    return redirect("events:plan-approval", plan.pk)


@signed_in
@require_POST
def remark_add(request: HttpRequest, pk: int) -> HttpResponse:
    step = _step(request, pk)
    plan = step.approval.plan
    form = RemarkForm(sections_in_order(plan), request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            item = _item_numbered(plan, told["number"])
            section = plan.sections.filter(pk=told.get("section") or 0).first()
            actions.add_remark(step, told["text"], item=item, section=None if item else section)
        except (ValidationError, actions.PlanError) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
            _give_back(request, told["text"])
        else:
            messages.success(request, "Замечание записано. Его увидят, когда Вы вернёте текст.")
            return redirect("events:plan-approval", plan.pk)
    return _page(request, plan, form, 422)


def _give_back(request: HttpRequest, text: str) -> None:
    """Show what was typed for an act that is no longer to be done, so that it is not lost."""
    if text:
        messages.info(request, f"Вы написали: «{text}»")


def _item_numbered(plan: Plan, number: int | None) -> Any:
    if number is None:
        return None
    rows = in_order(plan)
    if number > len(rows):
        raise ValidationError(f"Пункта № {number} в плане нет: всего пунктов {len(rows)}.")
    return plan.items.get(pk=rows[number - 1].pk)


@signed_in
@require_POST
def remark_remove(request: HttpRequest, pk: int) -> HttpResponse:
    remark = get_object_or_404(ApprovalRemark.objects.select_related("step__approval"), pk=pk)
    step = _step(request, remark.step_id)
    done(request, lambda: actions.remove_remark(remark), "Замечание убрано.")
    return redirect("events:plan-approval", step.approval.plan_id)


@signed_in
@require_POST
def remark_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say of a remark that it is mended, or why not: the department does."""
    remark = get_object_or_404(
        ApprovalRemark.objects.select_related("step__approval__amendment"), pk=pk
    )
    plan = visible_plan(request.user, remark.step.approval.plan_id)
    if not rules.can_create_plan(request.user):
        raise PermissionDenied
    form = RemarkAnswerForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        state = ApprovalRemark.State(told["state"])
        done(
            request,
            lambda: actions.answer_remark(remark, state, told["answer"], request.user),
            "Ответ записан.",
        ) or _give_back(request, told["answer"])
    return redirect("events:plan-approval", plan.pk)
