"""Amendments of approved plans by API: what each changes, and the acts of its approval."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from events.api_approval import (
    REFUSED,
    ApproveSerializer,
    PlanEditionSerializer,
    RoundSerializer,
    SendSerializer,
    approve_as_told,
    send_as_told,
)
from events.approving import rules as approving
from events.models import Amendment, AmendmentRow, Plan
from events.views.guards import visible_plan


class AmendmentRowSerializer(serializers.ModelSerializer):
    """What is done to one thing of the plan: `before` and `texts` hold its fields by name."""

    subject = serializers.CharField(read_only=True, help_text="О чём строка, словами")

    class Meta:
        model = AmendmentRow
        fields = ["id", "kind", "act", "subject", "item", "section", "figure"]
        fields += ["before", "texts", "place"]


class AmendmentSerializer(serializers.ModelSerializer):
    """An amendment; `version` is what sending and approving it ask for."""

    rows = AmendmentRowSerializer(many=True, read_only=True)

    class Meta:
        model = Amendment
        fields = ["number", "grounds", "state", "approved_on", "order_number", "version", "rows"]


class AmendmentViewSet(viewsets.GenericViewSet):
    """The amendments of one plan, by number, for those who see how it is agreed to."""

    queryset = Amendment.objects.none()
    serializer_class = AmendmentSerializer
    pagination_class = None
    filter_backends = ()
    lookup_field = "number"
    lookup_value_regex = r"\d{1,4}"

    def list(self, request: Request, plan_pk: int) -> Response:
        """The latest first."""
        return Response(AmendmentSerializer(self._seen(request, plan_pk), many=True).data)

    def retrieve(self, request: Request, plan_pk: int, number: int) -> Response:
        return Response(AmendmentSerializer(self._one(request, plan_pk, number)).data)

    @extend_schema(request=SendSerializer, responses={200: RoundSerializer, **REFUSED})
    @action(detail=True, methods=["post"])
    def send(self, request: Request, plan_pk: int, number: int) -> Response:
        """Send an amendment to be read by people in an order."""
        return send_as_told(request, self._one(request, plan_pk, number))

    @extend_schema(request=ApproveSerializer, responses={200: PlanEditionSerializer, **REFUSED})
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, plan_pk: int, number: int) -> Response:
        """Approve an amendment by an order: it enters the plan. The head does."""
        amendment = self._one(request, plan_pk, number)
        if not approving.can_approve_amendment(request.user, amendment):
            raise PermissionDenied
        return approve_as_told(request, amendment)

    def _one(self, request: Request, plan_pk: int, number: int) -> Amendment:
        return get_object_or_404(self._seen(request, plan_pk), number=number)

    def _seen(self, request: Request, plan_pk: int) -> QuerySet[Amendment]:
        plan: Plan = visible_plan(request.user, plan_pk)
        if not approving.can_see_approval(request.user, plan):
            raise PermissionDenied
        rows = Prefetch("rows", AmendmentRow.objects.select_related("item"))
        return plan.amendments.select_related("plan__organisation").prefetch_related(rows)
