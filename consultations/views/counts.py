"""The log in figures, beside the plan; and those who never asked."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.guards import allowed_to
from consultations.counts import (
    GROUPINGS,
    QUARTERS,
    SILENT_KINDS,
    Choice,
    counts,
    picture_of,
    silent_table,
)
from consultations.counts.choice import FIRST_YEAR
from consultations.rules import can_keep_log
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


@require_safe
@allowed_to(can_keep_log)
def count_page(request: HttpRequest) -> HttpResponse:
    """Show the counts of the chosen period in the chosen rows."""
    start = {"year": timezone.localdate().year, "quarter": "", "by": "form"}
    form = CountForm(start | request.GET.dict())
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        choice = Choice(**form.cleaned_data)
        content = counts(choice)
        context |= {
            "content": content,
            "tables": content.tables,
            "picture": picture_of(content.tables[-1]),
            "parameters": {key: str(value or "") for key, value in form.cleaned_data.items()},
        }
    return render(request, "consultations/counts.html", context)


@require_safe
@allowed_to(can_keep_log)
def silent_page(request: HttpRequest) -> HttpResponse:
    """Show who asked for nothing in the chosen period."""
    start = {"year": timezone.localdate().year, "quarter": "", "kind": "library"}
    form = SilentForm(start | request.GET.dict())
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        told = form.cleaned_data
        choice = Choice(told["year"], told["quarter"])
        territory = told["territory"]
        context |= {
            "table": silent_table(choice, told["kind"], territory),
            "parameters": {
                "year": str(told["year"]),
                "quarter": told["quarter"],
                "kind": told["kind"],
                "territory": territory.oktmo if territory else "",
            },
        }
    return render(request, "consultations/silent.html", context)
