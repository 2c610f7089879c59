"""Pages of the rows and columns of a draft: adding by the list, editing, moving, removing."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from common.editing import data_of
from common.russian import plural
from statistics.designer import lines
from statistics.designer.checks import checks_at
from statistics.designer.tree import Definition, index_of_section, table_at
from statistics.forms.designer.parts import (
    ColumnForm,
    LinesForm,
    RowForm,
    initial_of_column,
    initial_of_row,
)
from statistics.models import EditionDraft
from statistics.views.designer.editing import (
    act,
    designers,
    edit_page,
    fetch_draft,
    found_or_404,
    section_or_404,
)
from statistics.views.designer.sections import section_context, section_url

_FORMS = {"rows": RowForm, "columns": ColumnForm}
_CHANGES = {"rows": lines.change_row, "columns": lines.change_column}


@designers
@require_POST
def lines_add(request: HttpRequest, pk: int, number: int, table: int, what: str) -> HttpResponse:
    """Add rows or columns, one a line of what was typed or pasted."""
    draft = fetch_draft(pk)
    at, _node = section_or_404(draft, number)
    found_or_404(table_at, draft.definition, at, table)
    form = LinesForm(request.POST, what=what, auto_id=f"id_{what}{table}_%s")

    def add(definition: Definition) -> Definition:
        place = lines.Place(index_of_section(definition, number), table, what)
        values = form.values
        return lines.add_lines(definition, place, values["titles"], values.get("heading", ""))

    context = section_context(draft, number)
    context["tables"][table][f"{what}_form"] = form
    words = _added(what, len(form.values["titles"])) if form.is_valid() else ""
    to = f"{section_url(draft, number)}#id_{what}{table}_titles"
    return edit_page(
        request, draft, form, add, f"{words} в раздел {number}", to, "section", context
    )


@designers
@require_http_methods(["GET", "POST"])
def line_edit(
    request: HttpRequest, pk: int, number: int, table: int, what: str, line: int
) -> HttpResponse:
    """Edit a row or a column; below stands its removal, with the checks that would fail."""
    draft = fetch_draft(pk)
    _at, section = section_or_404(draft, number)
    place = found_or_404(lines.place_of, draft.definition, number, table, what, line)
    if what == "rows":
        node = lines.line_at(draft.definition, place)
        initial, looking = initial_of_row(node), checks_at(draft.definition, number, row=line)
    else:
        column = lines.column_at(draft.definition, place)
        node, looking = column.node, checks_at(draft.definition, number, column=line)
        initial = initial_of_column(section, column)
    form = _FORMS[what](data_of(request), initial={**initial, "version": draft.version})

    def change(definition: Definition) -> Definition:
        now = lines.place_of(definition, number, table, what, line)
        return _CHANGES[what](definition, now, form.values)

    name = _name(what, line)
    context = {
        "title": f"{name} раздела {number}",
        "subtitle": node["title"],
        "back": section_url(draft, number),
        "removal": _url("remove", draft, number, table, what, line),
        "removal_button": "Удалить строку" if what == "rows" else "Удалить графу",
        "removed": f"{name.lower()} «{node['title']}»",
        "checks": looking,
    }
    words = f"Изменена {name.lower()} раздела {number}"
    return edit_page(
        request, draft, form, change, words, section_url(draft, number), "edit", context
    )


@designers
@require_POST
def line_move(
    request: HttpRequest, pk: int, number: int, table: int, what: str, line: int
) -> HttpResponse:
    """Move a row up or down, a column left or right; its number stays."""
    draft = fetch_draft(pk)
    by = 1 if request.POST.get("by") == "1" else -1

    def move(definition: Definition) -> Definition:
        return lines.move_line(
            definition, lines.place_of(definition, number, table, what, line), by
        )

    words = f"Переставлена {_name(what, line).lower()} раздела {number}"
    return act(request, draft, move, words, section_url(draft, number))


@designers
@require_POST
def line_remove(
    request: HttpRequest, pk: int, number: int, table: int, what: str, line: int
) -> HttpResponse:
    draft = fetch_draft(pk)

    def remove(definition: Definition) -> Definition:
        return lines.remove_line(definition, lines.place_of(definition, number, table, what, line))

    words = f"Удалена {_name(what, line).lower()} раздела {number}"
    return act(request, draft, remove, words, section_url(draft, number))


@designers
@require_POST
def lines_number(request: HttpRequest, pk: int, number: int, table: int, what: str) -> HttpResponse:
    """Number rows or columns anew in their order; the checks follow."""
    draft = fetch_draft(pk)

    def renumber(definition: Definition) -> Definition:
        place = lines.Place(index_of_section(definition, number), table, what)
        return lines.number_lines(definition, place)

    named = "Строки пронумерованы" if what == "rows" else "Графы пронумерованы"
    words = f"{named} по порядку в разделе {number}, контроли поправлены"
    return act(request, draft, renumber, words, section_url(draft, number))


def _url(act_name: str, draft: EditionDraft, *place: object) -> str:
    return reverse(f"statistics:draft-line-{act_name}", args=[draft.pk, *place])


def _name(what: str, line: int) -> str:
    return f"Строка {line:02d}" if what == "rows" else f"Графа {line}"


def _added(what: str, count: int) -> str:
    if what == "rows":
        return f"Добавлено: {count} {plural(count, 'строка', 'строки', 'строк')}"
    return f"Добавлено: {count} {plural(count, 'графа', 'графы', 'граф')}"
