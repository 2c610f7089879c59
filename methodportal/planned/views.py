"""Pages that lead from a plan to the publications it promises, and back."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.guards import allowed_to
from common.text import number_in
from events.models import PlanItem
from events.queries import rows_of
from events.rules import plans_visible_to
from methodportal.planned.queries import planned_rows, present_plan, told_by
from publications.rules import can_keep_publications, publications_of


@require_safe
@allowed_to(can_keep_publications)
def planned_list(request: HttpRequest) -> HttpResponse:
    """Show the rows of a plan that promise a publication, each with what was made of it."""
    plans = plans_visible_to(request.user)
    asked = number_in(request.GET.get("plan", ""))
    plan = plans.filter(pk=asked).first() if asked else present_plan(plans, timezone.localdate())
    every = "all" in request.GET
    seen = publications_of(request.user)
    rows = planned_rows(plan, seen, every=every) if plan else []
    context = {
        "plans": plans.order_by("-year", "title"),
        "plan": plan,
        "rows": rows,
        "every": every,
    }
    return render(request, "publications/planned.html", context)


@require_safe
@allowed_to(can_keep_publications)
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the form of a new publication with what the row of the plan tells."""
    item = _item(request, pk)
    number = next((row.number for row in rows_of(item.plan) if row.pk == item.pk), 0)
    told = urlencode(told_by(item, number))
    return redirect(f"{reverse('publications:publication-create')}?{told}")


@require_safe
@allowed_to(can_keep_publications)
def show_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead from a publication to its row in the plan; a row may have left the plan since."""
    try:
        item = _item(request, pk)
    except Http404:
        messages.info(request, "Этого пункта в плане больше нет.")
        return redirect("planned-publications")
    return redirect(f"{item.plan.get_absolute_url()}#item-{item.pk}")


def _item(request: HttpRequest, pk: int) -> PlanItem:
    rows = PlanItem.objects.filter(plan__in=plans_visible_to(request.user), removed_at=None)
    return get_object_or_404(rows.select_related("plan"), pk=pk)
