"""Marks of fulfilment by API: the same acts and tables as on the pages."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import (
    ProblemSerializer,
    RowNumber,
    TableSetSerializer,
    VersionNumber,
    conflict,
    filled,
    refusals_told,
)
from events import actions
from events.actions.marks import MarkConflictError, MarkValues, set_mark
from events.forms.marks import PartForm
from events.fulfilment.parts import CODES, YearPart
from events.fulfilment.rules import can_mark
from events.fulfilment.tables import fulfilment_tables
from events.models import ItemMark
from events.models.marks import MOST_PEOPLE
from events.views.guards import plan_with_marks

_PART = OpenApiParameter("part", str, enum=list(CODES), description="За какое время; без него год")


class MarkSerializer(serializers.ModelSerializer):
    item = serializers.IntegerField(source="item_id", read_only=True)

    class Meta:
        model = ItemMark
        fields = [
            "item",
            "month",
            "state",
            "date",
            "moved_to",
            "participants",
            "reason",
            "note",
            "is_from_events",
            "version",
        ]


class NewMarkSerializer(serializers.Serializer):
    """A mark of a row for a month; `version` is that of the mark that was read, 0 for none."""

    item = RowNumber()
    month = serializers.IntegerField(min_value=1, max_value=12)
    state = serializers.ChoiceField(choices=ItemMark.State.choices)
    date = serializers.DateField(allow_null=True, default=None)
    moved_to = serializers.DateField(allow_null=True, default=None)
    participants = serializers.IntegerField(
        min_value=0, max_value=MOST_PEOPLE, allow_null=True, default=None
    )
    reason = serializers.CharField(max_length=500, allow_blank=True, default="")
    note = serializers.CharField(max_length=500, allow_blank=True, default="")
    version = VersionNumber()


class MarkActions:
    """What a plan's address offers of its fulfilment, to the department."""

    @extend_schema(parameters=[_PART], responses=TableSetSerializer)
    @action(detail=True, filter_backends=(), pagination_class=None)
    def fulfilment(self, request: Request, pk: int) -> Response:
        """What was planned for a part of the year and what became of it, in tables."""
        plan = plan_with_marks(request.user, pk)
        asked = {"part": request.query_params.get("part") or "year"}
        part = YearPart(plan.year, filled(PartForm, asked).cleaned_data["part"])
        return Response(fulfilment_tables(plan, part, timezone.localdate()).as_json())

    @extend_schema(responses=MarkSerializer(many=True))
    @action(detail=True, filter_backends=(), pagination_class=None)
    def marks(self, request: Request, pk: int) -> Response:
        """The marks of a plan's rows, in the order of months."""
        plan = plan_with_marks(request.user, pk)
        marks = ItemMark.objects.filter(item__plan=plan, item__removed_at=None)
        return Response(MarkSerializer(marks.order_by("month", "item"), many=True).data)

    @extend_schema(
        request=NewMarkSerializer, responses={200: MarkSerializer, 409: ProblemSerializer}
    )
    @marks.mapping.post
    def mark(self, request: Request, pk: int) -> Response:
        """Mark a row; what somebody has marked meanwhile is not written over."""
        plan = plan_with_marks(request.user, pk)
        if not can_mark(request.user, plan):
            raise PermissionDenied
        told = NewMarkSerializer(data=request.data)
        told.is_valid(raise_exception=True)
        return self._mark(plan, dict(told.validated_data), request)

    def _mark(self, plan: Any, told: dict[str, Any], request: Request) -> Response:
        item = get_object_or_404(plan.items.all(), pk=told.pop("item"))
        month, seen = told.pop("month"), told.pop("version")
        try:
            with refusals_told():
                set_mark(item, month, MarkValues(**told), request.user, seen=seen)
        except MarkConflictError as error:
            current = MarkSerializer(error.mark).data if error.mark else {}
            return conflict(str(error), current=current)
        except actions.PlanError as error:
            return conflict(str(error))
        return Response(MarkSerializer(item.marks.get(month=month)).data)
