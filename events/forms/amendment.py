"""Forms of amendments: on what grounds, what becomes of rows and planned figures."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from events.forms.editing import ItemForm
from events.models import AmendmentRow, Plan, PlannedFigure


class GroundsForm(forms.Form):
    grounds = forms.CharField(
        label="Основание",
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
        help_text="Почему план меняется: письмо, приказ, решение. Печатается среди редакций.",
    )


class AmendedItemForm(ItemForm):
    """All fields of a row as it will be; a row that stands in the plan keeps its section."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, plan: Plan, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(plan, *args, **kwargs)
        if not is_new:
            del self.fields["section"]


class FiguresForm(forms.Form):
    """The planned figures as they will be, each with the number that stands in the plan."""

    def __init__(
        self,
        figures: Sequence[PlannedFigure],
        rows: Mapping[int, AmendmentRow],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.figures = {f"figure-{figure.pk}": figure for figure in figures}
        for name, figure in self.figures.items():
            row = rows.get(figure.pk)
            self.fields[name] = forms.IntegerField(
                label=figure.name,
                min_value=0,
                max_value=2_000_000_000,
                initial=int(row.texts["number"]) if row else figure.number,
                help_text=f"В плане: {figure.number}.",
            )
            self.fields[f"version-{figure.pk}"] = forms.IntegerField(
                widget=forms.HiddenInput, min_value=0, initial=row.version if row else 0
            )

    def numbers(self) -> list[tuple[PlannedFigure, int, int]]:
        """Return each figure with its number and the version of the row the person has seen."""
        told = self.cleaned_data
        return [
            (figure, told[name], told[f"version-{figure.pk}"])
            for name, figure in self.figures.items()
        ]
