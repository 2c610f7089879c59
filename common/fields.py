"""Model fields shared by the applications."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from common.text import normalise, number_alone


class NumberField(models.CharField):
    """Holds the number of a document without «№», which is printed before it anyway.

    People copy it with the sign. To the database it is a CharField like any other, so it needs
    no migration.
    """

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def to_python(self, value: Any) -> Any:
        told = super().to_python(value)
        return number_alone(told) if isinstance(told, str) else told


class NormalisedField(models.TextField):
    """Holds other fields of the row, normalised, for searching and sorting.

    Cyrillic `icontains` finds nothing on SQLite and on a PostgreSQL of locale C, and Ё sorts
    wrongly on most locales. So this text is filled at every save, compared by code point on
    both databases, and queried with `contains=normalise(words)`.
    """

    def __init__(self, sources: Sequence[str] = (), **kwargs: Any) -> None:
        self.sources = tuple(sources)
        super().__init__(**{"editable": False, "default": "", **kwargs})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, {**kwargs, "sources": self.sources}

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        words = (str(getattr(model_instance, source) or "") for source in self.sources)
        value = normalise(" ".join(words))
        setattr(model_instance, self.attname, value)
        return value
