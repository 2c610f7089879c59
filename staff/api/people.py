"""People and their work by API: only within one's scope, and each showing is on record."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import allowed_to
from common.year_or_day import YearOrDay
from libraries.api.references import LibraryReferenceSerializer, OrganisationReferenceSerializer
from staff.actions import record_access
from staff.api.training import TrainingSerializer
from staff.filters import EmploymentFilter, staff_day_of
from staff.models import Award, Education, Employee, Employment, Leave
from staff.queries import Card, card_of, list_employments
from staff.queries.training import trainings_of_person
from staff.rules import can_see_staff, employees_of, employments_of, trainings_of


class EmploymentSerializer(serializers.ModelSerializer):
    """A person's work at a post; of work that has ended the name is as it was then."""

    name = serializers.CharField()
    library = LibraryReferenceSerializer()
    organisation = OrganisationReferenceSerializer(source="library.organisation")

    class Meta:
        model = Employment
        fields = [
            "id",
            "employee",
            "name",
            "post",
            "post_group",
            "library",
            "organisation",
            "rate",
            "kind",
            "is_substitute",
            "since",
            "until",
        ]


class ListedEmploymentSerializer(EmploymentSerializer):
    education = serializers.ChoiceField(
        source="level", choices=Education.Level.choices, allow_null=True
    )
    is_library_educated = serializers.BooleanField(source="is_skilled")
    is_away = serializers.BooleanField(help_text="В длительном отпуске сегодня")

    class Meta(EmploymentSerializer.Meta):
        fields = [
            *EmploymentSerializer.Meta.fields,
            "education",
            "is_library_educated",
            "is_away",
        ]


class YearOrDayField(serializers.CharField):
    """A day, `1985-03-12`, or only its year, `1985`."""

    def to_representation(self, value: YearOrDay) -> str:
        return value.iso


class EducationSerializer(serializers.ModelSerializer):
    finished = YearOrDayField(allow_null=True)

    class Meta:
        model = Education
        fields = ["level", "is_library", "institution", "speciality", "finished"]


class AwardSerializer(serializers.ModelSerializer):
    given_on = YearOrDayField(allow_null=True)

    class Meta:
        model = Award
        fields = ["level", "title", "given_on"]


class LeaveSerializer(serializers.ModelSerializer):
    class Meta:
        model = Leave
        fields = ["kind", "since", "until"]


class CardSerializer(serializers.Serializer):
    """A person as the one who asks may see her.

    `kept_until` is the last day of work there when the asker is a former employer: all else is as
    it stood that day. Age and experience are counted for the day `on`, in whole years, in words.
    """

    id = serializers.IntegerField(source="employee.pk")
    on = serializers.DateField()
    kept_until = serializers.DateField(allow_null=True)
    last_name = serializers.CharField(source="person.last_name")
    first_name = serializers.CharField(source="person.first_name")
    patronymic = serializers.CharField(source="person.patronymic")
    born = YearOrDayField(source="person.born", allow_null=True)
    age = serializers.CharField()
    experience = serializers.CharField()
    library_experience = serializers.CharField()
    employments = EmploymentSerializer(many=True)
    educations = EducationSerializer(many=True)
    awards = AwardSerializer(many=True)
    leaves = LeaveSerializer(many=True)
    trainings = serializers.SerializerMethodField()

    @extend_schema_field(TrainingSerializer(many=True))
    def get_trainings(self, card: Card) -> list[Any]:
        seen = trainings_of(self.context["request"].user)
        return TrainingSerializer(trainings_of_person(seen, card.employee), many=True).data


class EmploymentViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The work of people in the libraries in one's scope; those who left with `state=left`."""

    queryset = Employment.objects.none()
    serializer_class = ListedEmploymentSerializer
    filterset_class = EmploymentFilter
    permission_classes = (allowed_to(can_see_staff),)

    def get_queryset(self) -> QuerySet[Employment]:
        return list_employments(employments_of(self.request.user), staff_day_of(self.request.GET))

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().list(request, *args, **kwargs)
        asked = EmploymentFilter(request.query_params, self.get_queryset(), request=request)
        record_access(request.user, f"Список сотрудников по API: {asked.page_in_words}")
        return response


class EmployeeViewSet(viewsets.GenericViewSet):
    """The card of one person, as far as one's scope reaches; the look is recorded."""

    queryset = Employee.objects.none()
    serializer_class = CardSerializer
    permission_classes = (allowed_to(can_see_staff),)
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Employee]:
        return employees_of(self.request.user)

    @extend_schema(responses=CardSerializer)
    def retrieve(self, request: Request, pk: int) -> Response:
        found = self.get_object()
        record_access(request.user, "Карточка сотрудника по API", found)
        card = card_of(request.user, found)
        return Response(CardSerializer(card, context={"request": request}).data)
