"""Published summaries by API: the same tables as on their pages."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, viewsets

from common.api import TableSerializer
from statistics.models import PublishedSummary
from statistics.published.keeping import read_content
from statistics.queries.published import for_list
from statistics.rules import published_summaries_of


class PublishedSummarySerializer(serializers.ModelSerializer):
    """A published summary; `campaign` is the name of its collection: 6-nk/2025."""

    campaign = serializers.CharField(source="campaign.name", read_only=True)
    title = serializers.CharField(source="__str__", read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = PublishedSummary
        fields = ["id", "campaign", "title", "foreword", "published_at", "url"]
        read_only_fields = fields


class PublicChapterSerializer(serializers.Serializer):
    """A chapter: its tables, and the figures of its pictures."""

    title = serializers.CharField()
    tables = TableSerializer(many=True)
    pictures = TableSerializer(many=True)


class WholeSummarySerializer(PublishedSummarySerializer):
    """The same with its figures: of the region, then chapter by chapter."""

    totals = serializers.SerializerMethodField()
    chapters = serializers.SerializerMethodField()

    class Meta(PublishedSummarySerializer.Meta):
        fields = [*PublishedSummarySerializer.Meta.fields, "totals", "chapters"]
        read_only_fields = fields

    @extend_schema_field(TableSerializer)
    def get_totals(self, row: PublishedSummary) -> dict[str, Any]:
        return read_content(row.content).totals.as_json()

    @extend_schema_field(PublicChapterSerializer(many=True))
    def get_chapters(self, row: PublishedSummary) -> list[dict[str, Any]]:
        return [
            {
                "title": chapter.title,
                "tables": [table.as_json() for table in chapter.tables],
                "pictures": [picture.table.as_json() for picture in chapter.pictures],
            }
            for chapter in read_content(row.content).chapters
        ]


class PublishedSummaryViewSet(viewsets.ReadOnlyModelViewSet):
    """Summaries that everybody may read, the latest year first; one of them with its figures."""

    queryset = PublishedSummary.objects.none()
    serializer_class = PublishedSummarySerializer

    def get_queryset(self) -> QuerySet[PublishedSummary]:
        found = published_summaries_of(self.request.user)
        return found.select_related("campaign__form") if self.detail else for_list(found)

    def get_serializer_class(self) -> type[serializers.Serializer]:
        return WholeSummarySerializer if self.action == "retrieve" else PublishedSummarySerializer

    @extend_schema(responses=WholeSummarySerializer)
    def retrieve(self, *args: Any, **kwargs: Any) -> Any:
        return super().retrieve(*args, **kwargs)
