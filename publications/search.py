"""What the search finds of what the department publishes: each person what the pages show her."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from common.rich_text import plain_words
from common.search import Description, SearchSource, register, words_of
from libraries.models import Library
from publications.models import News, Practice, Publication, Regulation, Series
from publications.models.publications import PEOPLE
from publications.news.rules import news_of
from publications.practices.rules import practices_of
from publications.rules import publications_of


def _publications() -> QuerySet[Publication]:
    return Publication.objects.filter(removed_at=None).select_related("series")


def _publication(row: Publication) -> Description:
    text = words_of(
        row.annotation,
        row.remainder,
        row.part_title,
        *(getattr(row, field) for field in PEOPLE),
        row.body,
        row.series,
        row.get_kind_display(),
        row.year,
        row.isbn,
        row.file_text,
    )
    return Description(str(row), text, row.get_absolute_url(), row.published_on)


register(
    SearchSource(
        key="publication",
        title="Издания",
        rows=_publications,
        describe=_publication,
        visible_to=lambda user: publications_of(user).filter(removed_at=None),
        follows={Series: "series"},
    )
)


def _practices() -> QuerySet[Practice]:
    return Practice.objects.select_related("library")


def _practice(row: Practice) -> Description:
    text = words_of(
        row.summary, row.description, row.result, row.get_theme_display(), row.library.name
    )
    return Description(row.title, text, row.get_absolute_url(), row.published_on)


register(
    SearchSource(
        key="practice",
        title="Практики",
        rows=_practices,
        describe=_practice,
        visible_to=practices_of,
        follows={Library: "library"},
    )
)


def _regulations() -> QuerySet[Regulation]:
    return Regulation.objects.all()


def _regulation(row: Regulation) -> Description:
    text = words_of(row.issuer, row.summary, row.get_theme_display(), row.text)
    return Description(f"{row} «{row.title}»", text, row.get_absolute_url(), row.date)


def _everybody_sees_regulations(user: Any) -> QuerySet[Regulation]:
    return Regulation.objects.all()


register(
    SearchSource(
        key="regulation",
        title="Нормативные документы",
        rows=_regulations,
        describe=_regulation,
        visible_to=_everybody_sees_regulations,
    )
)


def _news() -> QuerySet[News]:
    return News.objects.all()


def _piece_of_news(row: News) -> Description:
    return Description(
        row.title,
        words_of(row.lead, plain_words(row.text)),
        row.get_absolute_url(),
        row.published_on,
    )


register(
    SearchSource(
        key="news",
        title="Новости",
        rows=_news,
        describe=_piece_of_news,
        visible_to=lambda user: news_of(user, timezone.localdate()),
    )
)
