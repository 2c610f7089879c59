"""What the search finds of the publications: the published ones everybody."""

from django.db.models import QuerySet

from common.search import Description, SearchSource, register, words_of
from publications.models import Publication
from publications.rules import publications_of


def _publications() -> QuerySet[Publication]:
    return Publication.objects.all()


def _publication(row: Publication) -> Description:
    text = words_of(
        row.annotation, row.authors, row.compilers, row.get_kind_display(), row.year, row.isbn
    )
    return Description(row.title, text, row.get_absolute_url(), row.published_on)


register(
    SearchSource(
        key="publication",
        title="Издания",
        rows=_publications,
        describe=_publication,
        visible_to=publications_of,
    )
)
