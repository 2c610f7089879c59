"""The form that takes a plan's file or a pasted table."""

from typing import Any

from django import forms

from events.imports.clipboard import read_paste
from events.imports.files import read_file
from events.imports.tables import RawTable

ACCEPTED = ".docx,.xlsx,.tsv,.csv,.txt"


class ImportForm(forms.Form):
    """Either a file or a paste; `html` is filled by the script from the clipboard."""

    file = forms.FileField(
        label="Файл плана",
        required=False,
        allow_empty_file=True,
        help_text="Документ Word (.docx), книга Excel (.xlsx) или текст с разделителями "
        "(.tsv, .csv).",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    text = forms.CharField(
        label="Или вставьте таблицу",
        required=False,
        strip=False,
        help_text="Выделите таблицу в Word или Excel, скопируйте (Ctrl+C) и вставьте сюда "
        "(Ctrl+V).",
        widget=forms.Textarea(attrs={"rows": 6, "data-paste": ""}),
    )
    html = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def source_field(self) -> str:
        """The field that a refusal belongs to."""
        return "file" if self.cleaned_data.get("file") else "text"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not cleaned.get("text", "").strip():
            raise forms.ValidationError("Выберите файл или вставьте таблицу.")
        return cleaned

    def read(self) -> tuple[RawTable, str]:
        """Return the table and where it came from. Raises UploadError."""
        file = self.cleaned_data.get("file")
        if file:
            return read_file(file, file.name), file.name
        table = read_paste(self.cleaned_data["text"], self.cleaned_data["html"])
        return table, "вставленная таблица"
