"""Form fields for files."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.files.checking import MAX_BYTES, CheckedFile, check_file
from common.files.kinds import FileKind, titles_of
from common.uploads import MEGABYTE, UploadError


class CheckedFileField(forms.FileField):
    """Takes a file of one of `kinds`, known by content; cleans to a CheckedFile.

    Not required and not sent, it cleans to None: the file that was there before stays.
    """

    def __init__(
        self, *, kinds: tuple[FileKind, ...], max_bytes: int = MAX_BYTES, **kwargs: Any
    ) -> None:
        self.kinds, self.max_bytes = kinds, max_bytes
        said = f"{titles_of(kinds)}, до {max_bytes // MEGABYTE} МБ."
        accept = [part for kind in kinds for part in (*kind.extensions, kind.media_type)]
        widget = forms.FileInput(attrs={"accept": ",".join(accept)})
        super().__init__(
            **{"help_text": said, "widget": widget, "allow_empty_file": True, **kwargs}
        )

    def clean(self, data: Any, initial: Any = None) -> CheckedFile | None:
        upload = super().clean(data, None if self.required else initial)
        if not upload or upload is initial:
            return None
        try:
            return check_file(upload, upload.name, self.kinds, self.max_bytes)
        except UploadError as error:
            raise ValidationError(str(error)) from error
