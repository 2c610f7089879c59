"""What the page of a plan and its rows show."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe

from accounts.models import User
from common.roles import is_department
from common.text import number_in
from events import rules
from events.forms.editing import SiftForm
from events.forms.many import ManyForm
from events.gatherings.made import take_made
from events.imports.unpaired import leftovers_of
from events.live import steps_of
from events.models import ItemOrganiser, ItemResponsible, Plan, PlanItem
from events.names.book import once_each
from events.order import sections_in_order
from events.queries import by_months, by_sections, by_time, figures_of, rows_of, sifted
from events.views.columns import columns_of
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


# More rows than this are sent as they are drawn: the first ones are read while the rest comes.
MOST_AT_ONCE = 300
ROWS_IN_A_PART = 50
ROWS_MARK = "<!--rows-->"


def plan_context(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """Return the whole page: rows in groups, figures, what may be done."""
    sections = sections_in_order(plan)
    rows = rows_of(plan, sections)
    form = SiftForm(rows, request.GET)
    shown = sifted(rows, plan.year, form.sifting)
    may_do = _what_may_be_done(request, plan, form)
    rights = may_do["rights"]
    for row in shown:
        row.is_open = rights.may_edit(row)
    take_made(plan, shown, request.user)
    if form.is_by_months:
        groups = by_months(shown, plan.year)
    else:
        groups = by_sections(by_time(shown, plan.year) if form.is_by_time else shown, sections)
    return {
        "plan": plan,
        "groups": [group for group in groups if group.items or may_do["is_arranged"]],
        "sections": sections,
        "last_section": sections[-1].pk if sections else "",
        "figures": figures_of(plan),
        "sift": form,
        "is_sifted": bool(form.sifting),
        "total": len(rows),
        "shown": len(shown),
        "document_url": address("reports:request"),
        "leftovers": leftovers_of(plan, {row.pk for row in rows}) if may_do["can_edit"] else [],
        **_columns(request, rows, is_live=may_do["is_live"]),
        **may_do,
    }


def _columns(request: HttpRequest, rows: list[PlanItem], *, is_live: bool) -> dict[str, Any]:
    columns = columns_of(request, rows, is_live=is_live)
    shown = [column for column in columns if column.is_shown]
    return {
        "columns": columns,
        "hidden_columns": [column.name for column in columns if not column.is_shown],
        # With the number of the row, and with what may be done with it.
        "span": len(shown) + (2 if is_live else 1),
    }


def _what_may_be_done(request: HttpRequest, plan: Plan, form: SiftForm) -> dict[str, Any]:
    user = request.user
    rights = rules.item_rights(user, plan)
    can_edit, is_live = rules.can_edit_plan(user, plan), rights.may_add
    is_arranged = is_live and not (form.is_by_months or form.is_by_time or form.sifting)
    key = number_in(request.GET.get("removed", ""))
    removed = plan.items.exclude(removed_at=None).filter(pk=key).first() if key else None
    return {
        "rights": rights,
        "can_edit": can_edit,
        "is_live": is_live,
        "is_arranged": is_arranged,
        "can_move": is_arranged and not plan.is_ordered_by_time,
        "can_section": can_edit and is_arranged,
        "can_approve": rules.can_approve(user, plan),
        "can_reopen": rules.can_reopen(user, plan),
        "sees_history": rules.can_see_history(user),
        "import_url": address("events:import", plan.pk) if can_edit else "",
        "many": ManyForm(auto_id="many-%s") if is_live else None,
        "steps": steps_of(plan, user) if is_live else None,
        "removed": removed if is_live else None,
    }


def plan_response(request: HttpRequest, plan: Plan) -> HttpResponseBase:
    """Answer with the page of a plan; a long one is sent while it is being drawn."""
    context = plan_context(request, plan)
    if context["shown"] <= MOST_AT_ONCE:
        return render(request, "events/plan.html", context)
    frame = {**context, "rows_mark": mark_safe(ROWS_MARK)}  # noqa: S308 - our own comment
    page = render_to_string("events/plan.html", frame, request)
    return StreamingHttpResponse(_parts(page, context))


def _parts(page: str, context: dict[str, Any]) -> Iterator[str]:
    before, after = page.split(ROWS_MARK)
    yield before
    rows = get_template("events/plan_rows.html").template
    group_end = "</tbody>"
    for group in context["groups"]:
        empty = replace(group, items=[])
        frame = render_to_string("events/plan_group.html", {**context, "group": empty})
        yield frame.removesuffix(group_end)
        for start in range(0, len(group.items), ROWS_IN_A_PART):
            items = group.items[start : start + ROWS_IN_A_PART]
            yield rows.render(Context({**context, "items": items}))
        yield group_end
    yield after


def address(name: str, *args: object) -> str:
    """Return the address of a page, or nothing where the portal does not have it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def choices_of(plan: Plan, user: User) -> dict[str, list[str]]:
    """Return what the cells offer to complete, by field: the registry, and what the plan says.

    Of people outside the department are offered those of one's own organisation alone.
    """
    items = plan.items.filter(removed_at=None)
    active = Organisation.objects.filter(is_active=True).only("name", "short_name")
    organisations = sorted(map(str, active))
    colleagues = User.objects.filter(is_active=True)
    if not is_department(user):
        colleagues = colleagues.filter(organisation=user.organisation)
    people = sorted(each.short_name for each in colleagues)
    written = list(items.values_list("event_form", "place", "audience"))
    forms, places, audiences = map(set, zip(*written, strict=True)) if written else [set()] * 3
    return {
        "event_form": once_each([*USUAL_FORMS, *sorted(forms)]),
        "organisers": once_each([*organisations, *_wordings(ItemOrganiser, plan)]),
        "responsibles": once_each([*people, *USUAL_GROUPS, *_wordings(ItemResponsible, plan)]),
        "place": once_each(sorted(places)),
        "audience": once_each(sorted(audiences)),
    }


def _wordings(model: type[ItemOrganiser | ItemResponsible], plan: Plan) -> list[str]:
    rows = model.objects.filter(item__plan=plan, item__removed_at=None)
    return sorted(set(rows.values_list("wording", flat=True)))
