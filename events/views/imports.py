"""Loading a plan from a file or the clipboard: preview, saving, undoing."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from common.guards import signed_in
from common.russian import plural
from common.text import number_in
from common.uploads import UploadError
from events.actions import PlanError
from events.actions import imports as actions
from events.doubtful_periods import count_unread
from events.forms.importing import ImportForm
from events.imports.draft import Draft
from events.imports.headings import ROLES
from events.imports.matching import match_with
from events.imports.preview import ROWS_A_PAGE, Preview, build_preview, row_address
from events.imports.prose import FIELDS
from events.imports.rows import KINDS, DraftError
from events.imports.unpaired import items_to_compare, unpaired_of
from events.models import PlanImport
from events.names import NameBook, PersonBook
from events.views.guards import open_plan
from events.views.import_drafts import change, choices, decisions_in, import_of, numbered

EDITED_SHOWN = 20
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@signed_in
def import_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a file or paste a table; earlier imports of the plan stand below."""
    plan = open_plan(request.user, pk)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound and form.is_valid():
        try:
            table, source = form.read()
        except UploadError as error:
            form.add_error(form.source_field, str(error))
        else:
            made = actions.start_import(plan, table, source, request.user)
            return redirect("events:import-preview", made.pk)
    earlier = plan.imports.select_related("made_by", "undone_by").annotate(
        standing=Count("items", filter=Q(items__removed_at=None))
    )
    context = {"plan": plan, "form": form, "earlier": earlier[:20]}
    return render(request, "events/import.html", context)


@signed_in
@require_safe
def import_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What was understood, to be put right before saving; afterwards what was saved."""
    plan_import = import_of(request.user, pk)
    plan = plan_import.plan
    if plan_import.state != PlanImport.State.PREVIEW:
        return render(request, "events/import_done.html", _done_context(plan_import))
    asked = request.GET.get("edit", "")
    editing = int(asked) if asked.isdecimal() and len(asked) < 6 else None
    draft = Draft.from_json(plan_import.rows)
    preview = build_preview(draft, plan.year, NameBook.load(), PersonBook.load(), editing)
    standing = plan.items.filter(removed_at=None)
    matching = match_with(plan, draft, preview.items)
    for row in preview.rows:
        row.standing = matching.states.get(row.index, "") if matching else ""
    context = {
        "plan": plan,
        "plan_import": plan_import,
        "draft": draft,
        "preview": preview,
        "matching": matching,
        "page": _page(request, preview, editing),
        "roles": ROLES,
        "fields": FIELDS,
        "other_year": _other_year(draft.title, plan.year),
        "standing": standing.count(),
        "goes_first": preview.loose if preview.loose and plan.sections.exists() else 0,
        "repeated": standing.filter(name_key__in=preview.name_keys).count(),
    }
    return render(request, "events/import_preview.html", context)


def _other_year(title: str, year: int) -> str:
    """Return the year that the title of the file names, when it is not that of the plan."""
    years = _YEAR.findall(title)
    return "" if not years or str(year) in years else years[-1]


def _page(request: HttpRequest, preview: Preview, editing: int | None) -> Page:
    """Return the rows to show: those asked for, or those around the row that is open."""
    asked = request.GET.get("page") if editing is None else editing // ROWS_A_PAGE + 1
    return Paginator(preview.rows, ROWS_A_PAGE).get_page(asked)


def _done_context(plan_import: PlanImport) -> dict[str, Any]:
    edited = actions.edited_since(plan_import)
    return {
        "plan": plan_import.plan,
        "plan_import": plan_import,
        "number": plan_import.items.filter(removed_at=None).count(),
        "unread": count_unread(plan_import.plan),
        "unpaired": items_to_compare(plan_import),
        "edited": list(edited[:EDITED_SHOWN]),
        "edited_number": edited.count(),
        "can_undo": plan_import.state == PlanImport.State.SAVED and plan_import.plan.is_editable,
    }


@signed_in
@require_POST
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    roles = numbered(request, "role-")
    return change(request, pk, lambda draft: draft.set_roles(roles), "Столбцы назначены.")


@signed_in
@require_POST
def import_row(request: HttpRequest, pk: int, index: int) -> HttpResponse:
    """Change what a row is (`kind`), or the texts of its cells (`cell-0`, `cell-1`, …)."""
    kind, mark = request.POST.get("kind", ""), request.POST.get("mark", "")
    cells, form = numbered(request, "cell-"), request.POST.get("event_form")

    def act(draft: Draft) -> None:
        draft.expect(index, mark)
        if kind:
            draft.set_kind(index, kind)
        else:
            draft.set_cells(index, cells, form)

    done = f"{KINDS.get(kind, '').lower()}." if kind else "исправлена."
    return change(request, pk, act, f"Строка {index + 1}: {done}", row_address(index))


@signed_in
@require_POST
def import_names(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = choices(request, "wording", "choice")
    return change(
        request, pk, lambda draft: draft.set_names(chosen), "Организации учтены.", "#names"
    )


@signed_in
@require_POST
def import_people(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = choices(request, "name", "person")
    return change(request, pk, lambda draft: draft.set_people(chosen), "Имена учтены.", "#people")


@signed_in
@require_POST
def import_texts(request: HttpRequest, pk: int) -> HttpResponse:
    fields = numbered(request, "text-")
    return change(request, pk, lambda draft: draft.set_texts(fields), "Тексты учтены.", "#texts")


@signed_in
@require_POST
def import_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what becomes of what the file has otherwise than the plan: one by one, or all alike."""
    choice = request.POST.get("all", "")
    if not choice:
        decided = decisions_in(request)
        return change(request, pk, lambda draft: draft.decide(decided), "Учтено.", "#changes")
    try:
        actions.decide_all(import_of(request.user, pk), choice)
    except (DraftError, PlanError) as error:
        messages.error(request, str(error))
    return redirect(reverse("events:import-preview", args=[pk]) + "#changes")


