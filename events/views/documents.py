"""The documents of a plan, and how those of an organisation are laid out."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from common.editing import data_of
from common.editing_views import add_page, edit_page
from common.guards import signed_in
from events import rules
from events.actions.profile import change_profile, create_profile
from events.forms.documents import DocumentForm, ProfileForm
from events.forms.marks import PartForm
from events.fulfilment.rules import can_see_marks
from events.models.profile import profile_of
from events.queries import rows_of
from events.views.guards import visible_plan
from libraries.models import Organisation


@signed_in
@require_safe
def plan_documents(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan to be printed or edited in Word: the whole of it or a part."""
    plan = visible_plan(request.user, pk)
    context = {
        "plan": plan,
        "form": DocumentForm(plan, rows_of(plan), request.GET),
        "report": PartForm(initial={"part": "year"}) if can_see_marks(request.user) else None,
        "can_lay_out": rules.can_create_plan(request.user),
    }
    return render(request, "events/documents.html", context)


@signed_in
def plan_profile(request: HttpRequest, pk: int) -> HttpResponse:
    """How the plans of an organisation are laid out and signed."""
    if not rules.can_create_plan(request.user):
        raise PermissionDenied
    profile = profile_of(get_object_or_404(Organisation, pk=pk))
    form = ProfileForm(data_of(request), instance=profile)
    context: dict[str, Any] = {"organisation": profile.organisation}
    template, done = "events/profile.html", "Оформление планов сохранено."
    if profile.pk:
        return edit_page(request, form, profile, change_profile, template, context, done)

    def add() -> Any:
        return create_profile(form.instance, request.user)

    return add_page(request, form, add, template, context, done)
