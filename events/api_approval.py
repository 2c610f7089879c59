"""Approval of plans by API: the same acts as on the pages, for reading and for deciding."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from common.api import ProblemSerializer, RowNumber, VersionNumber, conflict, refusals_told
from events import actions, rules
from events.actions.approvals import MOST_READERS
from events.approving import rules as approving
from events.approving.queries import Subject, current_step, editions_of, live_round, rounds_of
from events.models import Approval, ApprovalRemark, ApprovalStep, Plan, PlanEdition
from events.views.guards import visible_plan


class RemarkSerializer(serializers.ModelSerializer):
    class Meta:
        model = ApprovalRemark
        fields = ["id", "item", "section", "about", "text", "state", "answer"]


class StepSerializer(serializers.ModelSerializer):
    remarks = RemarkSerializer(many=True, read_only=True)

    class Meta:
        model = ApprovalStep
        fields = ["position", "user", "name", "post", "state", "answered_on", "comment", "remarks"]


class RoundSerializer(serializers.ModelSerializer):
    """A round of a plan, or of its amendment where `amendment` tells its number."""

    amendment = serializers.IntegerField(source="amendment.number", default=None, read_only=True)
    steps = StepSerializer(many=True, read_only=True)

    class Meta:
        model = Approval
        fields = ["id", "round", "amendment", "state", "due_on", "note", "sent_at", "steps"]


class PlanEditionSerializer(serializers.ModelSerializer):
    """An approved edition; `has_file` tells whether its PDF is made."""

    title = serializers.CharField(source="__str__", read_only=True)
    has_file = serializers.SerializerMethodField()

    class Meta:
        model = PlanEdition
        fields = ["number", "title", "approved_on", "order_number", "has_file", "file_hash"]

    def get_has_file(self, edition: PlanEdition) -> bool:
        return bool(edition.file)


class SendSerializer(serializers.Serializer):
    """The numbers of users in the order of reading, and the version that was read."""

    readers = serializers.ListField(child=RowNumber(), max_length=MOST_READERS)
    due_on = serializers.DateField()
    note = serializers.CharField(max_length=2000, allow_blank=True, default="")
    version = VersionNumber()
    despite_remarks = serializers.BooleanField(default=False)


class NewRemarkSerializer(serializers.Serializer):
    item = RowNumber(required=False, help_text="Пункт, к которому замечание; без него — в целом")
    text = serializers.CharField(max_length=4000)


class AnswerSerializer(serializers.Serializer):
    decision = serializers.ChoiceField(choices=["agree", "return"])
    comment = serializers.CharField(max_length=2000, allow_blank=True, default="")
    remarks = NewRemarkSerializer(many=True, required=False, default=list)


class WithdrawSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=2000)


class ApproveSerializer(serializers.Serializer):
    approved_on = serializers.DateField()
    order_number = serializers.CharField(max_length=60, allow_blank=True, default="")
    version = VersionNumber()


def _told(serializer: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    told = serializer(data=request.data)
    told.is_valid(raise_exception=True)
    return dict(told.validated_data)


REFUSED = {409: ProblemSerializer}


class ApprovalActions:
    """What a plan's address offers besides the plan: rounds, editions and the acts of approval."""

    @extend_schema(responses=RoundSerializer(many=True))
    @action(detail=True, filter_backends=(), pagination_class=None)
    def rounds(self, request: Request, pk: int) -> Response:
        """The rounds of a plan and its amendments, the latest first."""
        plan = visible_plan(request.user, pk)
        if not approving.can_see_approval(request.user, plan):
            raise PermissionDenied
        return Response(RoundSerializer(rounds_of(plan), many=True).data)

    @extend_schema(responses=PlanEditionSerializer(many=True))
    @action(detail=True, filter_backends=(), pagination_class=None)
    def editions(self, request: Request, pk: int) -> Response:
        """The approved editions of a plan, the latest first."""
        plan = visible_plan(request.user, pk)
        return Response(PlanEditionSerializer(editions_of(plan), many=True).data)

    @extend_schema(request=SendSerializer, responses={200: RoundSerializer, **REFUSED})
    @action(detail=True, methods=["post"])
    def send(self, request: Request, pk: int) -> Response:
        """Send a draft to be read by people in an order."""
        return send_as_told(request, visible_plan(request.user, pk))

    @extend_schema(request=AnswerSerializer, responses={200: RoundSerializer, **REFUSED})
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: int) -> Response:
        """Agree, or return with remarks, when it is the person's own turn."""
        plan = visible_plan(request.user, pk)
        live = live_round(plan)
        step = current_step(live) if live else None
        if step is None:
            return conflict(str(actions.NotYourTurnError()))
        if step.user_id != request.user.pk:
            raise PermissionDenied
        step.approval = live
        told = _told(AnswerSerializer, request)
        remarks = [(_item(plan, one.get("item")), one["text"]) for one in told["remarks"]]

        def answer() -> object:
            return actions.answer_with_remarks(
                step,
                remarks,
                told["comment"],
                request.user,
                agrees=told["decision"] == "agree",
            )

        return _done(answer, plan)

    @extend_schema(request=WithdrawSerializer, responses={200: RoundSerializer, **REFUSED})
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: int) -> Response:
        """Take a plan, or its amendment, back from approval."""
        plan = visible_plan(request.user, pk)
        if not rules.can_create_plan(request.user):
            raise PermissionDenied
        told = _told(WithdrawSerializer, request)
        live = live_round(plan)
        if live is None:
            return conflict("Сейчас ничего не на согласовании.")
        return _done(lambda: actions.withdraw(live, told["reason"], request.user), plan)

    @extend_schema(request=ApproveSerializer, responses={200: PlanEditionSerializer, **REFUSED})
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: int) -> Response:
        """Approve a plan by an order: the head does."""
        plan = visible_plan(request.user, pk)
        if not rules.can_approve(request.user, plan):
            raise PermissionDenied
        return approve_as_told(request, plan)


def send_as_told(request: Request, subject: Subject) -> Response:
    """Send a plan or an amendment to the people named in the request."""
    if not rules.can_create_plan(request.user):
        raise PermissionDenied
    told = _told(SendSerializer, request)
    users = User.objects.in_bulk(told["readers"])
    unknown = [key for key in told["readers"] if key not in users]
    if unknown:
        raise serializers.ValidationError({"readers": [f"Людей с номерами {unknown} нет."]})

    def send() -> Approval:
        return actions.send_for_approval(
            subject,
            [actions.Reader(users[key]) for key in told["readers"]],
            told["due_on"],
            told["note"],
            request.user,
            version=told["version"],
            despite_remarks=told["despite_remarks"],
        )

    return _done(send, subject if isinstance(subject, Plan) else subject.plan)


def approve_as_told(request: Request, subject: Subject) -> Response:
    """Approve a plan or an amendment by the order told in the request."""
    told = _told(ApproveSerializer, request)
    try:
        edition = actions.approve(
            subject, request.user, told["approved_on"], told["order_number"], told["version"]
        )
    except actions.PlanError as error:
        return conflict(str(error))
    return Response(PlanEditionSerializer(edition).data)


def _item(plan: Plan, key: int | None) -> Any:
    return get_object_or_404(plan.items.filter(removed_at=None), pk=key) if key else None


def _done(act: Callable[[], object], plan: Plan) -> Response:
    """Do `act` and answer with the latest round; 400 and 409 tell why it was refused."""
    try:
        with refusals_told():
            act()
    except actions.PlanError as error:
        return conflict(str(error))
    rounds = rounds_of(plan)
    if not rounds:
        raise Http404
    return Response(RoundSerializer(rounds[0]).data)
