"""Questions by API: librarians ask and follow up, the department answers."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import (
    ProblemSerializer,
    RowNumber,
    VersionNumber,
    allowed_to,
    conflict,
    filled,
    refusals_told,
    told_by,
)
from consultations import actions
from consultations.api.references import MethodistReferenceSerializer, TopicReferenceSerializer
from consultations.filters import QuestionFilter
from consultations.forms import AskForm, ReplyForm
from consultations.models import Message, Question, QuestionFile
from consultations.queries.questions import (
    last_message_of,
    list_questions,
    thread_of,
    whole_questions,
)
from consultations.rules import can_answer, can_ask, can_see_questions, questions_of
from libraries.api.references import LibraryReferenceSerializer, OrganisationReferenceSerializer

_NEW_WORDS = "В вопросе появилось новое сообщение. Прочтите его и пришлите ответ ещё раз."


class QuestionFileSerializer(serializers.ModelSerializer):
    url = serializers.SerializerMethodField()

    class Meta:
        model = QuestionFile
        fields = ["file_name", "file_kind", "file_size", "url"]

    def get_url(self, row: QuestionFile) -> str:
        address = reverse("consultations:question-file", args=[row.pk])
        return self.context["request"].build_absolute_uri(address)


class QuestionMessageSerializer(serializers.ModelSerializer):
    author = serializers.CharField(source="author.short_name")
    files = QuestionFileSerializer(many=True)

    class Meta:
        model = Message
        fields = ["id", "kind", "author", "at", "text", "files"]


class QuestionSerializer(serializers.ModelSerializer):
    topic = TopicReferenceSerializer()
    asked_by = serializers.CharField(source="asked_by.short_name")
    organisation = OrganisationReferenceSerializer()
    library = LibraryReferenceSerializer(allow_null=True)
    methodist = MethodistReferenceSerializer(allow_null=True)
    is_overdue = serializers.BooleanField(help_text="Ответ ещё не дан, а срок прошёл")

    class Meta:
        model = Question
        fields = [
            "id",
            "title",
            "text",
            "topic",
            "asked_by",
            "asked_at",
            "organisation",
            "library",
            "methodist",
            "state",
            "due_on",
            "is_overdue",
            "answered_at",
            "rating",
            "rating_comment",
        ]


class WholeQuestionSerializer(QuestionSerializer):
    """A question with all that was written about it; `seen` goes with an answer to it."""

    files = QuestionFileSerializer(source="own_files", many=True)
    messages = serializers.SerializerMethodField()
    seen = serializers.SerializerMethodField(help_text="Последнее сообщение; 0, если их нет")

    class Meta(QuestionSerializer.Meta):
        fields = [*QuestionSerializer.Meta.fields, "files", "messages", "seen"]

    @extend_schema_field(QuestionMessageSerializer(many=True))
    def get_messages(self, row: Question) -> list[Any]:
        thread = thread_of(row, is_internal=can_answer(self.context["request"].user))
        return QuestionMessageSerializer(thread, many=True, context=self.context).data

    def get_seen(self, row: Question) -> int:
        return last_message_of(row)


class AskSerializer(serializers.Serializer):
    """A new question; `library` when it is about one library and not the whole organisation."""

    topic = RowNumber()
    title = serializers.CharField()
    text = serializers.CharField()
    library = RowNumber(required=False, allow_null=True)


class ReplySerializer(serializers.Serializer):
    """Words about a question, and `seen` of the question as it was read."""

    text = serializers.CharField()
    seen = VersionNumber()


_REPLIES = {200: WholeQuestionSerializer, 409: ProblemSerializer}


class QuestionViewSet(viewsets.ReadOnlyModelViewSet):
    """The questions in the person's scope; who answers and how soon the portal works out."""

    queryset = Question.objects.none()
    serializer_class = QuestionSerializer
    filterset_class = QuestionFilter
    permission_classes = (allowed_to(can_see_questions),)

    def get_queryset(self) -> QuerySet[Question]:
        own = questions_of(self.request.user)
        return list_questions(own) if self.action == "list" else whole_questions(own)

    @extend_schema(responses=WholeQuestionSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self._told(self.get_object()))

    @extend_schema(request=AskSerializer, responses={201: WholeQuestionSerializer})
    def create(self, request: Request) -> Response:
        """Ask the department for one's own organisation."""
        if not can_ask(request.user):
            raise PermissionDenied
        told = told_by(AskSerializer, request)
        form = filled(lambda data: AskForm(data, user=request.user), told)
        with refusals_told():
            asked = actions.ask(form.values, by=request.user)
        whole = self.get_queryset().get(pk=asked.pk)
        return Response(self._told(whole), status=status.HTTP_201_CREATED)

    @extend_schema(request=ReplySerializer, responses=_REPLIES)
    @action(detail=True, methods=["post"], filterset_class=None)
    def answer(self, request: Request, pk: int) -> Response:
        """Answer the question; it is counted once in the log, the librarian gets a letter."""
        return self._write(request, can_answer, actions.answer)

    @extend_schema(request=ReplySerializer, responses=_REPLIES)
    @action(detail=True, methods=["post"], filterset_class=None, url_path="follow-up")
    def follow_up(self, request: Request, pk: int) -> Response:
        """Add to one's own question; an answered one is open again."""
        return self._write(request, can_ask, actions.follow_up)

    def _write(
        self, request: Request, may: Callable[[Any], bool], verb: Callable[..., Question]
    ) -> Response:
        """Do `verb` with the words, unless something was written since the question was read."""
        if not may(request.user):
            raise PermissionDenied
        found = self.get_object()
        form = filled(ReplyForm, told_by(ReplySerializer, request))
        text, seen = form.cleaned_data["text"], form.cleaned_data["seen"]
        try:
            with refusals_told():
                verb(found.pk, text, by=request.user, seen=seen)
        except actions.NewWordsError:
            return conflict(_NEW_WORDS, current=self._told(self.get_object()))
        except actions.WrongStateError as error:
            return conflict(str(error), current=self._told(found))
        return Response(self._told(self.get_object()))

    def _told(self, question: Question) -> dict[str, Any]:
        return WholeQuestionSerializer(question, context={"request": self.request}).data
