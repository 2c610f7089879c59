"""Forms of the regulatory documents."""

from typing import Any

from django import forms

from common.editing import VersionedForm
from common.files.fields import CheckedFileField
from common.files.kinds import DOCX, PDF
from common.named_rows import NamedRowField
from libraries.forms import DayInput, WebsiteField
from publications.models import Regulation


class RegulationField(NamedRowField):
    """Documents named with their titles: numbers alone say little."""

    def label_from_instance(self, obj: Regulation) -> str:
        return obj.full_name


class RegulationForm(VersionedForm):
    groups = (
        ("Реквизиты", ("kind", "issuer", "date", "number", "title", "theme")),
        ("Действие", ("in_force_since", "in_force_until", "replaced_by")),
        ("Содержание", ("summary", "text", "source")),
    )
    replaced_by = RegulationField(
        Regulation.objects.none(),
        keys=("search_key",),
        label="Чем заменён",
        required=False,
        help_text="Наберите номер или часть названия документа, который пришёл на смену.",
    )

    source = WebsiteField(label="Где опубликован", max_length=500, required=False)

    class Meta:
        model = Regulation
        fields = [
            "kind",
            "issuer",
            "date",
            "number",
            "title",
            "theme",
            "in_force_since",
            "in_force_until",
            "replaced_by",
            "summary",
            "text",
            "source",
        ]
        widgets = {
            "date": DayInput(),
            "in_force_since": DayInput(),
            "in_force_until": DayInput(),
            "summary": forms.Textarea(attrs={"rows": 3}),
            "text": forms.Textarea(attrs={"rows": 12}),
        }
        help_texts = {
            "number": "Без знака «№»: 78-ФЗ, Р 7.0.100–2018.",
            "title": "Без слов «О внесении…» впереди и без кавычек: так, как документ называют.",
            "text": "Весь текст или его часть о библиотеках; файл прилагают после сохранения.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Regulation.objects.exclude(pk=self.instance.pk)
        self.fields["replaced_by"].queryset = others.defer("text")


class RegulationFileForm(forms.Form):
    """The document as a file."""

    file = CheckedFileField(label="Файл документа", kinds=(PDF, DOCX))
