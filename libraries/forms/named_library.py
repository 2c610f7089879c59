"""The field in which a library is found by typing a part of its name."""

from typing import Any

from common.named_rows import NamedRowField
from libraries.models import Library


class LibraryField(NamedRowField):
    """Finds a library by its name, settlement or code, among all or those of `queryset`."""

    def __init__(self, queryset: Any = None, **kwargs: Any) -> None:
        everything = Library.objects.order_by("name_key", "code")
        super().__init__(
            everything if queryset is None else queryset,
            **{
                "keys": ("search_key",),
                "label": "Библиотека",
                "help_text": "Начните набирать название, село или код.",
                **kwargs,
            },
        )

    def label_from_instance(self, obj: Library) -> str:
        return f"{obj.name}, {obj.locality} ({obj.code})"
