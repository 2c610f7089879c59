"""Forms that ask for the log in figures: of which days, in which rows."""

from typing import Any

from django import forms
from django.utils import timezone

from consultations.counts import GROUPINGS, QUARTERS, SILENT_KINDS
from consultations.counts.choice import FIRST_YEAR
from libraries.forms import DayInput
from libraries.models import Territory
from libraries.validators import validate_day


class PeriodForm(forms.Form):
    """A year, or a quarter of it."""

    year = forms.TypedChoiceField(label="Год", coerce=int)
    quarter = forms.ChoiceField(
        label="Часть года", choices=[("", "весь год"), *QUARTERS.items()], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this_year = timezone.localdate().year
        self.fields["year"].choices = [(y, str(y)) for y in range(this_year, FIRST_YEAR - 1, -1)]


class CountForm(PeriodForm):
    """The period, or any days; and what the rows are."""

    by = forms.ChoiceField(label="Строки", choices=list(GROUPINGS.items()))
    since = forms.DateField(
        label="Или с дня", required=False, widget=DayInput(), validators=[validate_day]
    )
    until = forms.DateField(
        label="по день", required=False, widget=DayInput(), validators=[validate_day]
    )

    def clean(self) -> None:
        super().clean()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", "Последний день раньше первого.")
        days = [day for day in (since, until) if day]
        if days and "year" in self.cleaned_data:
            self.cleaned_data["year"] = days[0].year
            if any(day.year != days[0].year for day in days):
                self.add_error("until", "Возьмите дни одного года: план составлен на год.")


class SilentForm(PeriodForm):
    """The period; libraries or organisations; of the whole region or of one territory."""

    kind = forms.ChoiceField(label="Кто", choices=list(SILENT_KINDS.items()))
    territory = forms.ModelChoiceField(
        Territory.objects.order_by("name_key"),
        label="Территория",
        required=False,
        empty_label="Вся область",
    )
