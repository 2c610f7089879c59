"""Reports by API: their states for reading, their figures for reading and writing.

Figures go through the same action as typing on the screen: the same checks of what is typed,
the same totals, versions and history. Sending asks the same as the button does.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from common.editing import MOVED_ON, StaleObjectError
from statistics.actions.entry import Change, SaveResult, SubmissionFrozenError, save_answers
from statistics.actions.submitting import (
    LeftOpenError,
    Problems,
    SubmissionBlockedError,
    submit,
)
from statistics.actions.texts import write_text
from statistics.forms.entry import MAX_CHANGES
from statistics.models import Submission, ValueChange
from statistics.queries.answers import read_sheet
from statistics.queries.campaigns import fields_named
from statistics.queries.left_open import LeftOpen
from statistics.queries.texts import text_part_of
from statistics.rules import is_keeper, submissions_visible_to
from statistics.views.guard import fetch_submission


class SubmissionSerializer(serializers.ModelSerializer):
    campaign = serializers.CharField(source="campaign.name")
    library_code = serializers.CharField(source="library.code")

    class Meta:
        model = Submission
        fields = ["id", "campaign", "library", "library_code", "state", "submitted_at", "version"]
        fields += ["sent_with_open", "sent_untouched"]


class ChangeSerializer(serializers.Serializer):
    """One cell: its address, what to write, and the version of the answer that was seen."""

    address = serializers.CharField(max_length=20)
    text = serializers.CharField(max_length=400, allow_blank=True)
    version = serializers.IntegerField(min_value=0)
    confirmed = serializers.BooleanField(default=False)


class ChangesSerializer(serializers.Serializer):
    changes = ChangeSerializer(many=True, max_length=MAX_CHANGES)


class ValueSerializer(serializers.Serializer):
    """An answered cell; `number` is null where there is no data, and then `reason` says why."""

    address = serializers.CharField()
    number = serializers.DecimalField(max_digits=18, decimal_places=3, allow_null=True)
    reason = serializers.CharField()
    version = serializers.IntegerField()


class TextSerializer(serializers.Serializer):
    """A heading of the text part with the library's text; `version` is 0 for one not written."""

    heading = serializers.IntegerField()
    title = serializers.CharField(read_only=True)
    required = serializers.BooleanField(source="is_required", read_only=True)
    max_length = serializers.IntegerField(read_only=True)
    text = serializers.CharField(allow_blank=True, trim_whitespace=False)
    version = serializers.IntegerField(min_value=0)


class SendingSerializer(serializers.Serializer):
    """`despite` is the stamp of what the answer 409 told: the report goes all the same."""

    despite = serializers.CharField(max_length=64, default="", allow_blank=True)


