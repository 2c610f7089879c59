"""Pages for reading the registry, open to everyone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from common.guards import allowed_to
from common.lists import ListPage
from libraries import rules
from libraries.filters import LibraryFilter, OrganisationFilter
from libraries.models import Library, Organisation, Territory
from libraries.passport import audience_of, sections_of
from libraries.queries import (
    at_or_below,
    changes_of,
    list_libraries,
    list_organisations,
    opened,
    territory_tree,
)
from libraries.tables import LIBRARY_COLUMNS, LibraryTable, OrganisationTable, OwnLibraryTable


class LibraryList(ListPage):
    """All libraries of the region."""

    queryset = list_libraries().only(*LIBRARY_COLUMNS)
    table_class = LibraryTable
    filterset_class = LibraryFilter
    template_name = "libraries/library_list.html"
    title = "Библиотеки"
    counted = "библиотека,библиотеки,библиотек"
    export_url_name = "libraries:library-export"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        can_edit = rules.can_edit_registry(self.request.user)
        return {**super().get_context_data(**kwargs), "can_edit": can_edit}

    def get_table_kwargs(self) -> dict[str, Any]:
        shows_closed = self.request.GET.get("state") in ("closed", "all")
        return {} if shows_closed else {"exclude": ("closed_on",)}


class OrganisationList(ListPage):
    """Organisations that own libraries or organise events."""

    table_class = OrganisationTable
    filterset_class = OrganisationFilter
    template_name = "libraries/organisation_list.html"
    title = "Учреждения"
    counted = "учреждение,учреждения,учреждений"

    def get_queryset(self) -> Any:
        return list_organisations()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        can_edit = rules.can_edit_registry(self.request.user)
        return {**super().get_context_data(**kwargs), "can_edit": can_edit}


def library(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the passport of one library: what every app tells of it to this reader."""
    queryset = list_libraries().select_related("successor", "organisation__parent__parent")
    found = get_object_or_404(queryset, pk=pk)
    context = {
        "library": found,
        "sections": sections_of(found, audience_of(request.user, found)),
        "predecessors": found.predecessors.order_by("name_key"),
        "can_edit": rules.can_edit_registry(request.user),
        "can_see_staff": rules.can_see_staff_of(request.user, found),
        "sees_history": rules.can_see_history(request.user),
    }
    return render(request, "libraries/library.html", context)


@allowed_to(rules.can_see_history)
def library_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who changed what of a library, and why."""
    found = get_object_or_404(Library, pk=pk)
    context = {"library": found, "changes": changes_of(found)}
    return render(request, "libraries/library_history.html", context)


def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an organisation, its contacts and its libraries."""
    queryset = Organisation.objects.select_related("territory", "parent")
    found = get_object_or_404(queryset, pk=pk)
    libraries = opened(list_libraries().filter(organisation=found))
    sees_history = rules.can_see_history(request.user)
    context = {
        "organisation": found,
        "table": OwnLibraryTable(libraries),
        "parts": found.children.order_by("name_key"),
        "can_edit": rules.can_edit_registry(request.user),
        "sees_history": sees_history,
        "changes": changes_of(found) if sees_history else [],
    }
    return render(request, "libraries/organisation.html", context)


def territory_list(request: HttpRequest) -> HttpResponse:
    """Show the tree of territories with inhabitants and libraries."""
    context = {"nodes": territory_tree(), "can_edit": rules.can_edit_registry(request.user)}
    return render(request, "libraries/territory_list.html", context)


def territory(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a territory: inhabitants by year, what lies in it, its organisations."""
    found = get_object_or_404(Territory.objects.select_related("parent"), pk=pk)
    sees_history = rules.can_see_history(request.user)
    context = {
        "territory": found,
        "populations": found.populations.order_by("-year"),
        "parts": found.children.order_by("name_key"),
        "organisations": list_organisations().filter(territory=found),
        "library_count": opened(Library.objects.filter(territory__in=at_or_below(found))).count(),
        "can_edit": rules.can_edit_registry(request.user),
        "sees_history": sees_history,
        "changes": changes_of(found) if sees_history else [],
    }
    return render(request, "libraries/territory.html", context)
