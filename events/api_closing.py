"""Closing of plans by API: the same acts as on the pages, and what was closed when."""

from typing import Any

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import ProblemSerializer, RowNumber, VersionNumber, conflict, refusals_told
from events import actions
from events.actions.closing import LONGEST
from events.closing import rules
from events.closing.queries import closings_of
from events.models import PlanClosing
from events.views.guards import plan_with_marks, visible_plan


class PlanClosingSerializer(serializers.ModelSerializer):
    """A closing; that in force has no `reopened_at`. `has_file` tells whether its PDF is made."""

    has_file = serializers.SerializerMethodField()

    class Meta:
        model = PlanClosing
        fields = ["number", "closed_on", "not_done", "reopened_at", "reason", "has_file"]
        fields += ["file_hash"]

    def get_has_file(self, closing: PlanClosing) -> bool:
        return bool(closing.file)


class NotDoneSerializer(serializers.Serializer):
    item = RowNumber(help_text="Пункт без отметки")
    reason = serializers.CharField(max_length=LONGEST, help_text="Почему он не выполнен")


class CloseSerializer(serializers.Serializer):
    """Reasons of rows without a mark; `accepts` takes the others as not done without one."""

    version = VersionNumber()
    reasons = NotDoneSerializer(many=True, required=False, default=list)
    accepts = serializers.BooleanField(default=False)


class UncloseSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=2000)


_REFUSED = {409: ProblemSerializer}


class ClosingActions:
    """What a plan's address offers after its year."""

    @extend_schema(responses=PlanClosingSerializer(many=True))
    @action(detail=True, filter_backends=(), pagination_class=None)
    def closings(self, request: Request, pk: int) -> Response:
        """The closings of a plan, the latest first, to the department."""
        plan = plan_with_marks(request.user, pk)
        return Response(PlanClosingSerializer(closings_of(plan), many=True).data)

    @extend_schema(request=CloseSerializer, responses={200: PlanClosingSerializer, **_REFUSED})
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: int) -> Response:
        """Close a plan whose year is over: the head does."""
        plan = visible_plan(request.user, pk)
        if not rules.can_close(request.user, plan):
            raise PermissionDenied
        told = _told(CloseSerializer, request)
        reasons = {one["item"]: one["reason"] for one in told.pop("reasons")}
        try:
            with refusals_told():
                closing = actions.close_plan(plan, request.user, reasons=reasons, **told)
        except actions.PlanError as error:
            return conflict(str(error))
        return Response(PlanClosingSerializer(closing).data)

    @extend_schema(request=UncloseSerializer, responses={200: PlanClosingSerializer, **_REFUSED})
    @action(detail=True, methods=["post"])
    def unclose(self, request: Request, pk: int) -> Response:
        """Open a closed plan again; answers with the closing that was taken back."""
        plan = visible_plan(request.user, pk)
        if not rules.can_reopen_closed(request.user, plan):
            raise PermissionDenied
        told = _told(UncloseSerializer, request)
        try:
            with refusals_told():
                actions.reopen_closed(plan, told["reason"], request.user)
        except actions.PlanError as error:
            return conflict(str(error))
        return Response(PlanClosingSerializer(closings_of(plan)[0]).data)


def _told(serializer: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    told = serializer(data=request.data)
    told.is_valid(raise_exception=True)
    return dict(told.validated_data)
