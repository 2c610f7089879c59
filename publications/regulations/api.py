"""Regulatory documents by API, for reading."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers, viewsets

from publications.models import Regulation
from publications.regulations.filters import RegulationFilter
from publications.regulations.queries import list_regulations


class RegulationSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="full_name", help_text="Вид, дата, номер и название")
    standing = serializers.ChoiceField(choices=Regulation.Standing.choices)
    file_url = serializers.SerializerMethodField(help_text="Где скачать; пусто, если файла нет")

    class Meta:
        model = Regulation
        fields = [
            "id",
            "name",
            "kind",
            "title",
            "issuer",
            "number",
            "date",
            "theme",
            "in_force_since",
            "in_force_until",
            "standing",
            "replaced_by",
            "summary",
            "source",
            "file_url",
        ]

    def get_file_url(self, row: Regulation) -> str:
        if not hasattr(row, "attachment"):
            return ""
        address = reverse("regulations:download", args=[row.pk])
        return self.context["request"].build_absolute_uri(address)


class WholeRegulationSerializer(RegulationSerializer):
    class Meta(RegulationSerializer.Meta):
        fields = [*RegulationSerializer.Meta.fields, "text"]


class RegulationViewSet(viewsets.ReadOnlyModelViewSet):
    """The documents, those in force first; the text is told of one document at a time."""

    queryset = Regulation.objects.none()
    filterset_class = RegulationFilter

    def get_serializer_class(self) -> type[RegulationSerializer]:
        return WholeRegulationSerializer if self.action == "retrieve" else RegulationSerializer

    def get_queryset(self) -> QuerySet[Regulation]:
        return list_regulations(timezone.localdate()).select_related("attachment")
