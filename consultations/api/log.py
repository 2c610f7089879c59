"""The log by API: read by all who read it in the browser, written by the department."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import (
    ProblemSerializer,
    RowNumber,
    VersionNumber,
    allowed_to,
    filled,
    moved_on,
    refusals_told,
    told_by,
)
from common.editing import StaleObjectError
from consultations import actions
from consultations.api.references import MethodistReferenceSerializer, TopicReferenceSerializer
from consultations.filters import ConsultationFilter
from consultations.forms import ConsultationForm
from consultations.looks import record_askers_shown
from consultations.models import Attendee, Consultation, Topic
from consultations.queries import kept, list_consultations, topics_to_choose
from consultations.rules import can_keep_log, can_see_log, consultations_of
from libraries.api.references import LibraryReferenceSerializer, OrganisationReferenceSerializer

API = "по API"


class AttendeeSerializer(serializers.ModelSerializer):
    """Who took part besides the first one: a library, or a whole organisation."""

    name = serializers.CharField(source="row.name")

    class Meta:
        model = Attendee
        fields = ["organisation", "library", "name"]


class ConsultationSerializer(serializers.ModelSerializer):
    """A record of the log; a consultation for several is one record and counts once."""

    methodist = MethodistReferenceSerializer()
    organisation = OrganisationReferenceSerializer(allow_null=True)
    library = LibraryReferenceSerializer(allow_null=True)
    topic = TopicReferenceSerializer()
    person = serializers.CharField(source="asker")
    attendees = AttendeeSerializer(many=True)

    class Meta:
        model = Consultation
        fields = [
            "id",
            "date",
            "form",
            "topic",
            "organisation",
            "library",
            "person",
            "attendees",
            "question",
            "answer",
            "minutes",
            "participants",
            "methodist",
            "is_removed",
            "version",
        ]


class ConsultationTextSerializer(serializers.Serializer):
    """What a program records; what it leaves out is as in the form: today, methodist is you.

    `also` names those who took part besides, by name or code, for a group consultation.
    """

    topic = RowNumber()
    form = serializers.ChoiceField(choices=Consultation.Form.choices)
    date = serializers.DateField(required=False)
    library = RowNumber(required=False, allow_null=True)
    organisation = RowNumber(required=False, allow_null=True)
    person = serializers.CharField(required=False, allow_blank=True)
    also = serializers.ListField(child=serializers.CharField(), required=False)
    question = serializers.CharField(required=False, allow_blank=True)
    answer = serializers.CharField(required=False, allow_blank=True)
    minutes = serializers.IntegerField(required=False, allow_null=True)
    participants = serializers.IntegerField(required=False)
    methodist = RowNumber(required=False)

    def validate_also(self, names: list[str]) -> str:
        return "\n".join(names)


class ConsultationChangeSerializer(ConsultationTextSerializer):
    """The fields to change, and the version of the record that was read."""

    version = VersionNumber()


class ConsultationViewSet(viewsets.ReadOnlyModelViewSet):
    """The consultations in the person's scope; `POST` records one, `PATCH` changes one."""

    queryset = Consultation.objects.none()
    serializer_class = ConsultationSerializer
    filterset_class = ConsultationFilter
    permission_classes = (allowed_to(can_see_log, write=can_keep_log),)

    def get_queryset(self) -> QuerySet[Consultation]:
        rows = list_consultations(consultations_of(self.request.user))
        rows = rows.prefetch_related("attendees__library", "attendees__organisation")
        return kept(rows) if self.action in ("list", "partial_update") else rows

    def paginate_queryset(self, queryset: QuerySet[Consultation]) -> list[Consultation] | None:
        page = super().paginate_queryset(queryset)
        record_askers_shown(self.request.user, page or [], API)
        return page

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        found = self.get_object()
        record_askers_shown(request.user, [found], API)
        return Response(self.get_serializer(found).data)

    @extend_schema(request=ConsultationTextSerializer, responses={201: ConsultationSerializer})
    def create(self, request: Request) -> Response:
        """Record a consultation."""
        start = {"date": timezone.localdate(), "methodist": request.user.pk}
        told = told_by(ConsultationTextSerializer, request)
        form = filled(lambda data: ConsultationForm(data, initial=start), told)
        with refusals_told():
            added = actions.record_consultation(
                form.values, by=request.user, attendees=form.attendees
            )
        return Response(self._told(added.pk), status=status.HTTP_201_CREATED)

    @extend_schema(
        request=ConsultationChangeSerializer,
        responses={200: ConsultationSerializer, 409: ProblemSerializer},
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change the fields that are told; 409 when the record has moved on since it was read."""
        found = self.get_object()
        told = told_by(ConsultationChangeSerializer, request)
        version = told.pop("version")
        form = filled(lambda data: ConsultationForm(data, instance=found), told)
        try:
            with refusals_told():
                actions.change_consultation(
                    found.pk,
                    form.values,
                    version=version,
                    by=request.user,
                    attendees=form.attendees,
                )
        except StaleObjectError as stale:
            return moved_on(stale, self._told(found.pk))
        return Response(self._told(found.pk))

    def _told(self, pk: int) -> dict[str, Any]:
        return ConsultationSerializer(self.get_queryset().get(pk=pk)).data


class TopicViewSet(viewsets.ReadOnlyModelViewSet):
    """The topics in use: a consultation and a question name one of them."""

    queryset = Topic.objects.none()
    serializer_class = TopicReferenceSerializer
    permission_classes = (allowed_to(can_see_log),)

    def get_queryset(self) -> QuerySet[Topic]:
        return topics_to_choose().order_by("name_key")
