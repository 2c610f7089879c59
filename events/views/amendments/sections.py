"""Sections of the plan in an amendment: as they will be, one of them, a new one, one taken out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.editing import data_of
from common.guards import signed_in
from events import actions
from events.actions.amended.outcome import read_amended
from events.actions.amended.sketch import number_of
from events.actions.amendments.base import others_of
from events.forms.amendment import AmendedSectionForm
from events.models import Amendment, AmendmentRow, PlanSection
from events.views.amendments.guards import AmendedField, Attempt, open_amendment, save
from events.views.telling import done

SAID = "Раздел записан в изменение. План пока остаётся прежним."


@dataclass(frozen=True)
class SectionLine:
    """A section as it will be, or one that is taken out; `row` is what is written of it."""

    section: PlanSection
    row: AmendmentRow | None

    @property
    def is_new(self) -> bool:
        return self.section.pk < 0


@signed_in
@require_safe
def amendment_sections(request: HttpRequest, pk: int) -> HttpResponse:
    """The sections as the amendment will leave them, and those that it takes out."""
    found = open_amendment(request, pk)
    rows = {
        row.section_id or number_of(row): row
        for row in found.rows.filter(kind=AmendmentRow.Kind.SECTION).select_related("section")
    }
    coming = [SectionLine(one, rows.get(one.pk)) for one in read_amended(found).sections]
    gone = [
        SectionLine(row.section, row)
        for row in rows.values()
        if row.act == AmendmentRow.Act.REMOVE and row.section
    ]
    context = {"plan": found.plan, "amendment": found, "lines": coming, "gone": gone}
    return render(request, "events/amendment_sections.html", context)


@signed_in
def amendment_section(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Another title, kind or place for a section of the plan."""
    found = open_amendment(request, pk)
    section = get_object_or_404(found.plan.sections, pk=section_pk)
    row = found.rows.filter(section=section).first()

    def write(form: AmendedSectionForm) -> object:
        told, by = form.cleaned_data, request.user
        title, kind, version = told["title"], told["kind"], told["version"]
        return actions.amend_section(found, section, title, kind, by, version, form.spot)

    return _section_form(request, found, row, section, write)


@signed_in
def amendment_section_new(request: HttpRequest, pk: int, row_pk: int | None = None) -> HttpResponse:
    """A section that the plan does not have yet.

    One that was left out of the amendment while somebody wrote it is offered to be saved anew.
    """
    found = open_amendment(request, pk)
    added = found.rows.filter(act=AmendmentRow.Act.ADD, kind=AmendmentRow.Kind.SECTION)
    row = added.filter(pk=row_pk).first() if row_pk else None
    if row_pk and row is None and request.method != "POST":
        get_object_or_404(added, pk=row_pk)

    def write(form: AmendedSectionForm) -> object:
        told, by = form.cleaned_data, request.user
        title, kind, version = told["title"], told["kind"], told["version"]
        if row is None and version:
            raise actions.RowMovedOnError(None)
        return actions.amend_new_section(found, title, kind, form.spot, by, row, version)

    return _section_form(request, found, row, None, write)


def _section_form(
    request: HttpRequest,
    found: Amendment,
    row: AmendmentRow | None,
    section: PlanSection | None,
    write: Callable[[AmendedSectionForm], object],
) -> HttpResponse:
    sketch = others_of(found, row)
    present = {"title": section.title, "kind": section.kind} if section else {}
    stands = {**present, **(row.texts if row else {})}

    def make(data: Any) -> AmendedSectionForm:
        key = section.pk if section else None
        return AmendedSectionForm(sketch, data, initial=stands, row=row, key=key)

    form = make(data_of(request))
    attempt = Attempt(False, form)
    if request.method == "POST" and form.is_valid():
        attempt = save(request, form, lambda: write(form), make, SAID)
        if attempt.is_saved:
            return redirect("events:amendment-sections", found.pk)
    fields = [
        AmendedField(bound, present.get(bound.name, ""), attempt.theirs(bound.name))
        for bound in attempt.form.visible_fields()
    ]
    context = {
        "plan": found.plan,
        "amendment": found,
        "section": section,
        "row": row,
        "form": attempt.form,
        "fields": fields,
    }
    return render(request, "events/amendment_section.html", context)


@signed_in
@require_POST
def amendment_section_remove(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Write that a heading is taken out of the plan."""
    found = open_amendment(request, pk)
    section = get_object_or_404(found.plan.sections, pk=section_pk)
    row = found.rows.filter(section=section).first()
    version = row.version if row else 0
    where = "перейдут в раздел вокруг него" if section.parent_id else "встанут в начало плана"
    text = (
        f"Раздел «{section.title[:80]}» будет исключён, когда изменение утвердят; "
        f"его пункты {where}."
    )

    def remove() -> object:
        return actions.amend_section_removal(found, section, request.user, version)

    done(request, remove, text)
    return redirect("events:amendment-sections", pk)
