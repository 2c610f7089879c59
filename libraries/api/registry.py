"""Libraries, organisations and territories by API."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers, viewsets

from libraries.api.references import OrganisationReferenceSerializer, TerritoryReferenceSerializer
from libraries.filters import LibraryFilter, OrganisationFilter, registry_of
from libraries.models import Library, Organisation, Population, Territory
from libraries.queries import list_libraries, list_organisations
from libraries.rules import can_see_contacts


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

    def to_representation(self, organisation: Organisation) -> dict[str, Any]:
        """Leave the director out for those who may not see him."""
        told = super().to_representation(organisation)
        user = self.context["request"].user
        if not (organisation.is_director_public or can_see_contacts(user, organisation)):
            told |= {"director_post": "", "director_name": ""}
        return told


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
    """Libraries; closed ones only with `state=closed` or `state=all`, as on the page.

    With `on=2023-01-01` the list is the registry of that day.
    """

    queryset = list_libraries()
    serializer_class = LibrarySerializer

    def get_queryset(self) -> QuerySet[Library]:
        return registry_of(self.request.query_params)[0] if self.is_list else self.queryset.all()

    @property
    def is_list(self) -> bool:
        # A single library is found by its number, closed or not, as it is today.
        return self.action == "list" and self.request is not None

    @property
    def filterset_class(self) -> type[LibraryFilter] | None:
        if self.action != "list":
            return None
        return registry_of(self.request.query_params)[1] if self.request else LibraryFilter


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
