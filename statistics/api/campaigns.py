"""Collections of reports by API: how they stand, whom they ask, taking one back."""

from django.db.models import Count, Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import ProblemSerializer, RowNumber, allowed_to, conflict, refusals_told, told_by
from common.roles import is_department
from statistics.actions.asked import ask_libraries, excuse_libraries
from statistics.actions.campaigns import MovedOnError
from statistics.actions.cancelling import cancel_campaign, restore_campaign
from statistics.models import Campaign
from statistics.queries.board import SENT, tally_of
from statistics.rules import can_see_collections

_LOOK_FIRST = "В отчётах писали: вот сколько их в каком состоянии. Согласны — повторите с seen."


class CampaignSerializer(serializers.ModelSerializer):
    """A collection: `name` is its address, `reports` and `sent` count its libraries' reports.

    A cancelled one tells when and why; its name may be another collection's by now.
    """

    name = serializers.CharField(read_only=True)
    title = serializers.CharField(source="short_title", read_only=True)
    reports = serializers.IntegerField(read_only=True)
    sent = serializers.IntegerField(read_only=True)

    class Meta:
        model = Campaign
        fields = ["id", "name", "title", "edition", "audience", "state", "opens_on", "due_on"]
        fields += ["package_due_on", "review_due_on", "closed_at", "cancelled_at", "cancel_reason"]
        fields += ["reports", "sent"]
        read_only_fields = fields


class CancellingSerializer(serializers.Serializer):
    """Why; `seen` is the stamp of the numbers that were agreed to, as the answer 409 tells it."""

    reason = serializers.CharField(max_length=300)
    seen = serializers.CharField(max_length=64, required=False)


class AskedSerializer(serializers.Serializer):
    """Numbers of libraries; the reason is needed to ask them no more."""

    libraries = serializers.ListField(child=RowNumber(), allow_empty=False, max_length=2000)
    reason = serializers.CharField(max_length=500, default="", allow_blank=True)


class CampaignViewSet(viewsets.ReadOnlyModelViewSet):
    """Collections of the region, the cancelled ones too; `state=open` narrows the list."""

    queryset = Campaign.with_cancelled.none()
    serializer_class = CampaignSerializer
    permission_classes = (allowed_to(can_see_collections, write=is_department),)

    def get_queryset(self) -> QuerySet[Campaign]:
        sent = Count("submissions", filter=Q(submissions__state__in=SENT))
        campaigns = Campaign.with_cancelled.select_related("form").defer("edition")
        if state := self.request.query_params.get("state"):
            campaigns = campaigns.filter(state=state)
        return campaigns.annotate(reports=Count("submissions"), sent=sent).order_by("-year", "pk")

    @extend_schema(
        request=CancellingSerializer, responses={200: CampaignSerializer, 409: ProblemSerializer}
    )
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: int) -> Response:
        """Take the collection back: 403 when reports are begun and the head has to decide."""
        found, told = self.get_object(), told_by(CancellingSerializer, request)
        try:
            with refusals_told():
                cancel_campaign(found, told["reason"], request.user, told.get("seen"))
        except MovedOnError:
            tally = tally_of(found)
            return conflict(_LOOK_FIRST, current={**tally.counts, "seen": tally.stamp})
        return self.retrieve(request, pk)

    @extend_schema(request=AskedSerializer, responses=CampaignSerializer)
    @action(detail=True, methods=["post"])
    def ask(self, request: Request, pk: int) -> Response:
        """Ask more libraries: each gets an empty report."""
        found, told = self.get_object(), told_by(AskedSerializer, request)
        with refusals_told():
            ask_libraries(found, told["libraries"], request.user, told["reason"])
        return self.retrieve(request, pk)

    @extend_schema(request=AskedSerializer, responses=CampaignSerializer)
    @action(detail=True, methods=["post"])
    def excuse(self, request: Request, pk: int) -> Response:
        """Ask libraries no more, none of which has begun its report."""
        found, told = self.get_object(), told_by(AskedSerializer, request)
        with refusals_told():
            excuse_libraries(found, told["libraries"], told["reason"], request.user)
        return self.retrieve(request, pk)

    @extend_schema(request=None, responses=CampaignSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: int) -> Response:
        """Let a cancelled collection go on; 400 when its period has another one by now."""
        with refusals_told():
            restore_campaign(self.get_object(), request.user)
        return self.retrieve(request, pk)
