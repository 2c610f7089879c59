"""Planned figures beside the facts, the records behind each, and the choice of what to count."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.editing import data_of
from common.guards import signed_in
from common.planned import fact_source, fact_sources
from events.actions import PlanError
from events.actions.counting import choose_counting
from events.forms.marks import CountingForm, PartForm
from events.fulfilment.facts import (
    Fact,
    facts_of,
    records_behind,
    rule_in_words,
    rules_in_words,
    scope_of,
    suggested_source,
)
from events.fulfilment.parts import YearPart
from events.fulfilment.tables import months_table
from events.models import CountingRule, PlannedFigure
from events.views.guards import plan_with_marks

_ON_PAGE = 50


@signed_in
@require_safe
def facts_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures by months, quarters and for the year; every fact leads to its records."""
    plan = plan_with_marks(request.user, pk)
    facts = facts_of(plan)
    links = {
        fact.figure.pk: f"{reverse('events:figure-records', args=[fact.figure.pk])}?part={{}}"
        for fact in facts
        if fact.by_month is not None
    }
    context = {
        "plan": plan,
        "facts": list(zip(facts, rules_in_words(facts, plan), strict=True)),
        "table": months_table(facts, links) if facts else None,
    }
    return render(request, "events/facts.html", context)


@signed_in
@require_safe
def figure_records(request: HttpRequest, pk: int) -> HttpResponse:
    """The records from which a fact is counted, in a part of the year."""
    figure = _figure(request.user, pk)
    form = PartForm({"part": request.GET.get("part") or "year"})
    context: dict[str, Any] = {"figure": figure, "plan": figure.plan, "form": form}
    rule = getattr(figure, "counting", None)
    if form.is_valid() and rule is not None:
        part = YearPart(figure.plan.year, form.cleaned_data["part"])
        records = records_behind(figure, part.months)
        page = None
        if records is not None:
            page = Paginator(records, _ON_PAGE).get_page(request.GET.get("page"))
        context |= {"part": part, "page": page, **_counted(figure, rule, part)}
    return render(request, "events/figure_records.html", context)


def _counted(figure: PlannedFigure, rule: CountingRule, part: YearPart) -> dict[str, Any]:
    """Return the fact itself, so that the page tells the number that its records add up to."""
    fact = next(one for one in _facts_around(figure) if one.figure.pk == figure.pk)
    source = fact_source(rule.source)
    attributes = source.attributes(scope_of(figure.plan)) if source else ()
    return {
        "number": fact.within(part.months),
        "measure": rule.measure,
        "measure_name": source.measures.get(rule.measure, "") if source else "",
        # Of records counted one by one there is nothing to tell beside each.
        "shows_counts": bool(source) and rule.measure != next(iter(source.measures)),
        "rule_words": rule_in_words(rule, attributes),
    }


def _facts_around(figure: PlannedFigure) -> list[Fact]:
    return facts_of(figure.plan, figure.parent_id or figure.pk)


@signed_in
def figure_counting(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose from which records the fact of a figure is counted."""
    figure = _figure(request.user, pk)
    rule = getattr(figure, "counting", None)
    offered = None if rule else suggested_source(figure)
    scope = scope_of(figure.plan)
    sources = {source: source.attributes(scope) for source in fact_sources()}
    form = CountingForm(figure, sources, data_of(request), rule=rule, offered=offered)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            choose_counting(figure, form.choice, request.user, seen=seen)
        except ValidationError as error:
            form.add_error("source", error)
        except PlanError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Сохранено, как считать «{figure.name}».")
            return redirect("events:plan-facts", figure.plan_id)
    context = {"figure": figure, "plan": figure.plan, "form": form, "offered": offered}
    return render(request, "events/figure_counting.html", context)


def _figure(user: Any, pk: int) -> PlannedFigure:
    figures = PlannedFigure.objects.select_related("counting", "parent")
    figure = get_object_or_404(figures, pk=pk)
    figure.plan = plan_with_marks(user, figure.plan_id)
    return figure
