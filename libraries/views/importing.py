"""Workbooks in and out of the registry."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from common.imports.pages import ImportPages
from common.imports.writing import workbook_response
from libraries.filters import LibraryFilter
from libraries.imports.libraries import LIBRARIES, write_libraries, write_library_template
from libraries.queries import list_libraries
from libraries.rules import can_edit_registry

LIBRARY_PAGES = ImportPages(
    importer=LIBRARIES,
    namespace="libraries",
    prefix="import",
    is_allowed=can_edit_registry,
    title="Загрузка библиотек из таблицы",
    about="libraries/import_about.html",
    list_url_name="libraries:library-list",
    list_title="Библиотеки",
    write_template=write_library_template,
    template_file="shablon-bibliotek.xlsx",
)


def export(request: HttpRequest) -> HttpResponse:
    """Give the list of libraries, as it is filtered, as a workbook."""
    found = LibraryFilter(request.GET, queryset=list_libraries().select_related("successor"))
    name = f"biblioteki-{timezone.localdate()}.xlsx"
    return workbook_response(write_libraries(found.qs), name)
