"""Who came: the list of those who keep the event, and the code that participants type."""

from collections.abc import Sequence
from typing import Any

from django import forms

from events.models import Participation
from events.models.events import MOST_PLACES

PRESENT = Participation.State.ATTENDED


class AttendanceForm(forms.Form):
    """A box for each who was registered; `was_N` is how it stood when the page was opened.

    Only boxes that were changed count, so that two may mark at two tables.
    """

    def __init__(self, *args: Any, participations: Sequence[Participation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.participations = participations
        for row in participations:
            is_here = row.state == PRESENT
            self.fields[f"here_{row.pk}"] = forms.BooleanField(
                label=row.employee.full_name, required=False, initial=is_here
            )
            self.fields[f"was_{row.pk}"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial="1" if is_here else ""
            )

    def rows(self) -> list[tuple[Participation, forms.BoundField, forms.BoundField]]:
        """Return each participation with its two fields, for the table of the page."""
        return [(row, self[f"here_{row.pk}"], self[f"was_{row.pk}"]) for row in self.participations]

    @property
    def marks(self) -> dict[int, bool]:
        """What the person has changed, by number of the participation."""
        told = self.cleaned_data
        return {
            row.pk: told[f"here_{row.pk}"]
            for row in self.participations
            if told[f"here_{row.pk}"] != bool(told[f"was_{row.pk}"])
        }


class FinishForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    guests = forms.IntegerField(
        label="Сколько ещё было без записи",
        min_value=0,
        max_value=MOST_PLACES,
        initial=0,
        help_text="Войдут в число участников; сертификатов им портал не даст.",
    )


class CodeForm(forms.Form):
    """What a participant types on her own telephone."""

    code = forms.CharField(
        label="Код",
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        help_text="Шесть цифр: их показывает организатор.",
    )
    name = forms.CharField(
        label="Фамилия, имя и отчество",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text="Так, как Вас записала библиотека.",
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())
