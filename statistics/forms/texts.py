"""Forms of the text part: what libraries write, the files they bring, what methodists ask."""

from collections.abc import Iterable
from typing import Any

from django import forms

from common.files.fields import CheckedFileField
from common.files.kinds import DOCX, JPEG, PDF, PICTURES, PNG
from statistics.actions.headings import MOST_HEADINGS, HeadingSpec
from statistics.models import Campaign, TextHeading
from statistics.queries.texts import HeadingText

_EXTRA = 3


class TextsForm(forms.Form):
    """A field for each heading, with the version of the text that was seen."""

    def __init__(self, data: Any, texts: Iterable[HeadingText]) -> None:
        super().__init__(data)
        self.texts = tuple(texts)
        for one in self.texts:
            self.fields[f"text-{one.heading}"] = forms.CharField(
                label=one.title,
                help_text=one.help_text,
                # Longer than allowed is told by the action, and what is typed stays.
                required=False,
                strip=False,
                initial=one.text,
                widget=forms.Textarea(attrs={"rows": 8, "data-version": one.version}),
            )
            self.fields[f"version-{one.heading}"] = forms.IntegerField(
                initial=one.version, required=False, min_value=0, widget=forms.HiddenInput
            )

    @property
    def rows(self) -> list[tuple[HeadingText, forms.BoundField, forms.BoundField]]:
        """Each heading with its field and the one of the version seen."""
        return [
            (one, self[f"text-{one.heading}"], self[f"version-{one.heading}"]) for one in self.texts
        ]

    @property
    def typed(self) -> list[tuple[HeadingText, str, int]]:
        """Each heading sent, with its text and the version seen; of a valid form."""
        return [
            (
                one,
                self.cleaned_data[f"text-{one.heading}"],
                self.cleaned_data[f"version-{one.heading}"] or 0,
            )
            for one in self.texts
            if f"text-{one.heading}" in self.data
        ]


class ReportFileForm(forms.Form):
    file = CheckedFileField(label="Файл", kinds=(PDF, DOCX, *PICTURES))


class ScanForm(forms.Form):
    file = CheckedFileField(label="Скан с подписью", kinds=(PDF, JPEG, PNG))


class HeadingForm(forms.ModelForm):
    """One heading of the text part; the number tells its place in the list."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = TextHeading
        fields = ["title", "help_text", "is_required", "max_length", "position"]
        labels = {"position": "Место в перечне"}
        widgets = {
            "help_text": forms.Textarea(attrs={"rows": 2}),
            "position": forms.NumberInput(attrs={"min": 1, "max": MOST_HEADINGS}),
        }
        help_texts = {"max_length": "От 100 до 20 000; страница текста — около 2 000."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].required = False
        if not self.initial.get("pk"):
            self.initial["position"] = None

    @property
    def spec(self) -> HeadingSpec:
        """The heading as typed, of a valid form."""
        told = self.cleaned_data
        return HeadingSpec(
            told["title"], told["help_text"], told["is_required"], told["max_length"], told["pk"]
        )


class TextPartForm(forms.Form):
    """What a campaign asks besides figures and headings."""

    scan_required = forms.BooleanField(
        label="Без подписанного скана отчёт не отправить",
        required=False,
        help_text="Библиотека печатает отчёт с портала, подписывает и прикладывает скан.",
    )
    stamp = forms.CharField(widget=forms.HiddenInput)


class _HeadingSet(forms.BaseFormSet):
    @property
    def specs(self) -> list[HeadingSpec]:
        """The headings in the order of their places, of a valid set."""
        told = [
            form
            for form in self.forms
            if form.cleaned_data.get("title") and not form.cleaned_data.get("DELETE")
        ]
        # A new one without a place of its own goes last.
        told.sort(key=lambda form: form.cleaned_data.get("position") or MOST_HEADINGS + 1)
        return [form.spec for form in told]


def heading_set(campaign: Campaign, data: Any, is_fixed: bool) -> forms.BaseFormSet:
    """Return the headings of a campaign as forms, with a few empty ones below unless `is_fixed`."""
    made = forms.formset_factory(
        HeadingForm,
        formset=_HeadingSet,
        extra=0 if is_fixed else _EXTRA,
        can_delete=True,
        max_num=MOST_HEADINGS,
        absolute_max=MOST_HEADINGS + _EXTRA,
    )
    names = ("pk", "title", "help_text", "is_required", "max_length", "position")
    initial = [{name: getattr(one, name) for name in names} for one in campaign.headings.all()]
    return made(data, initial=initial, prefix="headings")
