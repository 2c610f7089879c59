"""Plans by API: for reading, and for changing one field of a row as the page does."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from events import actions, api_imports
from events.api_amendments import AmendmentViewSet
from events.api_approval import ApprovalActions
from events.api_closing import ClosingActions
from events.api_marks import MarkActions
from events.filters import PlanFilter
from events.gatherings import api as gatherings
from events.item_fields import FIELDS
from events.models import ItemOrganiser, ItemPeriod, ItemResponsible, Plan, PlanItem
from events.queries import rows_of, with_progress
from events.rules import plans_visible_to
from events.views.guards import editable_item, visible_plan
from events.visits import api as visits


class PlanSerializer(serializers.ModelSerializer):
    item_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Plan
        fields = [
            "id",
            "organisation",
            "kind",
            "year",
            "title",
            "department",
            "goal",
            "tasks",
            "priorities",
            "state",
            "approved_on",
            "order_number",
            "copied_from",
            "version",
            "item_count",
        ]


class StretchSerializer(serializers.Serializer):
    first = serializers.DateField()
    last = serializers.DateField()


class PeriodSerializer(serializers.ModelSerializer):
    stretches = StretchSerializer(
        many=True, read_only=True, help_text="Дни срока: один отрезок или несколько с перерывами"
    )

    class Meta:
        model = ItemPeriod
        fields = [
            "role",
            "wording",
            "start",
            "end",
            "stretches",
            "recurrence",
            "times",
            "condition",
            "note",
            "is_understood",
        ]


class OrganiserSerializer(serializers.ModelSerializer):
    class Meta:
        model = ItemOrganiser
        fields = ["organisation", "wording"]


class ResponsibleSerializer(serializers.ModelSerializer):
    class Meta:
        model = ItemResponsible
        fields = ["wording"]


class PlanItemSerializer(serializers.ModelSerializer):
    number = serializers.IntegerField(read_only=True, help_text="Номер пункта в плане")
    periods = PeriodSerializer(many=True, read_only=True)
    organisers = OrganiserSerializer(many=True, read_only=True)
    responsibles = ResponsibleSerializer(many=True, read_only=True)

    class Meta:
        model = PlanItem
        fields = [
            "id",
            "number",
            "section",
            "owner",
            "event_form",
            "name",
            "periods",
            "organisers",
            "responsibles",
            "place",
            "audience",
            "programme",
            "note",
            "version",
        ]


class FieldChangeSerializer(serializers.Serializer):
    """One field's new text, and the text from which the change started."""

    field = serializers.ChoiceField(choices=[(name, spec.label) for name, spec in FIELDS.items()])
    text = serializers.CharField(allow_blank=True, trim_whitespace=False)
    base = serializers.CharField(allow_blank=True, trim_whitespace=False)


class PlanViewSet(ApprovalActions, MarkActions, ClosingActions, viewsets.ReadOnlyModelViewSet):
    """Plans that the person may see: public ones, and drafts for the department."""

    queryset = Plan.objects.none()
    serializer_class = PlanSerializer
    filterset_class = PlanFilter

    def get_queryset(self) -> QuerySet[Plan]:
        return with_progress(plans_visible_to(self.request.user)).order_by("-year", "pk")


class PlanItemViewSet(viewsets.GenericViewSet):
    """The rows of one plan in its order; `PATCH` changes one field of a row."""

    queryset = PlanItem.objects.none()
    serializer_class = PlanItemSerializer
    pagination_class = None
    filter_backends = ()
    lookup_value_regex = r"\d+"

    def list(self, request: Request, plan_pk: int) -> Response:
        plan = visible_plan(request.user, plan_pk)
        return Response(PlanItemSerializer(rows_of(plan), many=True).data)

    def retrieve(self, request: Request, plan_pk: int, pk: int) -> Response:
        return Response(_numbered(visible_plan(request.user, plan_pk), pk))

    @extend_schema(
        request=FieldChangeSerializer,
        responses={
            200: PlanItemSerializer,
            409: OpenApiResponse(description="Поле изменил другой человек: оба текста в ответе"),
        },
    )
    def partial_update(self, request: Request, plan_pk: int, pk: int) -> Response:
        item = editable_item(request.user, pk)
        get_object_or_404(Plan, pk=plan_pk, items=item)
        change = FieldChangeSerializer(data=request.data)
        change.is_valid(raise_exception=True)
        wanted = change.validated_data
        try:
            result = actions.change_field(
                item, wanted["field"], wanted["text"], wanted["base"], request.user
            )
        except ValidationError as error:
            raise serializers.ValidationError({"text": error.messages}) from error
        except actions.PlanError as error:
            return Response({"detail": str(error)}, status=status.HTTP_409_CONFLICT)
        if isinstance(result, actions.Conflict):
            return Response(_told(result), status=status.HTTP_409_CONFLICT)
        return Response(_numbered(item.plan, item.pk))


def _numbered(plan: Plan, pk: int) -> dict[str, Any]:
    get_object_or_404(plan.items.filter(removed_at=None), pk=pk)
    row = next(row for row in rows_of(plan) if row.pk == int(pk))
    return PlanItemSerializer(row).data


def _told(conflict: actions.Conflict) -> dict[str, Any]:
    return {
        "detail": "Пока Вы писали, это поле изменил другой человек.",
        "field": conflict.field,
        "yours": conflict.yours,
        "theirs": conflict.theirs,
        "who": str(conflict.who or ""),
        "when": conflict.when,
    }


def register(router: Any) -> None:
    """Put the addresses of plans, events and visits into the portal's router."""
    gatherings.register(router)
    visits.register(router)
    api_imports.register(router)
    router.register("plans", PlanViewSet)
    router.register(r"plans/(?P<plan_pk>\d+)/items", PlanItemViewSet, basename="plan-item")
    amendments = r"plans/(?P<plan_pk>\d+)/amendments"
    router.register(amendments, AmendmentViewSet, basename="plan-amendment")