@signed_in
@require_POST
def import_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the import; what the form says of columns, names and texts is taken first.

    While lines of its cells are not paired, it is asked first: saved, they stand with neighbours.
    """
    plan_import = import_of(request.user, pk)
    takes_title = bool(request.POST.get("takes_title"))
    try:
        draft = actions.change_draft(plan_import, _taker_of_form(request))
        unpaired = unpaired_of(draft)
        if unpaired.blocks and not request.POST.get("as_is"):
            context = {"plan": plan_import.plan, "plan_import": plan_import}
            context |= {"unpaired": unpaired, "takes_title": takes_title}
            return render(request, "events/import_unpaired.html", context)
        actions.save_import(plan_import, request.user, takes_title=takes_title)
    except (DraftError, PlanError) as error:
        messages.error(request, str(error))
    return redirect("events:import-preview", pk)


def _taker_of_form(request: HttpRequest) -> Callable[[Draft], None]:
    roles, fields = numbered(request, "role-"), numbered(request, "text-")
    names, people = choices(request, "wording", "choice"), choices(request, "name", "person")
    decided = decisions_in(request)

    def take(draft: Draft) -> None:
        if roles:
            draft.set_roles(roles)
        if fields:
            draft.set_texts(fields)
        draft.set_names(names)
        draft.set_people(people)
        draft.decide(decided)

    return take


@signed_in
@require_POST
def import_reconcile(request: HttpRequest, pk: int) -> HttpResponse:
    """The person has compared items with the file: they leave the list, and the plan's notice."""
    plan_import = import_of(request.user, pk)
    keys = {number_in(key) for key in request.POST.getlist("item")}
    try:
        done = actions.reconcile(plan_import, {key for key in keys if key}, request.user)
    except PlanError as error:
        messages.error(request, str(error))
    else:
        if done:
            told = plural(done, "пункт сверен", "пункта сверены", "пунктов сверено")
            messages.success(request, f"{done} {told} с файлом.")
        else:
            messages.error(request, "Отметьте пункты, которые сверены с файлом.")
    return redirect("events:import-preview", pk)


@signed_in
@require_POST
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    plan_import = import_of(request.user, pk)
    even_edited = bool(request.POST.get("even_edited"))
    try:
        actions.undo_import(plan_import, request.user, even_edited=even_edited)
    except PlanError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Загрузка отменена: её пункты убраны из плана.")
    return redirect("events:import-preview", pk)


@signed_in
@require_POST
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    plan_import = import_of(request.user, pk)
    try:
        actions.discard_import(plan_import)
    except PlanError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Загрузка «{plan_import.source}» удалена, план не изменён.")
    return redirect("events:import", plan_import.plan_id)
