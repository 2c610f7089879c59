"""The bank of practices by API: everybody reads, librarians propose, as on the pages."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import (
    ProblemSerializer,
    RowNumber,
    VersionNumber,
    filled,
    moved_on,
    refusals_told,
    told_by,
)
from common.editing import StaleObjectError
from libraries.api.references import LibraryReferenceSerializer
from publications.models import Practice, Theme
from publications.practices import actions
from publications.practices.filters import OwnPracticeFilter, PracticeFilter
from publications.practices.forms import PracticeForm
from publications.practices.queries import list_practices
from publications.practices.rules import can_change, can_propose, practices_of


class PracticeSerializer(serializers.ModelSerializer):
    """A practice; `remark` of a methodist is for those who may change what is not published."""

    library = LibraryReferenceSerializer()

    class Meta:
        model = Practice
        fields = [
            "id",
            "title",
            "theme",
            "library",
            "since_year",
            "summary",
            "description",
            "result",
            "state",
            "remark",
            "published_on",
            "version",
        ]


class PracticeTextSerializer(serializers.Serializer):
    title = serializers.CharField()
    theme = serializers.ChoiceField(choices=Theme.choices)
    library = RowNumber()
    since_year = serializers.IntegerField(required=False, allow_null=True)
    summary = serializers.CharField()
    description = serializers.CharField()
    result = serializers.CharField(required=False, allow_blank=True)


class PracticeChangeSerializer(PracticeTextSerializer):
    """The fields to change, and the version of the practice that was read."""

    version = VersionNumber()


class PracticeViewSet(viewsets.ReadOnlyModelViewSet):
    """What is published; librarians find what their libraries proposed, the department all."""

    queryset = Practice.objects.none()
    serializer_class = PracticeSerializer

    @property
    def filterset_class(self) -> type[PracticeFilter]:
        sees_more = self.request is not None and can_propose(self.request.user)
        return OwnPracticeFilter if sees_more else PracticeFilter

    def get_queryset(self) -> QuerySet[Practice]:
        return list_practices(practices_of(self.request.user))

    @extend_schema(request=PracticeTextSerializer, responses={201: PracticeSerializer})
    def create(self, request: Request) -> Response:
        """Propose a practice of a library in one's care."""
        if not can_propose(request.user):
            raise PermissionDenied
        form = filled(
            lambda data: PracticeForm(data, user=request.user),
            told_by(PracticeTextSerializer, request),
        )
        with refusals_told():
            added = actions.propose_practice(form.values, by=request.user)
        return Response(PracticeSerializer(added).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        request=PracticeChangeSerializer,
        responses={200: PracticeSerializer, 409: ProblemSerializer},
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change the fields that are told; 409 when the practice has moved on since it was read."""
        found = self.get_object()
        if not (can_propose(request.user) and can_change(request.user, found)):
            raise PermissionDenied
        told = told_by(PracticeChangeSerializer, request)
        version = told.pop("version")
        form = filled(lambda data: PracticeForm(data, instance=found, user=request.user), told)
        try:
            with refusals_told():
                saved = actions.change_practice(
                    found.pk, form.values, version=version, by=request.user
                )
        except StaleObjectError as stale:
            return moved_on(stale, PracticeSerializer(self.get_object()).data)
        return Response(PracticeSerializer(saved).data)
