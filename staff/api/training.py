"""What people have learnt, by API; each showing is on record."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import RowNumber, allowed_to, filled, refusals_told, told_by
from staff.actions import record_access
from staff.actions.training import add_training
from staff.filters.training import TrainingFilter
from staff.forms.training import TrainingForm
from staff.models import DocumentKind, Training, TrainingKind
from staff.queries.training import kept_trainings, list_trainings
from staff.rules import can_see_staff, kept_employees_of, wholly_seen_trainings_of


class TrainingSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="employee.full_name")

    class Meta:
        model = Training
        fields = [
            "id",
            "employee",
            "name",
            "title",
            "kind",
            "organiser",
            "starts_on",
            "ends_on",
            "hours",
            "document_kind",
            "document_number",
            "document_on",
            "course",
            "source",
            "is_removed",
            "version",
        ]


class LearntSerializer(serializers.Serializer):
    """What a person of one's own has learnt; `planned` is a row of the plan of training."""

    employee = RowNumber()
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=TrainingKind.choices)
    organiser = serializers.CharField(required=False, allow_blank=True)
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField()
    hours = serializers.IntegerField(required=False, allow_null=True)
    document_kind = serializers.ChoiceField(choices=DocumentKind.choices, required=False)
    document_number = serializers.CharField(required=False, allow_blank=True)
    document_on = serializers.DateField(required=False, allow_null=True)
    planned = RowNumber(required=False, allow_null=True)


class TrainingViewSet(viewsets.ReadOnlyModelViewSet):
    """What people in one's scope have learnt; `POST` writes one more record on a card."""

    queryset = Training.objects.none()
    serializer_class = TrainingSerializer
    permission_classes = (allowed_to(can_see_staff),)

    @property
    def filterset_class(self) -> type[TrainingFilter] | None:
        return TrainingFilter if self.action == "list" else None

    def get_queryset(self) -> QuerySet[Training]:
        rows = list_trainings(wholly_seen_trainings_of(self.request.user))
        return kept_trainings(rows) if self.action == "list" else rows

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().list(request, *args, **kwargs)
        asked = TrainingFilter(request.query_params, self.get_queryset(), request=request)
        record_access(request.user, f"Список обучения по API: {asked.page_in_words}")
        return response

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._told(self.get_object())

    @extend_schema(request=LearntSerializer, responses={201: TrainingSerializer})
    def create(self, request: Request) -> Response:
        """Write on the card of a person in one's care what she has learnt."""
        told = told_by(LearntSerializer, request)
        employee = get_object_or_404(kept_employees_of(request.user), pk=told.pop("employee"))
        form = filled(lambda data: TrainingForm(data, user=request.user, employee=employee), told)
        with refusals_told():
            added = add_training({"employee": employee, **form.values}, request.user)
        return self._told(added, status.HTTP_201_CREATED)

    def _told(self, training: Training, code: int = status.HTTP_200_OK) -> Response:
        record_access(self.request.user, "Запись об обучении по API", training.employee)
        return Response(TrainingSerializer(training).data, status=code)
