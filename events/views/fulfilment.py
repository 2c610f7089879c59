"""The report of fulfilment on the screen: the same tables as in the document."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.guards import signed_in
from events.forms.marks import PartForm
from events.fulfilment.parts import YearPart, part_before
from events.fulfilment.tables import fulfilment_tables
from events.views.guards import plan_with_marks


@signed_in
@require_safe
def fulfilment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What was planned for a part of the year and what became of it."""
    plan = plan_with_marks(request.user, pk)
    today = timezone.localdate()
    form = PartForm({"part": request.GET.get("part") or part_before(today, plan.year).code})
    part = YearPart(plan.year, form.cleaned_data["part"]) if form.is_valid() else None
    content = fulfilment_tables(plan, part, today) if part else None
    context = {"plan": plan, "form": form, "part": part, "content": content}
    return render(request, "events/fulfilment.html", context)
