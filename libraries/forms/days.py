"""Fields for days, and for the document from whose day a change holds."""

from typing import Any

from django import forms
from django.utils import timezone

from common.days import read_day
from libraries.actions import Order
from libraries.validators import validate_day

ORDER_FIELDS = ("date", "order_number", "order_date", "issuer", "note")


class DayInput(forms.DateInput):
    """The browser's own choice of a day; where it has none, and by API, a day written in words."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        if not isinstance(typed, str):
            return typed  # by API it is a day already
        try:
            day = read_day(typed)
        except ValueError:
            return typed
        return day.isoformat() if day else typed


class PastDayField(forms.DateField):
    """A day that has come already."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": DayInput(), "validators": [validate_day], **kwargs})

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise forms.ValidationError("Этот день ещё не наступил. Выберите прошедший.")
        return day


def order_fields(is_required: bool = True) -> dict[str, forms.Field]:
    """Return the fields that tell from which day a change holds, and by which document."""
    day = {"widget": DayInput(), "validators": [validate_day]}
    return {
        "date": forms.DateField(label="С какого дня", required=is_required, **day),
        "order_number": forms.CharField(
            label="Номер приказа или постановления", max_length=50, required=False
        ),
        "order_date": forms.DateField(label="Дата документа", required=False, **day),
        "issuer": forms.CharField(
            label="Кем издан",
            max_length=200,
            required=False,
            help_text="Например: администрация Берёзовского района.",
        ),
        "note": forms.CharField(
            label="Примечание",
            max_length=500,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
    }


def order_of(form: forms.Form) -> Order:
    """Return the order that was typed into the fields of `order_fields`."""
    return Order(**{name: form.cleaned_data[name] for name in ORDER_FIELDS})
