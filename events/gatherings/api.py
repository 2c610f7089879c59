"""Events by API, and who takes part in them."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.scope import libraries_of
from common.api import RowNumber, filled, refusals_told, told_by
from events.gatherings import rules
from events.gatherings.actions import register_people
from events.gatherings.filters import EventFilter
from events.gatherings.forms import RegistrationForm
from events.gatherings.queries import in_turn, list_events
from events.models import Event, Participation
from staff.actions import record_access


class EventSerializer(serializers.ModelSerializer):
    """An event; `taken` people have a place, `waiting` stand in the waiting list."""

    taken = serializers.IntegerField()
    waiting = serializers.IntegerField()
    organisers = serializers.ListField(source="all_organisers", child=serializers.CharField())

    class Meta:
        model = Event
        fields = [
            "id",
            "name",
            "event_form",
            "about",
            "audience",
            "starts_on",
            "ends_on",
            "from_time",
            "until_time",
            "place",
            "programme",
            "organisers",
            "access",
            "capacity",
            "per_organisation",
            "registration_until",
            "training_kind",
            "hours",
            "gives_certificate",
            "state",
            "reason",
            "moved_from",
            "plan_item",
            "taken",
            "waiting",
            "version",
        ]


class ParticipationSerializer(serializers.ModelSerializer):
    """A person's place; `place_in_line` is of those who still wait, `certificate` is its number."""

    name = serializers.CharField(source="employee.full_name")
    place_in_line = serializers.SerializerMethodField()
    certificate = serializers.CharField(source="paper", default=None, allow_null=True)

    class Meta:
        model = Participation
        fields = [
            "id",
            "employee",
            "name",
            "organisation",
            "library",
            "post",
            "state",
            "turn",
            "place_in_line",
            "certificate",
            "registered_at",
        ]

    def get_place_in_line(self, row: Participation) -> int | None:
        return row.place_in_line if row.state == Participation.State.WAITING else None


class WhomSerializer(serializers.Serializer):
    """Whom to register; `told` says that they know what the organiser will see of them."""

    people = serializers.ListField(child=RowNumber(), allow_empty=False, max_length=500)
    told = serializers.BooleanField()


class EventViewSet(viewsets.ReadOnlyModelViewSet):
    """The events that the person sees; past ones with `time=past` or `all`."""

    queryset = Event.objects.none()
    serializer_class = EventSerializer

    @property
    def filterset_class(self) -> type[EventFilter] | None:
        return EventFilter if self.action == "list" else None

    def get_queryset(self) -> QuerySet[Event]:
        return list_events(rules.events_of(self.request.user))

    @extend_schema(responses=ParticipationSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def participants(self, request: Request, pk: int) -> Response:
        """Return who takes part, as far as the person may know: places, then the waiting list."""
        return self._participants(self.get_object())

    @extend_schema(request=WhomSerializer, responses={201: ParticipationSerializer(many=True)})
    @participants.mapping.post
    def register(self, request: Request, pk: int) -> Response:
        """Give each of one's people a place, or one in the waiting list when there is none."""
        found = self.get_object()
        if not rules.can_register(request.user):
            raise PermissionDenied
        libraries = libraries_of(request.user)
        form = filled(
            lambda data: RegistrationForm(
                data, user=request.user, event=found, libraries=libraries
            ),
            told_by(WhomSerializer, request),
        )
        with refusals_told():
            register_people(found.pk, form.cleaned_data["people"], request.user, libraries)
        return self._participants(found, status.HTTP_201_CREATED)

    def _participants(self, event: Event, code: int = status.HTTP_200_OK) -> Response:
        user = self.request.user
        if not rules.can_register(user):
            raise PermissionDenied
        people = in_turn(rules.participations_of(user, event))
        if people:
            record_access(user, f"Участники мероприятия «{event}» по API")
        return Response(ParticipationSerializer(people, many=True).data, status=code)


def register(router: Any) -> None:
    """Put the addresses of events into the portal's router."""
    router.register("events", EventViewSet)
