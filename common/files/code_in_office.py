"""Documents of Word and Excel that carry code, or fetch it: macros, objects, foreign templates."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

from common.uploads import UploadError

_MACROS = ("vbaproject.bin", "activex/", "macrosheets/")
_MACRO_TYPE = b"macroenabled"
_OBJECT = "embeddings/oleobject"
# What Word opens by itself together with the document; a linked picture or an address is shown.
_OPENED_WITH_IT = ("attachedTemplate", "oleObject", "frame", "subDocument", "aFChunk")
# «C:\\…» and «Normal.dotm»: the author's own template, which is not sought anywhere else.
_LOCAL = re.compile(r"(file:///)?[a-z]:[\\/]|[^\\/:]+\Z", re.IGNORECASE)


def refuse_code(data: bytes, name: str) -> None:
    """Raise UploadError, saying what to do, when the archive carries code or fetches it.

    `data` is an archive that `common.uploads` has found safe to unpack.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [member.lower() for member in archive.namelist()]
        types = archive.read("[Content_Types].xml").lower()
        fetched = next(_fetched(archive, name), None)
    if _MACRO_TYPE in types or any(mark in member for member in members for mark in _MACROS):
        raise UploadError(
            f"В файле «{name}» есть макросы. "
            "Сохраните его как обычный документ (.docx или .xlsx) и загрузите снова."
        )
    if any(_OBJECT in member for member in members):
        raise UploadError(
            f"В файл «{name}» вставлен объект другой программы: в таком бывает спрятана программа. "
            "Замените его обычной таблицей или картинкой и загрузите снова."
        )
    if fetched is not None:
        raise UploadError(
            f"Файл «{name}» при открытии загружает другой: {fetched[:200]}. Отсоедините его "
            "(шаблон: Разработчик → Шаблон документа → Normal), сохраните и загрузите снова."
        )


def _fetched(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    """Yield the addresses of what would be opened together with the document."""
    for member in archive.namelist():
        if not member.lower().endswith(".rels"):
            continue
        try:
            relations = fromstring(archive.read(member))
        except ParseError as error:
            raise UploadError(
                f"Файл «{name}» повреждён. Откройте его, сохраните заново и загрузите снова."
            ) from error
        for relation in relations:
            kind = relation.get("Type", "").rpartition("/")[2]
            target = relation.get("Target", "")
            is_outside = relation.get("TargetMode") == "External" and not _LOCAL.match(target)
            if is_outside and kind in _OPENED_WITH_IT:
                yield target
