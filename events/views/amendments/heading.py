"""The heading of the plan in an amendment: its title, prose, who approves and signs it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from common.editing import data_of
from common.guards import signed_in
from events import actions
from events.actions.plans import SETTINGS
from events.forms.amendment import AmendedHeadingForm
from events.models import AmendmentRow, Plan
from events.views.amendments.guards import AmendedField, Attempt, open_amendment, save

SAID = "Записано в изменение. План пока остаётся прежним."


@signed_in
def amendment_heading(request: HttpRequest, pk: int) -> HttpResponse:
    found = open_amendment(request, pk)
    row = found.rows.filter(kind=AmendmentRow.Kind.HEADING).first()
    present = {name: getattr(found.plan, name) for name in SETTINGS}
    stands = {**present, **(row.texts if row else {}), "version": row.version if row else 0}

    def make(data: Any) -> AmendedHeadingForm:
        return AmendedHeadingForm(data, initial=stands, instance=Plan(year=found.plan.year))

    form = make(data_of(request))
    attempt = Attempt(False, form)
    if request.method == "POST" and form.is_valid():
        version, texts = form.cleaned_data["version"], form.cleaned_data

        def write() -> object:
            return actions.amend_heading(found, texts, request.user, version)

        attempt = save(request, form, write, make, SAID)
        if attempt.is_saved:
            return redirect("events:amendment", found.pk)
    fields = [
        AmendedField(bound, present[bound.name], attempt.theirs(bound.name))
        for bound in attempt.form.visible_fields()
    ]
    context = {"plan": found.plan, "amendment": found, "form": attempt.form, "fields": fields}
    return render(request, "events/amendment_heading.html", context)
