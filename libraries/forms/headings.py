"""A form of texts under the headings that the department keeps as data."""

from typing import Any

from django import forms

from common.editing import VersionedForm
from libraries.models.outlines import LONGEST_TEXT


class HeadedForm(VersionedForm):
    """Asks for a text under each heading of the instance, besides its own fields.

    The group of the texts is called `texts_group`; the form's own `groups` follow it.
    """

    texts_group = "Обоснование"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = {f"text_{item.pk}": item for item in self.instance.headings}
        for name, item in self.headings.items():
            self.fields[name] = forms.CharField(
                label=item.title,
                help_text=item.hint,
                initial=self.value_of(self.instance, name),
                max_length=LONGEST_TEXT,
                required=False,
                widget=forms.Textarea(attrs={"rows": 5}),
            )
        self.groups = ((self.texts_group, tuple(self.headings)), *type(self).groups)

    def value_of(self, row: Any, name: str) -> Any:
        item = self.headings.get(name)
        return row.texts.get(str(item.pk), "") if item else super().value_of(row, name)

    @property
    def typed(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*self._meta.fields, *self.headings)}

    @property
    def values(self) -> dict[str, Any]:
        texts = {str(item.pk): self.cleaned_data[name] for name, item in self.headings.items()}
        return {**super().values, "texts": texts}
