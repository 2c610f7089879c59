"""The publications by API: for reading, over the same queries and filters as the pages."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, viewsets

from publications.bibliography import citation
from publications.filters import OwnPublicationFilter, PublicationFilter
from publications.models import Publication, Series
from publications.news.api import NewsViewSet
from publications.practices.api import PracticeViewSet
from publications.queries import list_publications
from publications.regulations.api import RegulationViewSet
from publications.rules import can_keep_publications, publications_of


class SeriesReferenceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Series
        fields = ["id", "name", "issn"]


class PublicationSerializer(serializers.ModelSerializer):
    """A publication with its record; its file is taken from `file_url`."""

    series = SeriesReferenceSerializer(read_only=True)
    topics = serializers.SlugRelatedField(slug_field="name", many=True, read_only=True)
    record = serializers.SerializerMethodField(help_text="Запись по ГОСТ Р 7.0.100-2018")
    file_url = serializers.SerializerMethodField(help_text="Где скачать; пусто, если файла нет")

    class Meta:
        model = Publication
        fields = [
            "id",
            "title",
            "remainder",
            "kind",
            "state",
            "audience",
            "annotation",
            "authors",
            "compilers",
            "editors",
            "body",
            "place",
            "publisher",
            "year",
            "extent",
            "isbn",
            "issn",
            "series",
            "series_number",
            "topics",
            "url",
            "published_on",
            "file_kind",
            "file_size",
            "file_url",
            "record",
        ]

    def get_record(self, row: Publication) -> str:
        return citation(row)

    @extend_schema_field(serializers.CharField())
    def get_file_url(self, row: Publication) -> str:
        if not row.file:
            return ""
        return self.context["request"].build_absolute_uri(
            reverse("publications:download", args=[row.pk])
        )


class PublicationViewSet(viewsets.ReadOnlyModelViewSet):
    """What is published; the department finds its drafts too."""

    queryset = Publication.objects.none()
    serializer_class = PublicationSerializer

    def get_queryset(self) -> QuerySet[Publication]:
        seen = list_publications(publications_of(self.request.user))
        return seen.select_related("series").prefetch_related("topics")

    @property
    def filterset_class(self) -> type[PublicationFilter]:
        keeps = self.request is not None and can_keep_publications(self.request.user)
        return OwnPublicationFilter if keeps else PublicationFilter


def register(router: Any) -> None:
    """Put the publications' addresses into the portal's router."""
    router.register("publications", PublicationViewSet)
    router.register("practices", PracticeViewSet)
    router.register("regulations", RegulationViewSet)
    router.register("news", NewsViewSet)
