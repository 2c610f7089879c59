"""What the page of a plan and its rows show."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from common.text import number_in
from events import rules
from events.forms.editing import SiftForm
from events.models import Plan, PlanItem
from events.order import sections_in_order
from events.queries import by_months, by_sections, by_time, figures_of, full_rows, rows_of, sifted
from libraries.models import Organisation

USUAL_FORMS = (
    "вебинар",
    "выезд",
    "выставка",
    "конкурс",
    "консультация",
    "конференция",
    "круглый стол",
    "курсы",
    "мастер-класс",
    "мониторинг",
    "семинар",
    "совещание",
    "стажировка",
)
USUAL_GROUPS = ("Все методисты", "Все отделы", "Заведующий отделом")


def plan_context(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """Return the whole page: rows in groups, figures, what may be done."""
    sections = sections_in_order(plan)
    rows = rows_of(plan, sections)
    form = SiftForm(rows, request.GET)
    shown = sifted(rows, plan.year, form.sifting)
    can_edit = rules.can_edit_plan(request.user, plan)
    in_plan_order = not (form.is_by_months or form.is_by_time or form.sifting)
    if form.is_by_months:
        groups = by_months(shown, plan.year)
    else:
        groups = by_sections(by_time(shown, plan.year) if form.is_by_time else shown, sections)
    removed = request.GET.get("removed", "")
    return {
        "plan": plan,
        "groups": [group for group in groups if group.items or (can_edit and in_plan_order)],
        "sections": sections,
        "last_section": sections[-1].pk if sections else "",
        "figures": figures_of(plan),
        "sift": form,
        "is_sifted": bool(form.sifting),
        "total": len(rows),
        "shown": len(shown),
        "can_edit": can_edit,
        "can_move": can_edit and in_plan_order,
        "can_approve": rules.can_approve(request.user, plan),
        "can_reopen": rules.can_reopen(request.user, plan),
        "sees_history": rules.can_see_history(request.user),
        "import_url": address("events:import", plan.pk) if can_edit else "",
        "document_url": address("reports:request"),
        "choices": choices_of(rows) if can_edit else {},
        "removed": plan.items.exclude(removed_at=None).filter(pk=number_in(removed)).first()
        if can_edit and removed
        else None,
    }


def address(name: str, *args: object) -> str:
    """Return the address of a page, or nothing where the portal does not have it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def choices_of(rows: list[PlanItem]) -> dict[str, list[str]]:
    """Return what the cells offer to complete, by field."""
    organisations = {str(organisation) for organisation in _organisations()}
    people = {user.short_name for user in User.objects.filter(is_active=True)}
    written = [str(row) for item in rows for row in item.responsibles.all()]
    return {
        "event_form": sorted({*USUAL_FORMS, *(item.event_form for item in rows)} - {""}),
        "organisers": sorted(organisations | _organisers_of(rows)),
        "responsibles": sorted({*people, *USUAL_GROUPS, *written}),
        "place": sorted({item.place for item in rows} - {""}),
    }


def _organisations() -> list[Organisation]:
    return list(Organisation.objects.filter(is_active=True).only("name", "short_name"))


def _organisers_of(rows: list[PlanItem]) -> set[str]:
    return {str(row) for item in rows for row in item.organisers.all()}


def row_context(item: PlanItem, number: int) -> dict[str, Any]:
    """Return what the template of one row needs, when it alone is drawn anew."""
    row = full_rows(item.plan.items.all()).get(pk=item.pk)
    row.number = number
    return {"item": row, "plan": item.plan, "can_edit": True, "can_move": True}
