"""Sections and planned figures of a plan: plain forms, each with its own act."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.editing import data_of
from common.guards import signed_in
from common.text import number_in
from events import actions
from events.forms.editing import FigureForm, SectionForm
from events.models import Plan, PlannedFigure, PlanSection
from events.order import sections_in_order
from events.queries import figures_of
from events.views.answers import answered, tells_errors
from events.views.guards import editable_plan, open_plan


@signed_in
def section_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The sections of a plan in their order, and a form for one more."""
    plan = open_plan(request.user, pk)
    form = SectionForm(data_of(request))
    sections = sections_in_order(plan)
    if request.method == "POST" and form.is_valid():
        parent = _one(plan.sections, request.POST.get("parent", ""))
        values = form.cleaned_data

        def add() -> None:
            actions.add_section(
                plan, values["title"], request.user, kind=values["kind"], parent=parent
            )

        if _done(request, add, f"Раздел «{values['title']}» добавлен."):
            return redirect("events:plan-sections", plan.pk)
    context = {"plan": plan, "form": form, "sections": sections, "kinds": PlanSection.Kind.choices}
    return render(request, "events/plan_sections.html", context)


@signed_in
@require_POST
@tells_errors
def section_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a section right after another, or at the end."""
    plan = editable_plan(request.user, pk)
    after = _one(plan.sections, request.POST.get("after", ""))
    title = request.POST.get("title", "")
    section = actions.add_section(plan, title, request.user, after=after)
    return answered(request, plan, said=f"Раздел «{section.title}» добавлен.", back=_list_of(plan))


@signed_in
@require_POST
@tells_errors
def section_rename(request: HttpRequest, pk: int) -> HttpResponse:
    section = _section(request, pk)
    title, kind = request.POST.get("title", ""), request.POST.get("kind", section.kind)
    base = request.POST.get("base", "")
    kind = PlanSection.Kind(kind if kind in PlanSection.Kind.values else section.kind)
    actions.rename_section(section, title, kind, request.user, base)
    return answered(request, section.plan, said="Раздел сохранён.", back=_list_of(section.plan))


@signed_in
@require_POST
@tells_errors
def section_move(request: HttpRequest, pk: int) -> HttpResponse:
    section = _section(request, pk)
    way = "up" if request.POST.get("way") == "up" else "down"
    actions.move_section(section, way, request.user)
    return answered(request, section.plan, said="Раздел перемещён.", back=_list_of(section.plan))


@signed_in
@require_POST
@tells_errors
def section_remove(request: HttpRequest, pk: int) -> HttpResponse:
    section = _section(request, pk)
    actions.remove_section(section, request.user)
    said = f"Раздел «{section.title}» удалён. Его пункты остались в плане."
    return answered(request, section.plan, said=said, back=_list_of(section.plan))


def _list_of(plan: Plan) -> str:
    return reverse("events:plan-sections", args=[plan.pk])


@signed_in
def figure_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The planned figures with their parts, and a form for one more."""
    plan = open_plan(request.user, pk)
    form = FigureForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        parent = _one(plan.figures, request.POST.get("parent", ""))
        name, number = form.cleaned_data["name"], form.cleaned_data["number"]

        def add() -> None:
            actions.add_figure(plan, name, number, request.user, parent=parent)

        if _done(request, add, f"Показатель «{name}» добавлен."):
            return redirect("events:plan-figures", plan.pk)
    context = {"plan": plan, "form": form, "figures": figures_of(plan)}
    return render(request, "events/plan_figures.html", context)


@signed_in
@require_POST
def figure_change(request: HttpRequest, pk: int) -> HttpResponse:
    figure = _figure(request, pk)
    form = FigureForm(request.POST)
    if form.is_valid():
        name, number = form.cleaned_data["name"], form.cleaned_data["number"]
        base = request.POST.get("base", "")
        _done(
            request,
            lambda: actions.change_figure(figure, name, number, request.user, base),
            "Показатель сохранён.",
        )
    else:
        errors = [error for found in form.errors.values() for error in found]
        messages.error(request, f"Показатель «{figure.name}» не сохранён. {' '.join(errors)}")
    return redirect("events:plan-figures", figure.plan_id)


@signed_in
@require_POST
def figure_remove(request: HttpRequest, pk: int) -> HttpResponse:
    figure = _figure(request, pk)
    text = f"Показатель «{figure.name}» удалён."
    _done(request, lambda: actions.remove_figure(figure, request.user), text)
    return redirect("events:plan-figures", figure.plan_id)


def _section(request: HttpRequest, pk: int) -> PlanSection:
    section = get_object_or_404(PlanSection, pk=pk)
    section.plan = editable_plan(request.user, section.plan_id)
    return section


def _figure(request: HttpRequest, pk: int) -> PlannedFigure:
    figure = get_object_or_404(PlannedFigure, pk=pk)
    figure.plan = editable_plan(request.user, figure.plan_id)
    return figure


def _one(rows: Any, key: str) -> Any:
    return get_object_or_404(rows.all(), pk=number_in(key)) if key else None


def _done(request: HttpRequest, act: Callable[[], object], text: str) -> bool:
    """Do `act` and tell how it went; return whether it was done."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except actions.PlanError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, text)
        return True
    return False
