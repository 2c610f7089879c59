"""The form of a paper put beside an application."""

from django import forms

from common.files.fields import CheckedFileField
from common.files.kinds import DOCUMENTS, PICTURES


class AttachmentForm(forms.Form):
    title = forms.CharField(
        label="Что за документ",
        max_length=200,
        required=False,
        help_text="Например: «смета», «письмо учредителя». Пусто — возьмём имя файла.",
    )
    file = CheckedFileField(label="Файл", kinds=(*DOCUMENTS, *PICTURES))
