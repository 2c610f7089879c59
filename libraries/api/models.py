"""Model libraries by API: the list by year and programme, and how each became one."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from libraries.api.references import OrganisationReferenceSerializer, TerritoryReferenceSerializer
from libraries.filters import ModelLibraryFilter
from libraries.models import Library, ModelApplication, ModelMonitoring, ModelStatusLoss
from libraries.queries import has_model_story, list_monitorings, model_libraries, story_of
from libraries.rules import keeps_models, monitorings_of

_FIELDS = [
    "id",
    "code",
    "name",
    "locality",
    "territory",
    "organisation",
    "model_year",
    "model_programme",
]


class ModelMoneySerializer(serializers.Serializer):
    """Roubles by one source; null where nothing is known. The last line sums the others up."""

    source = serializers.CharField()
    contract = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    spent = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)


class ModelStorySerializer(serializers.ModelSerializer):
    competition = serializers.StringRelatedField()
    year = serializers.IntegerField(source="competition.year")
    money = serializers.SerializerMethodField()

    class Meta:
        model = ModelApplication
        fields = [
            "competition",
            "year",
            "result_on",
            "result_order",
            "works_from",
            "works_to",
            "opened_on",
            "money",
        ]

    @extend_schema_field(ModelMoneySerializer(many=True))
    def get_money(self, row: ModelApplication) -> list[dict[str, Any]]:
        names = ("source", "contract", "spent")
        told = [
            dict(zip(names, (title, contract, spent), strict=True))
            for title, _requested, contract, spent in row.money
        ]
        return ModelMoneySerializer(told, many=True).data


class ModelLossSerializer(serializers.ModelSerializer):
    class Meta:
        model = ModelStatusLoss
        fields = ["lost_on", "reason", "order", "former_year", "former_programme"]


class ModelVisitSerializer(serializers.ModelSerializer):
    """A visit: of `asked` criteria `met` are fulfilled, `waiting` pieces of advice are not."""

    met = serializers.IntegerField()
    asked = serializers.IntegerField()
    waiting = serializers.IntegerField()

    class Meta:
        model = ModelMonitoring
        fields = ["id", "visited_on", "visitors", "met", "asked", "waiting"]


class ModelLibrarySerializer(serializers.ModelSerializer):
    """`visited_on`, the last visit, is told to the department only."""

    organisation = OrganisationReferenceSerializer()
    territory = TerritoryReferenceSerializer()
    visited_on = serializers.DateField(allow_null=True, required=False)

    class Meta:
        model = Library
        fields = [*_FIELDS, "visited_on"]

    def to_representation(self, library: Library) -> dict[str, Any]:
        told = super().to_representation(library)
        if not keeps_models(self.context["request"].user):
            told.pop("visited_on", None)
        return told


class WholeModelLibrarySerializer(serializers.ModelSerializer):
    """`visits` are told to the library's own people and the department."""

    organisation = OrganisationReferenceSerializer()
    territory = TerritoryReferenceSerializer()
    stories = serializers.SerializerMethodField()
    losses = ModelLossSerializer(source="model_losses", many=True)
    visits = serializers.SerializerMethodField()

    class Meta:
        model = Library
        fields = [*_FIELDS, "stories", "losses", "visits"]

    @extend_schema_field(ModelStorySerializer(many=True))
    def get_stories(self, row: Library) -> list[Any]:
        return ModelStorySerializer(story_of(row), many=True).data

    @extend_schema_field(ModelVisitSerializer(many=True))
    def get_visits(self, row: Library) -> list[Any]:
        seen = monitorings_of(self.context["request"].user)
        visits = list_monitorings(seen.filter(library=row))
        return ModelVisitSerializer(visits, many=True).data


class ModelLibraryViewSet(viewsets.ReadOnlyModelViewSet):
    """Model libraries that work; by its number also one that was, or is becoming, a model one."""

    queryset = Library.objects.none()
    serializer_class = ModelLibrarySerializer

    @property
    def filterset_class(self) -> type[ModelLibraryFilter] | None:
        return ModelLibraryFilter if self.action == "list" else None

    def get_queryset(self) -> QuerySet[Library]:
        if self.action == "list":
            return model_libraries()
        return Library.objects.select_related("organisation__parent", "territory")

    @extend_schema(responses=WholeModelLibrarySerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        found = self.get_object()
        if not has_model_story(found):
            raise Http404("Эта библиотека не модельная.")
        return Response(WholeModelLibrarySerializer(found, context={"request": request}).data)
