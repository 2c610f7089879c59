"""Posts that nobody holds, by API."""

from django.db.models import QuerySet
from rest_framework import serializers, viewsets

from common.api import allowed_to
from libraries.api.references import LibraryReferenceSerializer, OrganisationReferenceSerializer
from staff.filters import VacancyFilter
from staff.models import Vacancy
from staff.queries import list_vacancies
from staff.rules import can_see_staff, vacancies_of


class VacancySerializer(serializers.ModelSerializer):
    library = LibraryReferenceSerializer()
    organisation = OrganisationReferenceSerializer(source="library.organisation")

    class Meta:
        model = Vacancy
        fields = [
            "id",
            "library",
            "organisation",
            "post",
            "post_group",
            "rate",
            "opened_on",
            "closed_on",
            "note",
        ]


class VacancyViewSet(viewsets.ReadOnlyModelViewSet):
    """The vacancies of the libraries in one's scope; closed ones with `state=closed` or `all`."""

    queryset = Vacancy.objects.none()
    serializer_class = VacancySerializer
    permission_classes = (allowed_to(can_see_staff),)

    @property
    def filterset_class(self) -> type[VacancyFilter] | None:
        # A single vacancy is found by its number, closed or not.
        return VacancyFilter if self.action == "list" else None

    def get_queryset(self) -> QuerySet[Vacancy]:
        return list_vacancies(vacancies_of(self.request.user))
