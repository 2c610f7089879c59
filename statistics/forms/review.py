"""Forms of the methodist: remarks, decisions."""

from django import forms

from statistics.models import Remark


class RemarkForm(forms.Form):
    """A remark on the whole report, or on one of its cells, texts or files."""

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
    heading = forms.IntegerField(required=False, widget=forms.HiddenInput)
    file = forms.IntegerField(required=False, widget=forms.HiddenInput)


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
