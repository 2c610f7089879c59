"""The registry by API: for reading, over the same queries and filters as the pages."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers, viewsets

from libraries.filters import LibraryFilter, OrganisationFilter
from libraries.models import Library, Organisation, Population, Territory
from libraries.queries import list_libraries, list_organisations


class TerritoryReferenceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Territory
        fields = ["id", "name", "oktmo"]


class OrganisationReferenceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Organisation
        fields = ["id", "code", "name", "short_name"]


class PopulationSerializer(serializers.ModelSerializer):
    class Meta:
        model = Population
        fields = ["year", "number"]


class TerritorySerializer(serializers.ModelSerializer):
    populations = PopulationSerializer(many=True, read_only=True)

    class Meta:
        model = Territory
        fields = ["id", "name", "kind", "oktmo", "parent", "populations"]


class OrganisationSerializer(serializers.ModelSerializer):
    territory = TerritoryReferenceSerializer(read_only=True)
    library_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Organisation
        fields = [
            "id",
            "code",
            "name",
            "short_name",
            "kind",
            "parent",
            "territory",
            "inn",
            "okpo",
            "founder",
            "address",
            "phone",
            "email",
            "website",
            "director_post",
            "director_name",
            "is_active",
            "library_count",
        ]


class LibrarySerializer(serializers.ModelSerializer):
    organisation = OrganisationReferenceSerializer(read_only=True)
    territory = TerritoryReferenceSerializer(read_only=True)

    class Meta:
        model = Library
        fields = [
            "id",
            "code",
            "name",
            "organisation",
            "territory",
            "kind",
            "settlement",
            "locality",
            "address",
            "phone",
            "email",
            "website",
            "hours",
            "opened_on",
            "closed_on",
            "successor",
            "has_mfc",
            "has_legal_centre",
            "model_year",
            "model_programme",
        ]


class LibraryViewSet(viewsets.ReadOnlyModelViewSet):
    """Libraries; closed ones only with `state=closed` or `state=all`, as on the page."""

    queryset = list_libraries()
    serializer_class = LibrarySerializer

    @property
    def filterset_class(self) -> type[LibraryFilter] | None:
        # A single library is found by its number, closed or not.
        return LibraryFilter if self.action == "list" else None


class OrganisationViewSet(viewsets.ReadOnlyModelViewSet):
    """Organisations with the number of their working libraries."""

    queryset = Organisation.objects.none()
    serializer_class = OrganisationSerializer
    filterset_class = OrganisationFilter

    def get_queryset(self) -> QuerySet[Organisation]:
        return list_organisations()


class TerritoryViewSet(viewsets.ReadOnlyModelViewSet):
    """Territories with inhabitants on 1 January of each year."""

    queryset = Territory.objects.prefetch_related("populations").order_by("name_key")
    serializer_class = TerritorySerializer


def register(router: Any) -> None:
    """Put the registry's addresses into the portal's router."""
    router.register("libraries", LibraryViewSet)
    router.register("organisations", OrganisationViewSet)
    router.register("territories", TerritoryViewSet)
