"""Pages for reading: open to everyone where they are published."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from common.files.serving import serve_file
from common.lists import ListPage
from libraries.queries import changes_of
from publications.filters import OwnPublicationFilter, PublicationFilter
from publications.forms import FileForm
from publications.models import Publication
from publications.queries import list_publications
from publications.rules import can_keep_publications, publications_of
from publications.tables import MARKS, PublicationTable


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
        return list_publications(publications_of(self.request.user))

    def get_filterset_class(self) -> type[PublicationFilter]:
        return OwnPublicationFilter if self.can_keep else PublicationFilter

    def get_table_kwargs(self) -> dict[str, Any]:
        return {} if self.can_keep else {"exclude": ("state",)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "can_keep": self.can_keep}


def publication(request: HttpRequest, pk: int) -> HttpResponse:
    return render_publication(request, seen_publication(request, pk))


def render_publication(
    request: HttpRequest, found: Publication, file_form: FileForm | None = None
) -> HttpResponse:
    """Show a publication; `file_form` brings the faults of a file that was refused."""
    can_keep = can_keep_publications(request.user)
    context: dict[str, Any] = {
        "publication": found,
        "mark": MARKS[found.state],
        "can_keep": can_keep,
    }
    if can_keep:
        context |= {
            "file_form": file_form or FileForm(publication=found),
            "changes": changes_of(found),
        }
    return render(request, "publications/publication.html", context)


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the file to be kept, never to be shown or run in the portal's name."""
    found = seen_publication(request, pk)
    if not found.file:
        raise Http404("У издания нет файла.")
    kind = found.file_format.lower()
    return serve_file(request, found.file, kind, found.title, is_public=found.is_published)


def seen_publication(request: HttpRequest, pk: int) -> Publication:
    return get_object_or_404(publications_of(request.user), pk=pk)
