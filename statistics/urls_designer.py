"""Addresses of the designer of forms, under those of the reporting."""

from django.urls import URLPattern, path, register_converter

from statistics.views.designer import checks, drafts, lines, sections, trying


class LinesConverter:
    """Rows or columns in an address."""

    regex = "rows|columns"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LinesConverter, "lines")

_DRAFT = "drafts/<int:pk>/"
_SECTION = f"{_DRAFT}sections/<int:number>/"
_LINES = f"{_SECTION}<int:table>/<lines:what>/"
_LINE = f"{_LINES}<int:line>/"
_CHECK = f"{_DRAFT}checks/<slug:code>/"

urlpatterns: list[URLPattern] = [
    path("", drafts.form_list, name="form-list"),
    path("new/", drafts.create, name="draft-create"),
    path("upload/", drafts.upload, name="draft-upload"),
    path("editions/<int:pk>/clone/", drafts.clone, name="draft-clone"),
    path("editions/<int:pk>/file/", drafts.edition_file, name="edition-file"),
    path(_DRAFT, drafts.draft, name="draft"),
    path(f"{_DRAFT}whole/", drafts.whole, name="draft-whole"),
    path(f"{_DRAFT}file/", drafts.draft_file, name="draft-file"),
    path(f"{_DRAFT}steps/", drafts.steps, name="draft-steps"),
    path(f"{_DRAFT}steps/<int:version>/restore/", drafts.restore, name="draft-restore"),
    path(f"{_DRAFT}undo/", drafts.undo, name="draft-undo"),
    path(f"{_DRAFT}delete/", drafts.delete, name="draft-delete"),
    path(f"{_DRAFT}new-section/", sections.section_create, name="draft-section-create"),
    path(_SECTION, sections.section, name="draft-section"),
    path(f"{_SECTION}edit/", sections.section_edit, name="draft-section-edit"),
    path(f"{_SECTION}move/", sections.section_move, name="draft-section-move"),
    path(f"{_SECTION}remove/", sections.section_remove, name="draft-section-remove"),
    path(f"{_SECTION}cell/", sections.cell, name="draft-cell"),
    path(f"{_SECTION}new-table/", sections.table_create, name="draft-table-create"),
    path(f"{_SECTION}tables/<int:table>/remove/", sections.table_remove, name="draft-table-remove"),
    path(f"{_LINES}add/", lines.lines_add, name="draft-lines-add"),
    path(f"{_LINES}number/", lines.lines_number, name="draft-lines-number"),
    path(_LINE, lines.line_edit, name="draft-line"),
    path(f"{_LINE}move/", lines.line_move, name="draft-line-move"),
    path(f"{_LINE}remove/", lines.line_remove, name="draft-line-remove"),
    path(f"{_DRAFT}checks/", checks.check_list, name="draft-checks"),
    path(f"{_DRAFT}new-check/", checks.check_create, name="draft-check-create"),
    path(_CHECK, checks.check_edit, name="draft-check"),
    path(f"{_CHECK}move/", checks.check_move, name="draft-check-move"),
    path(f"{_CHECK}remove/", checks.check_remove, name="draft-check-remove"),
    path(f"{_DRAFT}preview/", trying.preview, name="draft-preview"),
    path(f"{_DRAFT}trial/", trying.trial, name="draft-trial"),
    path(f"{_DRAFT}publish/", trying.publish, name="draft-publish"),
]
