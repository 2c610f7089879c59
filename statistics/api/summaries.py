"""Summaries by API: the same table as on the page of the builder, in PDF and in XLSX."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import TableSerializer
from statistics.builder import NothingCollectedError, Query, Scope, built, read_grounds
from statistics.builder.build import BASES, BESIDE
from statistics.forms.builder import BuilderForm
from statistics.peers import (
    UnknownReportError,
    comparison_of,
    report_asked_for,
    reports_to_compare,
)
from statistics.summaries.choice import ALL_GROUPINGS, STATES

_ASKED = (
    OpenApiParameter("rows", str, required=True, enum=list(ALL_GROUPINGS)),
    OpenApiParameter("what", str, many=True, description="Коды показателей"),
    OpenApiParameter("cells", str, description="Адреса ячеек через пробел: 4.12.2 5.17.3"),
    OpenApiParameter("form", str, description="Код формы: 6-nk"),
    OpenApiParameter("part", str, description="Период в году: year-0, quarter-1"),
    OpenApiParameter("year", int, description="Последний год; без него последний завершённый"),
    OpenApiParameter("years", int, description="Сколько лет, 1–10; без него два"),
    OpenApiParameter("show", str, many=True, enum=list(BESIDE)),
    OpenApiParameter("base", str, enum=list(BASES), description="С каким годом сравнивать"),
    OpenApiParameter("territory", int, description="Номер территории"),
    OpenApiParameter("organisation", int, description="Номер учреждения"),
    OpenApiParameter("kind", str),
    OpenApiParameter("settlement", str),
    OpenApiParameter("model", str, enum=["yes", "no"]),
    OpenApiParameter("states", str, enum=list(STATES)),
    OpenApiParameter("same", bool, description="Только отчитавшиеся во все эти годы"),
    OpenApiParameter("sort", str, description="Графа; с минусом — от большего: -users_2025"),
)


class BuiltSummaryView(viewsets.ViewSet):
    """A table put together as in the summary builder; the names are those of its address."""

    @extend_schema(parameters=list(_ASKED), responses=TableSerializer)
    def list(self, request: Request) -> Response:
        form = _form(request)
        if not (form.is_valid() and form.build):
            raise serializers.ValidationError(_faults(form))
        return Response(built(form.build).table.as_json())


def _form(request: Request) -> BuilderForm:
    query = Query.of_request(request.query_params)
    try:
        return BuilderForm(query, read_grounds(query, Scope.of(request.user)))
    except NothingCollectedError as error:
        raise NotFound("Отчётность по этой форме ещё не собиралась.") from error


def _faults(form: BuilderForm) -> dict[str, Any]:
    return {name: [str(one) for one in faults] for name, faults in form.errors.items()}


class PeersView(viewsets.ViewSet):
    """A library's indicators beside the median and the quartiles of libraries of its kind."""

    @extend_schema(
        parameters=[
            OpenApiParameter("library", int, required=True, description="Номер библиотеки"),
            OpenApiParameter("period", str, required=True, description="2025, 2025-q1, 2025-03"),
            OpenApiParameter("form", str, description="Код формы, если их у библиотеки несколько"),
        ],
        responses=TableSerializer,
    )
    def list(self, request: Request) -> Response:
        query = request.query_params
        if not (query.get("library") and query.get("period")):
            raise NotFound("Назовите библиотеку и период: library=12&period=2025.")
        try:
            report = report_asked_for(reports_to_compare(request.user), query)
        except UnknownReportError as error:
            raise NotFound(str(error)) from error
        return Response(comparison_of(report).table.as_json())
