"""The field for a filled workbook."""

from django import forms
from django.conf import settings
from django.http import QueryDict

from common.files.fields import CheckedFileField
from common.files.kinds import XLSX

_CHOICE = "choice-"


class OfflineForm(forms.Form):
    file = CheckedFileField(
        label="Заполненный бланк", kinds=(XLSX,), max_bytes=settings.UPLOAD_MAX_BYTES
    )


def choices_of(data: QueryDict) -> dict[str, str]:
    """Return by cell whose value was chosen, the file's or the portal's."""
    return {
        key.removeprefix(_CHOICE): value for key, value in data.items() if key.startswith(_CHOICE)
    }
