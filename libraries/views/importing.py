"""Workbooks in and out of the registry."""

from django.http import HttpRequest, HttpResponse

from common.imports.pages import ImportPages
from common.imports.writing import workbook_response
from libraries.filters import PastLibraryFilter, registry_of
from libraries.imports.libraries import LIBRARIES, write_libraries, write_library_template
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
    rows, filter_class = registry_of(request.GET)
    found = filter_class(request.GET, queryset=rows.select_related("successor"))
    libraries, day, remark = found.qs, found.day, ""
    if filter_class is PastLibraryFilter:
        remark = (
            f"Реестр на {day:%d.%m.%Y}: названия, учреждения и адреса того дня; связь и услуги — "
            "нынешние. Обратно на портал этот файл не загружают."
        )
    return workbook_response(write_libraries(libraries, remark), f"biblioteki-{day}.xlsx")
