"""The log in figures by API: the same tables as on the page, in PDF and in XLSX."""

from typing import Any

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import TableSerializer, TableSetSerializer, allowed_to, filled
from consultations.counts import GROUPINGS, QUARTERS, SILENT_KINDS, Choice, counts, silent_table
from consultations.forms.counts import CountForm, SilentForm
from consultations.rules import can_keep_log

_PERIOD = (
    OpenApiParameter("year", int, description="Год; без него нынешний"),
    OpenApiParameter("quarter", str, enum=list(QUARTERS), description="Квартал; без него год"),
)
_COUNTED = (
    *_PERIOD,
    OpenApiParameter("by", str, enum=list(GROUPINGS), description="Что стоит в строках"),
    OpenApiParameter("since", OpenApiTypes.DATE, description="Или с этого дня"),
    OpenApiParameter("until", OpenApiTypes.DATE, description="По этот день"),
)


class ConsultationCountsView(viewsets.ViewSet):
    """Counts of the log beside the planned figures of the year; who never asked."""

    permission_classes = (allowed_to(can_keep_log),)

    @extend_schema(parameters=list(_COUNTED), responses=TableSetSerializer)
    def list(self, request: Request) -> Response:
        """Return the plan with the facts (when there is a plan) and the counts in rows by `by`."""
        form = filled(CountForm, {"by": "form", **_asked(request, CountForm)})
        return Response(counts(Choice(**form.cleaned_data)).as_json())


class SilentView(viewsets.ViewSet):
    """Libraries or organisations that asked for nothing in a period."""

    permission_classes = (allowed_to(can_keep_log),)

    @extend_schema(
        parameters=[
            *_PERIOD,
            OpenApiParameter("kind", str, enum=list(SILENT_KINDS)),
            OpenApiParameter("territory", int, description="Номер территории"),
        ],
        responses=TableSerializer,
    )
    def list(self, request: Request) -> Response:
        told = filled(SilentForm, {"kind": "library", **_asked(request, SilentForm)}).cleaned_data
        choice = Choice(told["year"], told["quarter"])
        return Response(silent_table(choice, told["kind"], told["territory"]).as_json())


def _asked(request: Request, form: Any) -> dict[str, Any]:
    """Return what the address tells of the fields of the form; the year is this one at first."""
    told = {
        name: request.query_params[name]
        for name in form.base_fields
        if request.query_params.get(name)
    }
    return {"year": timezone.localdate().year, "quarter": "", **told}
