"""Pages of a draft's section: its table, cells closed by a press, its words, its lines."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.editing import data_of
from common.text import number_in
from statistics.designer import lines, sections
from statistics.designer.checks import checks_at, codes_by_cell, words_of_checks
from statistics.designer.closing import told_of_closing
from statistics.designer.faults import faults_of
from statistics.designer.table import draft_tables
from statistics.designer.tree import Definition, index_of_section, tables_of
from statistics.forms.designer.parts import LinesForm, NewSectionForm, NewTableForm, SectionForm
from statistics.models import EditionDraft
from statistics.views.designer.editing import (
    act,
    designers,
    draft_page,
    edit_page,
    fetch_draft,
    section_or_404,
)


def section_url(draft: EditionDraft, number: int) -> str:
    return reverse("statistics:draft-section", args=[draft.pk, number])


@designers
@require_GET
def section(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show a section as on paper, for closing cells, moving lines and adding them."""
    draft = fetch_draft(pk)
    return draft_page(request, draft, "section", section_context(draft, number))


def section_context(draft: EditionDraft, number: int) -> dict[str, Any]:
    """Return what the page of a section shows, with empty forms for new lines."""
    at, node = section_or_404(draft, number)
    seen = {"version": draft.version}
    words, codes = words_of_checks(draft.definition), codes_by_cell(draft.definition)
    looking = {address: [words[code] for code in found] for address, found in codes.items()}
    tables = draft_tables(node, looking)
    return {
        "section": node,
        "tables": [
            {
                "table": table,
                "rows_form": LinesForm(
                    what="rows", initial=seen, auto_id=f"id_rows{table.index}_%s"
                ),
                "columns_form": LinesForm(
                    what="columns", initial=seen, auto_id=f"id_columns{table.index}_%s"
                ),
            }
            for table in tables
        ],
        "faults": [fault for fault in faults_of(draft.definition) if fault.section == at],
    }


@designers
@require_http_methods(["GET", "POST"])
def section_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a section with its lines."""
    draft = fetch_draft(pk)
    form = NewSectionForm(data_of(request), initial={"version": draft.version})

    def add(definition: Definition) -> Definition:
        values = form.values
        return sections.add_section(definition, values, values["rows"], values["columns"])

    number = max((one["number"] for one in draft.definition["sections"]), default=0) + 1
    title = "Новый раздел"
    context = {"title": title, "back": draft.get_absolute_url(), "button": "Добавить раздел"}
    to = section_url(draft, number)
    return edit_page(request, draft, form, add, f"Добавлен раздел {number}", to, "edit", context)


@designers
@require_http_methods(["GET", "POST"])
def section_edit(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Edit the words of a section; below stands its removal, with the checks that would fail."""
    draft = fetch_draft(pk)
    _at, node = section_or_404(draft, number)
    initial = {**node, "version": draft.version}
    form = SectionForm(data_of(request), initial=initial, section=node)

    def change(definition: Definition) -> Definition:
        return sections.change_section(
            definition, index_of_section(definition, number), form.values
        )

    is_new_number = request.method == "POST" and form.is_valid()
    to = section_url(draft, form.values["number"] if is_new_number else number)
    context = {
        "title": f"Раздел {number}. {node['title']}",
        "back": section_url(draft, number),
        "removal": reverse("statistics:draft-section-remove", args=[pk, number]),
        "removal_button": "Удалить раздел",
        "removed": f"раздел {number} «{node['title']}» со всеми строками и графами",
        "checks": checks_at(draft.definition, number),
    }
    return edit_page(request, draft, form, change, f"Изменён раздел {number}", to, "edit", context)


@designers
@require_POST
def section_move(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Move a section up or down the form; its number stays."""
    draft = fetch_draft(pk)
    by = 1 if request.POST.get("by") == "1" else -1

    def move(definition: Definition) -> Definition:
        return sections.move_section(definition, index_of_section(definition, number), by)

    return act(request, draft, move, f"Переставлен раздел {number}", draft.get_absolute_url())


@designers
@require_POST
def section_remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    draft = fetch_draft(pk)

    def remove(definition: Definition) -> Definition:
        return sections.remove_section(definition, index_of_section(definition, number))

    return act(request, draft, remove, f"Удалён раздел {number}", draft.get_absolute_url())


@designers
@require_http_methods(["GET", "POST"])
def table_create(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Add one more table to a section."""
    draft = fetch_draft(pk)
    _at, node = section_or_404(draft, number)
    form = NewTableForm(data_of(request), initial={"version": draft.version})

    def add(definition: Definition) -> Definition:
        at, values = index_of_section(definition, number), form.values
        return sections.add_table(definition, at, values["rows"], values["columns"])

    context = {
        "title": f"Новая таблица раздела {number}",
        "subtitle": node["title"],
        "back": section_url(draft, number),
        "button": "Добавить таблицу",
    }
    words = f"Добавлена таблица в раздел {number}"
    to = f"{section_url(draft, number)}#table-{len(tables_of(node))}"
    return edit_page(request, draft, form, add, words, to, "edit", context)


@designers
@require_POST
def table_remove(request: HttpRequest, pk: int, number: int, table: int) -> HttpResponse:
    draft = fetch_draft(pk)

    def remove(definition: Definition) -> Definition:
        return sections.remove_table(definition, index_of_section(definition, number), table)

    words = f"Удалена таблица {table + 1} раздела {number}"
    return act(request, draft, remove, words, section_url(draft, number))


@designers
@require_POST
def cell(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Close or open the cell that was pressed: `cell` names table, row, column and what to do."""
    draft = fetch_draft(pk)
    words = request.POST.get("cell", "").split(":")
    table, row, column = (number_in(word) or 0 for word in [*words, "", "", ""][:3])
    is_closed = words[-1] == "close"

    def toggle(definition: Definition) -> Definition:
        place = lines.place_of(definition, number, table, "rows", row)
        return lines.set_closed(definition, place, column, is_closed)

    address = f"{number}.{row:02d}.{column}"
    words_done = f"{'Закрыта' if is_closed else 'Открыта'} ячейка {address}"
    more = ""
    if is_closed:
        with suppress(ValidationError):  # which the step itself tells
            more = told_of_closing(draft.definition, toggle(draft.definition), number, row, column)
    return act(request, draft, toggle, words_done, section_url(draft, number), more)
