"""Workbooks in and out of the registry."""

from django.http import HttpRequest, HttpResponse

from common.imports.pages import ImportPages
from common.imports.writing import on_day, workbook_response
from libraries.filters import OrganisationFilter, PastLibraryFilter, registry_of
from libraries.imports.libraries import LIBRARIES, write_libraries, write_library_template
from libraries.imports.organisations import (
    ORGANISATIONS,
    write_organisation_template,
    write_organisations,
)
from libraries.imports.population import (
    POPULATION,
    write_population,
    write_population_template,
)
from libraries.queries import list_organisations
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
    template_file="Шаблон для загрузки библиотек",
)

ORGANISATION_PAGES = ImportPages(
    importer=ORGANISATIONS,
    namespace="libraries",
    prefix="organisation-import",
    is_allowed=can_edit_registry,
    title="Загрузка учреждений из таблицы",
    about="libraries/organisation_import_about.html",
    list_url_name="libraries:organisation-list",
    list_title="Учреждения",
    write_template=write_organisation_template,
    template_file="Шаблон для загрузки учреждений",
)
POPULATION_PAGES = ImportPages(
    importer=POPULATION,
    namespace="libraries",
    prefix="population-import",
    is_allowed=can_edit_registry,
    title="Загрузка численности населения",
    about="libraries/population_import_about.html",
    list_url_name="libraries:territory-list",
    list_title="Территории",
    write_template=write_population_template,
    template_file="Шаблон для загрузки населения",
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
    return workbook_response(write_libraries(libraries, remark), on_day("Библиотеки", day))


def export_organisations(request: HttpRequest) -> HttpResponse:
    """Give the list of organisations, as it is filtered, as a workbook."""
    rows = list_organisations().select_related("parent", "territory")
    found = OrganisationFilter(request.GET, queryset=rows)
    with_directors = can_edit_registry(request.user)
    return workbook_response(write_organisations(found.qs, with_directors), on_day("Учреждения"))


def export_population(request: HttpRequest) -> HttpResponse:
    """Give all territories with their inhabitants by year as a workbook."""
    return workbook_response(write_population(), on_day("Население"))
