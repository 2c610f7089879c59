"""Pages for reading the registry, open to everyone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from common.guards import allowed_to
from common.lists import ListPage
from common.personal_data import looked_at
from libraries import rules
from libraries.actions.registry import CLOSING_KINDS
from libraries.filters import OrganisationFilter, PastLibraryFilter, past_day_of, registry_of
from libraries.leftovers import leftovers_of
from libraries.models import Library, Organisation, Territory
from libraries.network_words import about_library
from libraries.passport import audience_of, sections_of
from libraries.queries import (
    at_or_below,
    changes_of,
    life_of,
    list_libraries,
    list_organisations,
    opened,
    public,
    registry_on,
    territory_tree,
)
from libraries.queries.passports import open_draft, passport_of, with_hints
from libraries.rules.passports import can_confirm_passports, can_keep_passports
from libraries.tables import (
    LIBRARY_COLUMNS,
    LibraryTable,
    OrganisationTable,
    OwnLibraryTable,
    PastLibraryTable,
)


class LibraryList(ListPage):
    """All libraries of the region."""

    template_name = "libraries/library_list.html"
    results_template_name = "libraries/library_results.html"
    title = "Библиотеки"
    counted = "библиотека,библиотеки,библиотек"
    export_url_name = "libraries:library-export"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.queryset, self.filterset_class = registry_of(request.GET)
        self.is_past = self.filterset_class is PastLibraryFilter
        self.table_class = PastLibraryTable if self.is_past else LibraryTable
        if not self.is_past:
            self.queryset = self.queryset.only(*LIBRARY_COLUMNS)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "can_edit": rules.can_edit_registry(user),
            "works_with_examinations": rules.works_with_examinations(user),
            "past": context["filter"].day if self.is_past else None,
        }

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
    export_url_name = "libraries:organisation-export"

    def get_queryset(self) -> Any:
        return list_organisations()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        can_edit = rules.can_edit_registry(self.request.user)
        return {**super().get_context_data(**kwargs), "can_edit": can_edit}


def library(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the passport of one library: what every app tells of it to this reader.

    With `on`, a past day, it is what the registry knew of the library on that day.
    """
    if day := past_day_of(request.GET):
        then = get_object_or_404(registry_on(day), pk=pk)
        context = {"library": then, "day": day, "was_closed": bool(then.closed_on)}
        return render(request, "libraries/library_on_day.html", context)
    queryset = with_hints(list_libraries()).select_related(
        "successor", "organisation__parent__parent", "passport"
    )
    found = get_object_or_404(queryset, pk=pk)
    audience = audience_of(request.user, found)
    can_keep = can_keep_passports(request.user) and rules.is_inside(request.user, found)
    draft = open_draft(found) if can_keep else None
    can_edit = rules.can_edit_registry(request.user)
    context = {
        "library": found,
        "leftovers": leftovers_of(found) if can_edit and found.is_closed else [],
        "audience": audience.name.lower(),
        "sections": sections_of(found, audience),
        "can_keep": can_keep,
        "draft": draft,
        "waits": draft is not None and draft.state == draft.State.WAITING,
        **_life_of(found),
        "can_edit": can_edit,
        "can_see_staff": rules.can_see_staff_of(request.user, found),
        "sees_history": rules.can_see_history(request.user),
    }
    return render(request, "libraries/library.html", context)


def _life_of(found: Library) -> dict[str, Any]:
    told = life_of(found)
    life = [(change, about_library(change, found, parts)) for change, parts in told]
    last = told[-1][0] if told else None
    return {
        "life": life,
        "is_closing_recorded": bool(last and last.kind in CLOSING_KINDS),
    }


@allowed_to(rules.can_see_history)
def library_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who changed what of a library, and why."""
    found = get_object_or_404(Library.objects.select_related("passport"), pk=pk)
    passport = passport_of(found)
    context = {
        "library": found,
        "changes": changes_of(found),
        "passport_changes": changes_of(passport) if passport else [],
    }
    return render(request, "libraries/library_history.html", context)


def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an organisation, its contacts and its libraries."""
    queryset = Organisation.objects.select_related("territory", "parent__parent")
    found = get_object_or_404(queryset, pk=pk)
    libraries = opened(list_libraries().filter(organisation=found))
    sees_history = rules.can_see_history(request.user)
    asks = can_confirm_passports(request.user)
    is_inside = rules.can_see_contacts(request.user, found)
    # Whoever keeps the portal reads the history, but need not know the people.
    hidden = () if is_inside else ("director_post", "director_name")
    contacts = list(found.contacts.all()) if is_inside else []
    if contacts:
        looked_at(request.user, f"Контактные лица: {found}")
    context = {
        "organisation": found,
        "asks_for_passports": asks,
        "requests": found.passport_requests.select_related("by")[:5] if asks else [],
        "contacts": contacts,
        "sees_contacts": is_inside,
        "sees_director": found.is_director_public or is_inside,
        "table": OwnLibraryTable(libraries),
        "parts": found.children.order_by("name_key"),
        "can_edit": rules.can_edit_registry(request.user),
        "sees_history": sees_history,
        "changes": changes_of(found, hidden=hidden) if sees_history else [],
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
    inside = Library.objects.filter(territory__in=at_or_below(found))
    context = {
        "territory": found,
        "this_year": timezone.localdate().year,
        "populations": found.populations.order_by("-year"),
        "parts": found.children.order_by("name_key"),
        "organisations": list_organisations().filter(territory=found),
        "library_count": opened(public(inside)).count(),
        "can_edit": rules.can_edit_registry(request.user),
        "sees_history": sees_history,
        "changes": changes_of(found) if sees_history else [],
    }
    return render(request, "libraries/territory.html", context)
