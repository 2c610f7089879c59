"""Courses by API, and who is registered for them."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.scope import libraries_of
from common.api import RowNumber, allowed_to, filled, refusals_told, told_by
from libraries.api.references import LibraryReferenceSerializer
from staff.actions import record_access
from staff.actions.courses import register_people
from staff.filters.training import CourseFilter
from staff.forms.training import RegistrationForm
from staff.models import Course, Registration
from staff.queries.training import Placed, list_courses, placed, registered
from staff.rules import can_see_staff, courses_of, registrations_of


class CourseSerializer(serializers.ModelSerializer):
    """A course; `taken` people have a place in it, `waiting` stand in its waiting list."""

    taken = serializers.IntegerField()
    waiting = serializers.IntegerField()

    class Meta:
        model = Course
        fields = [
            "id",
            "name",
            "kind",
            "about",
            "audience",
            "organiser",
            "place",
            "is_online",
            "starts_on",
            "ends_on",
            "hours",
            "capacity",
            "registration_until",
            "document_kind",
            "state",
            "taken",
            "waiting",
        ]


class RegistrationSerializer(serializers.Serializer):
    """A person's place in a course, with where she works today: null when that is not known."""

    id = serializers.IntegerField(source="registration.pk")
    employee = serializers.IntegerField(source="registration.employee_id")
    name = serializers.CharField(source="registration.employee.full_name")
    state = serializers.ChoiceField(source="registration.state", choices=Registration.State.choices)
    post = serializers.CharField(source="work.post", default=None, allow_null=True)
    library = serializers.SerializerMethodField()

    @extend_schema_field(LibraryReferenceSerializer(allow_null=True))
    def get_library(self, row: Placed) -> Any:
        return LibraryReferenceSerializer(row.work.library).data if row.work else None


class WhomToRegisterSerializer(serializers.Serializer):
    people = serializers.ListField(child=RowNumber(), allow_empty=False, max_length=500)


class CourseViewSet(viewsets.ReadOnlyModelViewSet):
    """The courses; past ones with `time=past` or `all`, those in preparation for the department."""

    queryset = Course.objects.none()
    serializer_class = CourseSerializer
    permission_classes = (allowed_to(can_see_staff),)

    @property
    def filterset_class(self) -> type[CourseFilter] | None:
        return CourseFilter if self.action == "list" else None

    def get_queryset(self) -> QuerySet[Course]:
        return list_courses(courses_of(self.request.user))

    @extend_schema(responses=RegistrationSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def registrations(self, request: Request, pk: int) -> Response:
        """Return who of one's people is registered: places first, then the waiting list."""
        return self._registered(self.get_object())

    @extend_schema(
        request=WhomToRegisterSerializer, responses={201: RegistrationSerializer(many=True)}
    )
    @registrations.mapping.post
    def register(self, request: Request, pk: int) -> Response:
        """Give each of one's people a place, or one in the waiting list when there is none."""
        found = self.get_object()
        libraries = libraries_of(request.user)
        form = filled(
            lambda data: RegistrationForm(
                data, user=request.user, course=found, libraries=libraries
            ),
            told_by(WhomToRegisterSerializer, request),
        )
        with refusals_told():
            register_people(found.pk, form.cleaned_data["people"], request.user)
        return self._registered(found, status.HTTP_201_CREATED)

    def _registered(self, course: Course, code: int = status.HTTP_200_OK) -> Response:
        own = registered(registrations_of(self.request.user), course)
        people = placed(own, timezone.localdate())
        if people:
            record_access(self.request.user, f"Записанные на курс «{course}» по API")
        return Response(RegistrationSerializer(people, many=True).data, status=code)
