"""Visits by API, and the libraries' answers on what was advised."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import VersionNumber, allowed_to, conflict, moved_on, refusals_told, told_by
from common.editing import StaleObjectError
from events.models import Visit, VisitAdvice
from events.visits import actions, rules
from events.visits.filters import VisitFilter
from events.visits.queries import list_visits, whole_visit


class AdviceSerializer(serializers.ModelSerializer):
    class Meta:
        model = VisitAdvice
        fields = [
            "id",
            "text",
            "due_on",
            "answer",
            "answered_on",
            "remark",
            "done_on",
            "version",
        ]


class VisitSerializer(serializers.ModelSerializer):
    visitors = serializers.ListField(source="all_visitors", child=serializers.CharField())

    class Meta:
        model = Visit
        fields = [
            "id",
            "library",
            "organisation",
            "purpose",
            "starts_on",
            "ends_on",
            "visitors",
            "state",
            "findings",
            "plan_item",
            "version",
        ]


class WholeVisitSerializer(VisitSerializer):
    advice = AdviceSerializer(many=True)

    class Meta(VisitSerializer.Meta):
        fields = [*VisitSerializer.Meta.fields, "advice"]


class VisitAnswerSerializer(serializers.Serializer):
    version = VersionNumber()
    text = serializers.CharField(max_length=5000)


class VisitViewSet(viewsets.ReadOnlyModelViewSet):
    """The visits to libraries in one's scope; one visit with what was advised on it."""

    queryset = Visit.objects.none()
    permission_classes = (allowed_to(rules.can_see_visits),)

    @property
    def filterset_class(self) -> type[VisitFilter] | None:
        return VisitFilter if self.action == "list" else None

    def get_serializer_class(self) -> type[VisitSerializer]:
        return VisitSerializer if self.action == "list" else WholeVisitSerializer

    def get_queryset(self) -> QuerySet[Visit]:
        visits = rules.visits_of(self.request.user)
        return list_visits(visits) if self.action == "list" else whole_visit(visits)

    @extend_schema(
        request=VisitAnswerSerializer,
        responses={
            200: AdviceSerializer,
            409: OpenApiResponse(description="Ответ изменили, или рекомендация уже выполнена"),
        },
    )
    @action(detail=False, methods=["post"], url_path=r"advice/(?P<advice>\d+)/answer")
    def answer(self, request: Request, advice: str) -> Response:
        """Tell for the library what it has done about an advice."""
        if not rules.can_answer(request.user):
            raise PermissionDenied
        found = get_object_or_404(rules.advice_of(request.user), pk=advice)
        told = told_by(VisitAnswerSerializer, request)
        try:
            with refusals_told():
                answered = actions.answer(found.pk, by=request.user, **told)
        except StaleObjectError as stale:
            return moved_on(stale, AdviceSerializer(stale.current).data)
        except VisitAdvice.DoesNotExist:
            return conflict("Рекомендация уже отмечена выполненной.")
        return Response(AdviceSerializer(answered).data)


def register(router: Any) -> None:
    """Put the addresses of visits into the portal's router."""
    router.register("visits", VisitViewSet)
