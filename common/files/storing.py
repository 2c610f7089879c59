"""Files on the disk: under random names of ours, beside the row that knows what they are."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models.fields.files import FieldFile

from common.files.checking import MAX_NAME, CheckedFile
from common.files.kinds import JPEG, KINDS, FileKind


def own_name(row: models.Model, name: str) -> str:
    """Return «libraries/photo/<random>.jpg»; `name` gives the ending and comes from us too."""
    ending = name.rpartition(".")[2]
    return f"{row._meta.app_label}/{row._meta.model_name}/{uuid4().hex}.{ending}"


class StoredFile(models.Model):
    """A row with a file of its own; fill it with `stored_values` of a checked file."""

    file = models.FileField("файл", upload_to=own_name, max_length=200, editable=False)
    file_name = models.CharField("имя файла", max_length=MAX_NAME, editable=False)
    file_kind = models.CharField(
        "вид файла",
        max_length=10,
        choices=[(kind.key, kind.title) for kind in KINDS.values()],
        editable=False,
    )
    file_size = models.PositiveIntegerField("размер файла, байт", editable=False)

    class Meta:
        abstract = True

    @property
    def kind_of_file(self) -> FileKind:
        return KINDS[self.file_kind]


class StoredPicture(StoredFile):
    """A picture with its thumbnail; sizes are pixels."""

    thumbnail = models.FileField("уменьшенная", upload_to=own_name, max_length=200, editable=False)
    width = models.PositiveIntegerField("ширина", editable=False)
    height = models.PositiveIntegerField("высота", editable=False)

    class Meta:
        abstract = True


def stored_values(file: CheckedFile) -> Mapping[str, Any]:
    """Return the values of StoredFile, or for a picture those of StoredPicture, that keep it."""
    values = file_values(file)
    if file.kind.is_picture:
        thumbnail = ContentFile(file.thumbnail, name=f"thumbnail{JPEG.extension}")
        values |= {"thumbnail": thumbnail, "width": file.width, "height": file.height}
    return values


def file_values(file: CheckedFile) -> dict[str, Any]:
    """Return the values of StoredFile: a picture that is kept as a paper needs no small one."""
    return {
        "file": ContentFile(file.data, name=f"file{file.kind.extension}"),
        "file_name": file.name,
        "file_kind": file.kind.key,
        "file_size": len(file.data),
    }


def delete_stored(*files: FieldFile) -> None:
    """Delete files from the disk once the present transaction is through."""
    names = [(file.storage, file.name) for file in files if file]
    transaction.on_commit(lambda: [storage.delete(name) for storage, name in names])
