"""Every column of the database that holds people's words, its histories too."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast, Concat

from accounts.models import User
from common.fields import NormalisedField
from common.imports.records import PreviewedImport
from staff.models import Employee, Employment, FileText, PersonalDataAccess
from staff.personal_data.mentions.names import Name

# Words of these are no texts: names kept apart, or what is dealt with in another way.
_PASSED_APPS = {"contenttypes", "sessions", "auth", "account", "mfa", "search", "admin"}
_PASSED_MODELS = {Employee, User, PersonalDataAccess, FileText}
_PASSED_FIELDS = {(Employment, "name_then")}
_NO_TEXT = (NormalisedField, models.EmailField, models.URLField, models.SlugField)
_TEXT = models.TextField()
# SQLite joins at most 500 selections into one.
MOST_PARTS = 400


@dataclass(frozen=True)
class Fact:
    """Why a column is left alone unless she says otherwise; `is_fixed`: and cannot be changed."""

    why: str
    is_fixed: bool = False


_FACTS: dict[tuple[str, str], Fact] = {}


def keep(model: str, fields: Iterable[str], fact: Fact) -> None:
    """Tell that these columns of «app.Model» are facts."""
    _FACTS.update({(model, field): fact for field in fields})


@dataclass(frozen=True)
class TextColumn:
    """A column of words: of a model, or of its history."""

    model: type[models.Model]
    field: models.Field[Any, Any]

    @property
    def subject(self) -> type[models.Model]:
        """The model of which this is the column, or the history of it."""
        return getattr(self.model, "instance_type", self.model)

    @property
    def is_history(self) -> bool:
        return self.subject is not self.model

    @property
    def is_json(self) -> bool:
        return isinstance(self.field, models.JSONField)

    @property
    def number(self) -> Any:
        """The number of the row the words are of, in SQL; a composite key by its parts, «7,12»."""
        numbers = [Cast(name, _TEXT) for name in self._number_names]
        if len(numbers) == 1:
            return numbers[0]
        commas = [models.Value(",", _TEXT)] * len(numbers)
        return Concat(*chain.from_iterable(zip(numbers, commas, strict=True)), output_field=_TEXT)

    def rows_of(self, number: str) -> models.QuerySet[Any]:
        """Return the row of this number: of a history, all its versions."""
        parts = zip(self._number_names, number.split(","), strict=False)
        return self.model._base_manager.filter(**dict(parts))

    @property
    def _number_names(self) -> list[str]:
        return [field.attname for field in self.subject._meta.pk_fields]

    @property
    def key(self) -> str:
        return f"{self.model._meta.label}.{self.field.name}"

    @property
    def fact(self) -> Fact | None:
        return _FACTS.get((self.subject._meta.label, self.field.name))

    @property
    def title(self) -> str:
        """«консультация, вопрос»"""
        if self.field.name == "history_change_reason":
            return f"{self.subject._meta.verbose_name}, причина изменения"
        return f"{self.subject._meta.verbose_name}, {self.field.verbose_name}"


def text_columns() -> Mapping[str, TextColumn]:
    """Return all columns of words by key."""
    found = (TextColumn(model, field) for model in _models() for field in _words_of(model))
    return {column.key: column for column in found}


def _models() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        subject = getattr(model, "instance_type", model)
        is_passed = subject in _PASSED_MODELS or issubclass(model, PreviewedImport)
        if model._meta.app_label not in _PASSED_APPS and not is_passed and model._meta.managed:
            yield model


def _words_of(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    subject = getattr(model, "instance_type", model)
    # The name of a stored file is a plain text in a history.
    files = {each.name for each in subject._meta.fields if isinstance(each, models.FileField)}
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
        passed = isinstance(field, _NO_TEXT) or (subject, field.name) in _PASSED_FIELDS
        if is_text and not (field.choices or field.primary_key or field.name in files or passed):
            yield field


def rows_with(columns: Iterable[TextColumn], names: Iterable[Name]) -> list[tuple[str, str, Any]]:
    """Return column key, number of the row and text wherever a name may stand.

    The database looks for the letters a name begins with; it is the reader who tells the forms.
    A query for every MOST_PARTS columns of the portal, whatever they hold.
    """
    parts = [_part(column, tuple(names)) for column in columns]
    starts = range(0, len(parts), MOST_PARTS)
    unions = [parts[at].union(*parts[at + 1 : at + MOST_PARTS], all=True) for at in starts]
    return [row for union in unions for row in union]


def _part(column: TextColumn, names: tuple[Name, ...]) -> models.QuerySet[Any, Any]:
    rows = column.model._base_manager.order_by()
    named = rows.annotate(
        column_key=models.Value(column.key, _TEXT),
        row_number=column.number,
        words_in_column=Cast(column.field.name, _TEXT),
    )
    found = named.filter(words_in_column__regex=pattern_of(names, column.is_json))
    return found.values_list("column_key", "row_number", "words_in_column")


def pattern_of(names: Iterable[Name], is_json: bool = False) -> str:
    """Return what a database finds the texts by in which the names may stand."""
    return "|".join(sorted({_pattern(stem, is_json) for stem in _sought(names)}))


def _sought(names: Iterable[Name]) -> Iterator[str]:
    for name in names:
        yield from (name.lasts[0] if name.lasts else ())
        if name.patronymic:
            yield from name.patronymics


def _pattern(stem: str, is_json: bool) -> str:
    return "".join(_letter(letter, is_json) for letter in stem)


def _letter(letter: str, is_json: bool) -> str:
    """Return what matches the letter in either case; JSON may be kept in \\uXXXX on SQLite."""
    same = {"е": "её", "и": "иь"}.get(letter, letter)
    forms = [form for each in same for form in (each, each.upper())]
    if not is_json:
        return f"[{''.join(forms)}]"
    escaped = [rf"\\u{ord(form):04x}" for form in forms]
    return f"({'|'.join([*forms, *escaped])})"
