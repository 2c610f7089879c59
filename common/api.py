"""What the APIs of all apps share: doors, forms that check, refusals told to programs.

A program writes through the same forms as people do, so that one rule holds for both. What it
sends are plain values: a row is told by its number, or by words of its name as in the browser.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from rest_framework import serializers, status
from rest_framework.fields import get_error_detail
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from common.editing import StaleObjectError

Form = TypeVar("Form", bound=forms.BaseForm)

# What databases hold: a greater number is a fault of the request, not of the portal.
LARGEST_NUMBER = 2**63 - 1
_MOVED_ON = "Запись изменили после того, как Вы её прочли: вот она, какая есть сейчас."


class RowNumber(serializers.IntegerField):
    """The number of a row in the database."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST_NUMBER, **kwargs)


class VersionNumber(serializers.IntegerField):
    """The version of the row that was read before it is changed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=LARGEST_NUMBER, **kwargs)


class ProblemSerializer(serializers.Serializer):
    """Why something was not done; `current` is the row as it stands, where that helps."""

    detail = serializers.CharField()
    current = serializers.DictField(required=False)
    who = serializers.CharField(required=False)


def allowed_to(
    predicate: Callable[[Any], bool], *, write: Callable[[Any], bool] | None = None
) -> type[BasePermission]:
    """Return a permission: in comes who signed in and fits; `write` is asked for changes too."""

    class Allowed(IsAuthenticated):
        def has_permission(self, request: Request, view: Any) -> bool:
            if not super().has_permission(request, view) or not predicate(request.user):
                return False
            is_read = request.method in ("GET", "HEAD", "OPTIONS")
            return is_read or write is None or write(request.user)

    return Allowed


def told_by(serializer: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    """Return what the request says, each value of its kind. Answers 400 with the faults.

    A change leaves out what stays as it is, but never the version that was read.
    """
    told = serializer(data=request.data, partial=request.method == "PATCH")
    told.is_valid(raise_exception=True)
    if "version" in told.fields and "version" not in told.validated_data:
        raise serializers.ValidationError({"version": ["Назовите версию, которую прочли."]})
    return dict(told.validated_data)


def filled(make: Callable[[Any], Form], told: Mapping[str, Any]) -> Form:
    """Return the form `make(data)`, valid, filled with `told` over what it holds at first.

    Answers 400 with the faults of the form.
    """
    blank = make(None)
    data = {bound.name: bound.value() for bound in blank}
    data |= {name: _as_typed(blank, name, value) for name, value in told.items()}
    form = make(data)
    if not form.is_valid():
        raise serializers.ValidationError(_faults(form))
    return form


def _as_typed(blank: forms.BaseForm, name: str, value: Any) -> Any:
    typed = blank.fields[name].prepare_value(value)
    if typed is None and value is not None:
        raise serializers.ValidationError({name: [f"Записи с номером {value} нет."]})
    return typed


def _faults(form: forms.BaseForm) -> dict[str, list[str]]:
    return {
        "non_field_errors" if name == "__all__" else name: [str(one) for one in faults]
        for name, faults in form.errors.items()
    }


@contextmanager
def refusals_told() -> Iterator[None]:
    """Answer 400 with the words of an action that refuses what it was given."""
    try:
        yield
    except ValidationError as error:
        raise serializers.ValidationError(get_error_detail(error)) from error


def conflict(detail: str, **more: Any) -> Response:
    """Answer 409: the request is right, but what it speaks of has moved on."""
    return Response({"detail": detail, **more}, status=status.HTTP_409_CONFLICT)


def moved_on(stale: StaleObjectError, current: Mapping[str, Any]) -> Response:
    """Answer 409 with the row as it stands and who changed it: nothing is overwritten unseen."""
    return conflict(_MOVED_ON, current=current, who=str(stale.changed_by or ""))


class TableColumnSerializer(serializers.Serializer):
    """A heading; `groups` stand above it, outermost first."""

    key = serializers.CharField()
    title = serializers.CharField()
    groups = serializers.ListField(child=serializers.CharField())
    kind = serializers.ChoiceField(choices=["text", "number", "percent"])


class LackSerializer(serializers.Serializer):
    """Libraries that said «н/д» (`no_data`) or left the cell blank, of one part of a figure."""

    title = serializers.CharField(allow_blank=True)
    no_data = serializers.IntegerField()
    unanswered = serializers.IntegerField()


class GapSerializer(serializers.Serializer):
    """What a figure lacks; `uneven` tells whether other libraries gave other parts of a ratio."""

    words = serializers.CharField()
    uneven = serializers.ChoiceField(choices=["no", "maybe", "yes"])
    parts = LackSerializer(many=True)


class TableRowSerializer(serializers.Serializer):
    """Values by the keys of the columns: numbers are numbers, null is nothing to tell.

    `libraries` tells how many stand behind a figure, `gaps` what it lacks of those that reported.
    """

    kind = serializers.CharField()
    key = serializers.CharField()
    values = serializers.DictField()
    libraries = serializers.DictField(child=serializers.IntegerField(), required=False)
    gaps = serializers.DictField(child=GapSerializer(), required=False)


class TableSerializer(serializers.Serializer):
    """A table as `common.tables.Table.as_json` writes it: the figures of the page, unformatted."""

    key = serializers.CharField()
    title = serializers.CharField()
    subtitle = serializers.CharField()
    columns = TableColumnSerializer(many=True)
    rows = TableRowSerializer(many=True)
    notes = serializers.ListField(child=serializers.CharField())


class TableSetSerializer(serializers.Serializer):
    """Tables that belong together."""

    title = serializers.CharField()
    subtitle = serializers.CharField()
    notes = serializers.ListField(child=serializers.CharField())
    tables = TableSerializer(many=True)
