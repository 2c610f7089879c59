"""The point of a library on the map, as it is typed or pasted."""

import re

from django import forms
from django.http import QueryDict

from libraries.models import Passport

POINT = ("latitude", "longitude")
_TWO_NUMBERS = re.compile(r"\s*(-?\d+[.,]\d+)\s*[,; ]\s*(-?\d+[.,]\d+)\s*")


def with_pair_split(data: QueryDict | None) -> QueryDict | None:
    """Take «55.751244, 37.618423», as maps give it, for both coordinates, whatever stood before."""
    pair = _TWO_NUMBERS.fullmatch(data.get("latitude", "")) if data else None
    if data is None or pair is None:
        return data
    split = data.copy()
    split["latitude"], split["longitude"] = pair.groups()
    return split


def point_fields() -> dict[str, forms.Field]:
    """Return the two fields of a point, with the bounds and advice that the passport gives."""
    fields = {}
    for name in POINT:
        field = Passport._meta.get_field(name).formfield(localize=True)
        field.label = f"{field.label} нового места"
        field.widget.attrs["inputmode"] = "decimal"
        fields[name] = field
    return fields
