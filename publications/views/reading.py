"""Pages for reading: open to everyone where they are published."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

from common.files.kinds import JPEG
from common.files.serving import serve_file
from common.lists import ListPage
from libraries.queries import changes_of
from publications import actions
from publications.bibliography import citation, lacking
from publications.filters import OwnPublicationFilter, PublicationFilter
from publications.forms import CoverForm, FileForm, LibraryForm
from publications.models import Publication, Series
from publications.queries import (
    downloads_of,
    list_issues,
    list_publications,
    list_series,
    with_downloads,
)
from publications.rules import can_keep_publications, publications_of
from publications.tables import MARKS, PublicationTable

# Programs that read the whole web name themselves so; what they fetch nobody reads.
_ROBOTS = ("bot", "crawl", "spider", "curl", "python", "wget")


class PublicationList(ListPage):
    """What is published; the department sees its drafts too."""

    table_class = PublicationTable
    template_name = "publications/publication_list.html"
    title = "Издания"
    counted = "издание,издания,изданий"

    @property
    def can_keep(self) -> bool:
        return can_keep_publications(self.request.user)

    def get_queryset(self) -> QuerySet[Publication]:
        found = list_publications(publications_of(self.request.user))
        return with_downloads(found) if self.can_keep else found

    def get_filterset_class(self) -> type[PublicationFilter]:
        return OwnPublicationFilter if self.can_keep else PublicationFilter

    def get_table_kwargs(self) -> dict[str, Any]:
        return {} if self.can_keep else {"exclude": ("downloads", "state")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "can_keep": self.can_keep}


@require_safe
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    return render_publication(request, seen_publication(request, pk))


def render_publication(
    request: HttpRequest, found: Publication, **refused: FileForm | CoverForm | LibraryForm
) -> HttpResponse:
    """Show a publication; `refused` are forms (file_form, cover_form, …) with their faults."""
    context: dict[str, Any] = {
        "publication": found,
        "record": citation(found),
        "topics": found.topics.all(),
        "libraries": found.libraries.select_related("territory"),
        "mark": MARKS[found.state],
        "can_keep": can_keep_publications(request.user),
    }
    if context["can_keep"]:
        context |= {
            "file_form": FileForm(publication=found),
            "cover_form": CoverForm(publication=found),
            "library_form": LibraryForm(),
            "lacking": lacking(found),
            "downloads": downloads_of(found, timezone.localdate()),
            "changes": changes_of(found),
            **refused,
        }
    return render(request, "publications/publication.html", context)


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the file to be kept, never to be shown or run in the portal's name."""
    found = seen_publication(request, pk)
    kind = found.file_kind or "pdf"
    response = serve_file(request, found.file, kind, str(found), is_public=found.is_open)
    is_read = request.method == "GET" and response.status_code == 200
    if is_read and found.is_open and not _is_counted_elsewhere(request):
        actions.count_download(found, _reader(request))
    return response


def _is_counted_elsewhere(request: HttpRequest) -> bool:
    """The department looks at its own work, and robots read nothing."""
    agent = request.headers.get("User-Agent", "").lower()
    return can_keep_publications(request.user) or any(name in agent for name in _ROBOTS)


def _reader(request: HttpRequest) -> str:
    """Return a key of the browser that changes every day and leads back to nobody.

    The address is told by our own proxy where there is one; what a client writes into the same
    header counts for nothing (ALLAUTH_TRUSTED_PROXY_COUNT).
    """
    address = get_adapter(request).get_client_ip(request)
    told = f"{address} {request.headers.get('User-Agent', '')} {timezone.localdate()}"
    return salted_hmac("publications.download", told).hexdigest()


@require_safe
def cover(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = seen_publication(request, pk)
    return serve_file(request, found.cover, JPEG.key, "cover", inline=True, is_public=found.is_open)


@require_safe
def series_list(request: HttpRequest) -> HttpResponse:
    """Show the series; those without an issue that the person may see are the department's."""
    can_keep = can_keep_publications(request.user)
    found = list_series(publications_of(request.user))
    if not can_keep:
        found = found.filter(issues__gt=0)
    context = {"all_series": found, "can_keep": can_keep}
    return render(request, "publications/series_list.html", context)


@require_safe
def series(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Series, pk=pk)
    can_keep = can_keep_publications(request.user)
    issues = list_issues(publications_of(request.user), found)
    if not can_keep:
        get_object_or_404(list_series(publications_of(request.user)), pk=pk, issues__gt=0)
    context = {"series": found, "issues": issues, "can_keep": can_keep}
    return render(request, "publications/series.html", context)


def seen_publication(request: HttpRequest, pk: int) -> Publication:
    seen = publications_of(request.user).select_related("series").defer("file_text", "text_key")
    return get_object_or_404(seen, pk=pk)
