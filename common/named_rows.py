"""A form field that finds a row by typing a part of its name, quicker than a long list."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from common.filters import MOST_WORDS_OF_A_NAME, matching
from common.text import normalise, number_in

SHOWN_NAMES = 4
_PUNCTUATION = re.compile(r"[,()]")


class NameInput(forms.TextInput):
    """A text input to which the browser offers the names of all rows; no scripts needed."""

    template_name = "widgets/name_input.html"
    choices: Any = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        list_id = f"{widget['attrs'].get('id', name)}_names"
        widget["attrs"] |= {"list": list_id, "autocomplete": "off"}
        names = [str(label) for key, label in self.choices if key]
        return {**context, "list_id": list_id, "names": names}


class NamedRowField(forms.ModelChoiceField):
    """A row of `queryset`, told by words of its name that stand in the normalised `keys`.

    The words must fit one row only; a full label, as the browser offers it, always does.
    """

    widget = NameInput

    def __init__(self, queryset: QuerySet[Any], *, keys: Sequence[str], **kwargs: Any) -> None:
        self.keys = tuple(keys)
        super().__init__(queryset, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return the label of a row or of its number; typed text stays as typed."""
        if isinstance(value, int):
            value = self.queryset.filter(pk=value).first()
        return self.label_from_instance(value) if isinstance(value, Model) else value

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        words = _PUNCTUATION.sub(" ", value)
        found = list(matching(self.queryset, words, *self.keys, most=MOST_WORDS_OF_A_NAME))
        exact = [row for row in found if self._is_label_of(row, value)]
        if len(exact or found) == 1:
            return (exact or found)[0]
        raise ValidationError(self._advice(value, found), code="invalid_choice")

    def _is_label_of(self, row: Any, text: str) -> bool:
        return normalise(text) in (normalise(self.label_from_instance(row)), normalise(str(row)))

    def _advice(self, value: str, found: Sequence[Any]) -> str:
        if not found:
            return f"«{value}» не найдено. Наберите часть названия и выберите из списка."
        names = "; ".join(self.label_from_instance(row) for row in found[:SHOWN_NAMES])
        more = " и другие" if len(found) > SHOWN_NAMES else ""
        return f"Подходит не одна запись: {names}{more}. Уточните."


class SeveralRowsField(forms.ModelMultipleChoiceField):
    """Rows chosen by their numbers; what is no number of a row is refused in words.

    Django asks the database for any number at all, at which SQLite stumbles when it is endless.
    """

    def clean(self, value: Any) -> Any:
        for each in value or ():
            if number_in(str(each)) is None:
                raise ValidationError(
                    self.error_messages["invalid_choice"], "invalid_choice", {"value": each}
                )
        return super().clean(value)
