"""Several files at a time."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.files.checking import CheckedFile
from common.files.fields import CheckedFileField
from common.files.kinds import DOCUMENTS, PICTURES

MOST_FILES = 5
# One request is at most 12 MB (see common.files), the words of the form among them.
MAX_BYTES = 11 * 1024 * 1024


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class CheckedFilesField(CheckedFileField):
    """Takes up to five files, documents or pictures; cleans to a list of CheckedFile."""

    widget = FilesInput

    def __init__(self, **kwargs: Any) -> None:
        kinds = (*DOCUMENTS, *PICTURES)
        accept = [part for kind in kinds for part in (*kind.extensions, kind.media_type)]
        told: dict[str, Any] = {
            "label": "Файлы",
            "required": False,
            "help_text": f"До {MOST_FILES} файлов, вместе до 11 МБ: PDF, Word, Excel, картинки.",
            "widget": FilesInput(attrs={"accept": ",".join(accept)}),
        }
        super().__init__(kinds=kinds, **told | kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[CheckedFile]:
        uploads = [one for one in (data if isinstance(data, list) else [data]) if one]
        if len(uploads) > MOST_FILES:
            raise ValidationError(f"Не больше {MOST_FILES} файлов за раз.")
        if sum(one.size for one in uploads) > MAX_BYTES:
            raise ValidationError("Вместе файлы больше 11 МБ. Приложите их частями.")
        checked = (super(CheckedFilesField, self).clean(one, None) for one in uploads)
        return [one for one in checked if one is not None]
