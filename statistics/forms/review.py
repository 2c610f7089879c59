"""Forms of the methodist: collections, remarks, decisions."""

from datetime import date
from typing import Any

from django import forms

from statistics.models import Campaign, Edition, Remark


class DateInput(forms.DateInput):
    """A day, typed or chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class DatesForm(forms.ModelForm):
    """The dates of a collection."""

    class Meta:
        model = Campaign
        fields = ["opens_on", "due_on", "review_due_on"]
        widgets = {name: DateInput() for name in fields}
        help_texts = {
            "opens_on": "С этого дня библиотеки видят отчёты.",
            "due_on": "Срок для библиотек.",
            "review_due_on": "Срок для методистов.",
        }


class OpenCampaignForm(DatesForm):
    """A new collection: which form, for which year, until when."""

    edition = forms.ModelChoiceField(
        Edition.objects.select_related("form").defer("definition"), label="Форма и редакция"
    )

    class Meta(DatesForm.Meta):
        fields = ["edition", "year", *DatesForm.Meta.fields]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = today.year if today.month > 6 else today.year - 1
        self.initial = {
            "year": year,
            "opens_on": date(year + 1, 1, 1),
            "due_on": date(year + 1, 1, 15),
            "review_due_on": date(year + 1, 2, 20),
            **self.initial,
        }


class RemarkForm(forms.Form):
    """A remark on the whole report, or on one of its cells."""

    address = forms.CharField(
        label="Ячейка",
        max_length=20,
        required=False,
        help_text="Например 2.04.3. Пусто — замечание ко всему отчёту.",
    )
    text = forms.CharField(
        label="Что исправить",
        max_length=Remark._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonForm(forms.Form):
    """Why something out of the ordinary is done."""

    reason = forms.CharField(
        label="Причина", max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReturnForm(forms.Form):
    """General words that go back with the report."""

    comment = forms.CharField(
        label="Общее пояснение (можно оставить пустым, если есть замечания)",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
