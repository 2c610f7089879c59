"""Editions of forms by API: the list, and one with all that its file says."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, viewsets

from common.api import allowed_to
from statistics.models import Edition
from statistics.rules import can_see_collections


class EditionSerializer(serializers.ModelSerializer):
    """An edition of a form and the years in which it holds."""

    form = serializers.CharField(source="form.code", read_only=True)
    form_title = serializers.CharField(source="form.title", read_only=True)

    class Meta:
        model = Edition
        fields = ["id", "form", "form_title", "code", "title", "order", "year_from", "year_to"]


class WholeEditionSerializer(EditionSerializer):
    """An edition with its definition: sections, rows, columns and checks, as in its file."""

    definition = serializers.SerializerMethodField()

    class Meta(EditionSerializer.Meta):
        fields = [*EditionSerializer.Meta.fields, "definition"]

    @extend_schema_field(serializers.DictField())
    def get_definition(self, edition: Edition) -> dict:
        return edition.definition


class EditionViewSet(viewsets.ReadOnlyModelViewSet):
    """Editions of forms in force; drafts are not among them."""

    queryset = Edition.objects.select_related("form").order_by("form__code", "-year_from", "pk")
    permission_classes = (allowed_to(can_see_collections),)

    def get_serializer_class(self) -> type[EditionSerializer]:
        return WholeEditionSerializer if self.action == "retrieve" else EditionSerializer
