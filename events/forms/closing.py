"""Forms of closing a plan: why rows were not carried out, why a closed plan is opened again."""

from collections.abc import Sequence
from typing import Any

from django import forms

from events.actions.closing import LONGEST
from events.closing.queries import OpenRow


class CloseForm(forms.Form):
    """A reason for each row that nobody has marked; what has none is to be accepted."""

    accepts = forms.BooleanField(
        label="Пункты без причины принять невыполненными",
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, rows: Sequence[OpenRow], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[_name(row)] = forms.CharField(
                label="Почему не выполнено", max_length=LONGEST, required=False
            )
        if not rows:
            del self.fields["accepts"]

    def lines(self) -> list[tuple[OpenRow, forms.BoundField]]:
        """Return each row with the field of its reason."""
        return [(row, self[_name(row)]) for row in self.rows]

    def reasons(self) -> dict[int, str]:
        return {row.item.pk: self.cleaned_data[_name(row)] for row in self.rows}


def _name(row: OpenRow) -> str:
    return f"reason-{row.item.pk}"


class UncloseForm(forms.Form):
    reason = forms.CharField(
        label="Почему план открывается снова",
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        help_text="Останется в истории плана и рядом с прежним отчётом.",
    )