class SubmissionViewSet(viewsets.ReadOnlyModelViewSet):
    """Reports in the person's scope; `campaign=6-nk/2025` and `state=draft` narrow the list."""

    queryset = Submission.objects.none()
    serializer_class = SubmissionSerializer

    def get_queryset(self) -> QuerySet[Submission]:
        submissions = submissions_visible_to(self.request.user).select_related(
            "campaign__form", "library"
        )
        wanted = fields_named(self.request.query_params.get("campaign", ""))
        submissions = submissions.filter(**{f"campaign__{key}": one for key, one in wanted.items()})
        if state := self.request.query_params.get("state"):
            submissions = submissions.filter(state=state)
        return submissions.order_by("-campaign__year", "library__code")

    @extend_schema(responses=ValueSerializer(many=True))
    @action(detail=True, methods=["get"])
    def values(self, request: Request, pk: int) -> Response:
        """Return the answered cells in printed order; a blank cell is absent."""
        sheet = read_sheet(fetch_submission(request.user, pk))
        rows = [
            {
                "address": address,
                "number": cell.reply.number,
                "reason": cell.reply.reason,
                "version": cell.version,
            }
            for address, cell in sheet.cells.items()
            if cell.reply
        ]
        return Response(ValueSerializer(rows, many=True).data)

    @extend_schema(request=ChangesSerializer, responses=dict)
    @values.mapping.patch
    def change_values(self, request: Request, pk: int) -> Response:
        """Write cells; those with a mistake, a question or a conflict come back unwritten."""
        submission = fetch_submission(request.user, pk)
        if not is_keeper(request.user, submission):
            raise PermissionDenied
        wanted = ChangesSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        changes = [Change(**one) for one in wanted.validated_data["changes"]]
        try:
            result = save_answers(submission, changes, request.user, ValueChange.Source.API)
        except SubmissionFrozenError as error:
            return Response({"detail": str(error)}, status=status.HTTP_409_CONFLICT)
        return Response(_told(result))

    @extend_schema(responses=TextSerializer(many=True))
    @action(detail=True, methods=["get"])
    def texts(self, request: Request, pk: int) -> Response:
        """Return the headings of the text part with what the library wrote."""
        submission = fetch_submission(request.user, pk)
        return Response(TextSerializer(text_part_of(submission).texts, many=True).data)

    @extend_schema(request=TextSerializer, responses=TextSerializer(many=True))
    @texts.mapping.patch
    def change_text(self, request: Request, pk: int) -> Response:
        """Write the text under one heading: 409 when somebody has changed it since `version`."""
        submission = fetch_submission(request.user, pk)
        if not is_keeper(request.user, submission):
            raise PermissionDenied
        wanted = TextSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        try:
            write_text(submission, **wanted.validated_data, by=request.user)
        except ValidationError as error:
            return Response({"detail": error.messages}, status=status.HTTP_400_BAD_REQUEST)
        except SubmissionFrozenError as error:
            return Response({"detail": str(error)}, status=status.HTTP_409_CONFLICT)
        except StaleObjectError as stale:
            told = {"detail": MOVED_ON, "text": stale.current.text}
            told["version"] = stale.current.version
            return Response(told, status=status.HTTP_409_CONFLICT)
        return self.texts(request, pk)

    @extend_schema(request=SendingSerializer, responses=SubmissionSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: int) -> Response:
        """Send the report: 400 tells what blocks it, 409 what has to be agreed to."""
        submission = fetch_submission(request.user, pk)
        if not is_keeper(request.user, submission):
            raise PermissionDenied
        wanted = SendingSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        try:
            sent = submit(submission, request.user, wanted.validated_data["despite"])
        except SubmissionBlockedError as error:
            told = {"detail": str(error), "problems": _problems(error.problems)}
            return Response(told, status=status.HTTP_400_BAD_REQUEST)
        except LeftOpenError as error:
            told = {"detail": str(error), **_left_open(error.left_open)}
            return Response(told, status=status.HTTP_409_CONFLICT)
        except SubmissionFrozenError as error:
            return Response({"detail": str(error)}, status=status.HTTP_409_CONFLICT)
        return Response(SubmissionSerializer(sent).data)


def _problems(problems: Problems) -> list[dict[str, Any]]:
    """Return what keeps the report from being sent, with the cells it is about."""
    told = [
        {"message": one.message, "addresses": one.addresses}
        for one in (*problems.blanks, *problems.unconfirmed)
    ]
    told += [
        {"message": one.finding.message, "addresses": one.finding.addresses}
        for one in problems.findings
    ]
    told += [{"message": one.message, "addresses": []} for one in problems.gaps]
    if problems.responsible_missing:
        told.append({"message": "Не указан ответственный за отчёт.", "addresses": []})
    return told


def _left_open(left: LeftOpen) -> dict[str, Any]:
    return {
        "remarks": [
            {"id": one.pk, "place": one.place, "text": one.text, "author": str(one.author)}
            for one in left.remarks
        ],
        "untouched_since": left.untouched_since,
        "despite": left.stamp,
    }


def _told(result: SaveResult) -> dict[str, Any]:
    return {
        "saved": [vars(one) for one in result.saved],
        "totals": [vars(one) for one in result.totals],
        "errors": [vars(one) for one in result.errors],
        "questions": [vars(one) for one in result.questions],
        "conflicts": [vars(one) for one in result.conflicts],
        "findings": [
            {
                "check": one.finding.code,
                "severity": one.severity,
                "message": one.finding.message,
                "addresses": one.finding.addresses,
                "settled": one.is_settled,
            }
            for one in result.findings
        ],
    }
