"""Loading plans by API: the same reading, preview, saving and undoing as on the pages."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import conflict
from common.uploads import UploadError
from events import rules
from events.actions import PlanError
from events.actions import imports as actions
from events.imports.clipboard import MAX_LETTERS, read_paste
from events.imports.draft import LEAVE, TAKE, Draft
from events.imports.files import read_file
from events.imports.items import build_items
from events.imports.matching import match_with
from events.imports.report import report_of
from events.imports.rows import DraftError
from events.imports.tables import RawTable
from events.models import Plan, PlanImport
from events.names import NameBook
from events.views.guards import editable_plan
from events.views.import_drafts import import_of

PASTED = "вставленная таблица"


class ImportSerializer(serializers.Serializer):
    """A file (DOCX, XLSX, TSV, CSV), or a table as text or as HTML."""

    file = serializers.FileField(required=False, allow_empty_file=True)
    text = serializers.CharField(
        required=False, default="", allow_blank=True, trim_whitespace=False, max_length=MAX_LETTERS
    )
    html = serializers.CharField(
        required=False, default="", allow_blank=True, trim_whitespace=False, max_length=MAX_LETTERS
    )


class SavingSerializer(serializers.Serializer):
    """Choices by wording: an organisation is "text", "new" or a key of the registry.

    A person is "text", "user:KEY" or "as:WORDING".
    """

    takes_title = serializers.BooleanField(required=False, default=False)
    changed = serializers.ChoiceField(
        [(TAKE, "взять из файла"), (LEAVE, "оставить как в плане")],
        required=False,
        allow_blank=True,
        default="",
        help_text="Что делать с отличиями файла, выгруженного с портала, от плана",
    )
    organisations = serializers.DictField(child=serializers.CharField(), required=False, default={})
    people = serializers.DictField(child=serializers.CharField(), required=False, default={})


class UndoingSerializer(serializers.Serializer):
    """`even_edited` goes on although items of the import were edited since."""

    even_edited = serializers.BooleanField(required=False, default=False)


class ReportSerializer(serializers.Serializer):
    """What was read, as `import_plan --format json` prints it, and what became of the import."""

    id = serializers.IntegerField()
    plan = serializers.IntegerField()
    source = serializers.CharField()
    state = serializers.ChoiceField(PlanImport.State.choices)
    title = serializers.CharField()
    texts = serializers.ListField(child=serializers.DictField())
    columns = serializers.ListField(child=serializers.DictField())
    sections = serializers.ListField(child=serializers.CharField())
    figures = serializers.ListField(child=serializers.DictField())
    items = serializers.ListField(child=serializers.DictField())
    people = serializers.ListField(child=serializers.DictField())
    unpaired = serializers.DictField(child=serializers.IntegerField())
    matching = serializers.DictField(
        child=serializers.IntegerField(),
        allow_null=True,
        help_text="Файл, выгруженный с портала, рядом с планом: same, changed, new, missing, "
        "undecided",
    )
    messages = serializers.ListField(child=serializers.CharField())


class PlanImportCreation(viewsets.GenericViewSet):
    """Reading a file or a pasted table into a draft; nothing of the plan is touched yet."""

    queryset = PlanImport.objects.none()
    serializer_class = ImportSerializer
    parser_classes = (MultiPartParser, FormParser, JSONParser)
    pagination_class = None
    filter_backends = ()

    @extend_schema(
        responses={
            201: ReportSerializer,
            409: OpenApiResponse(description="План уже утверждён"),
        }
    )
    def create(self, request: Request, plan_pk: int) -> Response:
        plan = _plan(request.user, plan_pk)
        wanted = ImportSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        try:
            table, source = _read(wanted.validated_data)
            made = actions.start_import(plan, table, source, request.user)
        except UploadError as error:
            raise serializers.ValidationError({"file": [str(error)]}) from error
        except PlanError as error:
            return conflict(str(error))
        return Response(_told(made), status=status.HTTP_201_CREATED)


class PlanImportViewSet(viewsets.GenericViewSet):
    """An import: what it holds, saving it, undoing it, throwing it away unsaved."""

    queryset = PlanImport.objects.none()
    serializer_class = ReportSerializer
    pagination_class = None
    filter_backends = ()
    lookup_value_regex = r"\d+"

    @extend_schema(responses=ReportSerializer)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(_told(import_of(request.user, pk)))

    @extend_schema(
        request=SavingSerializer,
        responses={
            200: ReportSerializer,
            409: OpenApiResponse(description="Загрузка уже сохранена или план утверждён"),
        },
    )
    @action(detail=True, methods=["post"])
    def save(self, request: Request, pk: int) -> Response:
        """Write all items of the import into its plan, or none."""
        plan_import = import_of(request.user, pk)
        wanted = SavingSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        chosen = wanted.validated_data

        def choose(draft: Draft) -> None:
            draft.set_names(chosen["organisations"])
            draft.set_people(chosen["people"])

        try:
            actions.change_draft(plan_import, choose)
            if chosen["changed"]:
                actions.decide_all(plan_import, chosen["changed"])
            actions.save_import(plan_import, request.user, takes_title=chosen["takes_title"])
        except DraftError as error:
            raise serializers.ValidationError({"organisations": [str(error)]}) from error
        except PlanError as error:
            return conflict(str(error))
        return Response(_told(import_of(request.user, pk)))

    @extend_schema(
        request=UndoingSerializer,
        responses={
            200: ReportSerializer,
            409: OpenApiResponse(description="Пункты изменены после загрузки или она не сохранена"),
        },
    )
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: int) -> Response:
        """Take all that the import brought out of the plan again."""
        plan_import = import_of(request.user, pk)
        wanted = UndoingSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        try:
            actions.undo_import(plan_import, request.user, **wanted.validated_data)
        except PlanError as error:
            return conflict(str(error))
        return Response(_told(import_of(request.user, pk)))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        try:
            actions.discard_import(import_of(request.user, pk))
        except PlanError as error:
            return conflict(str(error))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _plan(user: Any, pk: int) -> Plan:
    """Return the plan; imports exist for the department only.

    Raises:
        Http404: there is none for the user.
    """
    if not rules.can_create_plan(user):
        raise Http404
    return editable_plan(user, pk)


def _read(wanted: dict[str, Any]) -> tuple[RawTable, str]:
    file = wanted.get("file")
    if file is not None:
        return read_file(file, file.name), file.name
    return read_paste(wanted["text"], wanted["html"]), PASTED


def _told(plan_import: PlanImport) -> dict[str, Any]:
    draft = Draft.from_json(plan_import.rows)
    items = build_items(draft, plan_import.plan.year, NameBook.load())
    is_open = plan_import.state == PlanImport.State.PREVIEW
    matching = match_with(plan_import.plan, draft, items) if is_open else None
    return {
        "id": plan_import.pk,
        "plan": plan_import.plan_id,
        "source": plan_import.source,
        "state": plan_import.state,
        "matching": matching.as_dict() if matching else None,
        **report_of(draft, items),
    }


def register(router: Any) -> None:
    """Put the addresses of imports into the portal's router."""
    router.register(
        r"plans/(?P<plan_pk>\d+)/imports", PlanImportCreation, basename="plan-import-creation"
    )
    router.register("plan-imports", PlanImportViewSet, basename="plan-import")
