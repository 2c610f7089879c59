"""The list of plans, the page of one plan, its heading and history."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from common.editing import data_of
from common.guards import signed_in
from events import actions, rules
from events.filters import PlanFilter
from events.forms.editing import PlanForm, ReopenForm, SettingsForm
from events.models import Plan
from events.queries import with_progress
from events.views.guards import open_plan, visible_plan
from events.views.page import plan_response


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans that the person sees, with filters; approved ones are public."""
    listed = PlanFilter(request.GET, queryset=rules.plans_visible_to(request.user))
    plans = with_progress(listed.qs).order_by("-year", "organisation__name_key", "kind")
    page = Paginator(plans, 50).get_page(request.GET.get("page"))
    context = {
        "filter": listed,
        "page": page,
        "can_create": rules.can_create_plan(request.user),
        "can_move_days_off": rules.can_move_days_off(request.user),
        "sees_drafts": rules.can_see_history(request.user),
    }
    return render(request, "events/plan_list.html", context)


@signed_in
def plan_create(request: HttpRequest) -> HttpResponse:
    if not rules.can_create_plan(request.user):
        raise PermissionDenied
    form = PlanForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        plan = actions.create_plan(form.instance, request.user)
        if plan.is_consolidated:
            messages.success(request, "План создан. Пригласите организации, которые его пишут.")
            return redirect("events:participants-invite", plan.pk)
        messages.success(request, "План создан. Добавьте пункты или загрузите их из файла.")
        return redirect(plan)
    return render(request, "events/plan_create.html", {"form": form})


@require_safe
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as a table; a stranger who asks for a draft is asked to sign in."""
    try:
        plan = visible_plan(request.user, pk)
    except Http404:
        if request.user.is_authenticated:
            raise
        return redirect_to_login(request.get_full_path())
    return plan_response(request, plan)


@signed_in
def plan_settings(request: HttpRequest, pk: int) -> HttpResponse:
    plan = open_plan(request.user, pk)
    form = SettingsForm(data_of(request), instance=plan)
    base = {name: form.initial[name] for name in form.fields}
    conflicts: list[actions.Conflict] = []
    if request.method == "POST" and form.is_valid():
        kept = {name for name in form.fields if request.POST.get(f"theirs_{name}")}
        texts = {name: text for name, text in form.cleaned_data.items() if name not in kept}
        saved = _save_settings(request, plan, texts, form)
        if saved is not None and not saved.conflicts:
            messages.success(request, "Заголовок плана сохранён.")
            return redirect(plan)
        conflicts = saved.conflicts if saved else []
        base = {name: getattr(saved.plan, name) for name in form.fields} if saved else form.base()
    elif form.is_bound:
        base = form.base()
    context = {"plan": plan, "form": form, "fields": _with_base(form, base, conflicts)}
    return render(request, "events/plan_settings.html", context)


def _save_settings(
    request: HttpRequest, plan: Plan, texts: dict[str, str], form: SettingsForm
) -> actions.SettingsSaved | None:
    try:
        return actions.change_settings(plan, texts, form.base(), request.user)
    except (ValidationError, actions.PlanError) as error:
        form.add_error(None, error if isinstance(error, ValidationError) else str(error))
    return None


def _with_base(
    form: SettingsForm, base: dict[str, str], conflicts: list[actions.Conflict]
) -> list[dict[str, object]]:
    """Return each field with the text from which the person starts, and its conflict."""
    found = {conflict.field: conflict for conflict in conflicts}
    return [
        {"bound": bound, "base": base[bound.name], "conflict": found.get(bound.name)}
        for bound in form.visible_fields()
    ]


@signed_in
def plan_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request.user, pk)
    if not rules.can_reopen(request.user, plan):
        raise PermissionDenied
    form = ReopenForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen_draft(plan, form.cleaned_data["reason"], request.user)
        except actions.PlanError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "План возвращён в работу. Его снова можно менять.")
            return redirect(plan)
    return render(request, "events/plan_reopen.html", {"plan": plan, "form": form})
