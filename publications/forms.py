"""Forms of the publications."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.editing import VersionedForm
from common.files.fields import CheckedFileField
from common.files.kinds import DOCX, PDF
from libraries.forms import DayInput
from publications.models import Publication


class PublicationForm(VersionedForm):
    groups = (
        ("Издание", ("title", "authors", "compilers", "kind", "annotation")),
        ("Выходные данные", ("year", "place", "publisher", "pages", "isbn")),
    )
    says_optional = True

    class Meta:
        model = Publication
        fields = [
            "title",
            "authors",
            "compilers",
            "kind",
            "annotation",
            "year",
            "place",
            "publisher",
            "pages",
            "isbn",
        ]
        widgets = {"annotation": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "authors": "Через запятую, так, как они названы в издании.",
            "year": "Нужен к публикации; пока издание в плане, можно не указывать.",
        }


class PublishForm(forms.Form):
    """Asks from which day the publication is open to everybody."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    published_on = forms.DateField(label="Дата публикации", widget=DayInput())

    def __init__(self, *args: Any, publication: Publication, **kwargs: Any) -> None:
        initial = {"version": publication.version, "published_on": timezone.localdate()}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_published_on(self) -> datetime.date:
        day = self.cleaned_data["published_on"]
        if day > timezone.localdate():
            raise ValidationError("Эта дата ещё не наступила.")
        return day


class FileForm(forms.Form):
    """Takes the file of a publication; its cleaned value is a CheckedFile."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    file = CheckedFileField(label="Файл PDF или Word (.docx)", kinds=(PDF, DOCX))

    def __init__(self, *args: Any, publication: Publication, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": publication.version}, **kwargs)
