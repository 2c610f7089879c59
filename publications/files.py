"""Files of publications: PDF and DOCX, known by content and checked before they are kept."""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from common.uploads import UploadError, read_upload, require_kind

MEGABYTE = 1024 * 1024
# Below the limit of one request in deploy/nginx.conf.
MAX_BYTES = 10 * MEGABYTE
MEDIA_TYPES = {
    "PDF": "application/pdf",
    "DOCX": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_PDF_START = re.compile(rb"%PDF-[12]\.[0-9]")
_PDF_END = re.compile(rb"startxref\s+([0-9]{1,10})\s+%%EOF\s*\Z")
_PDF_TABLE = re.compile(rb"\s*(xref\b|[0-9]+\s+[0-9]+\s+obj\b)")
_MACROS = "word/vbaproject.bin"
_TAIL = 2048


@dataclass(frozen=True)
class CheckedFile:
    """The bytes of a file that is what it says; format is PDF or DOCX."""

    data: bytes
    format: str


def read_file(source: BinaryIO, name: str) -> CheckedFile:
    """Return the file when it is a PDF or a DOCX; raise UploadError, saying what to do."""
    _check_size(source, name)
    data = read_upload(source, name, MAX_BYTES)
    if data.startswith(b"%PDF"):
        _check_pdf(data, name)
        return CheckedFile(data, "PDF")
    _check_docx(data, name)
    return CheckedFile(data, "DOCX")


def _check_size(source: BinaryIO, name: str) -> None:
    if source.seek(0, io.SEEK_END) > MAX_BYTES:
        raise UploadError(
            f"Файл «{name}» больше {MAX_BYTES // MEGABYTE} МБ. "
            "Сохраните его с картинками меньшего размера и загрузите снова."
        )


def _check_pdf(data: bytes, name: str) -> None:
    """A real PDF tells at its end where its table of objects lies, and the table is there."""
    end = _PDF_END.search(data[-_TAIL:])
    if not (_PDF_START.match(data) and end and _PDF_TABLE.match(data, int(end.group(1)))):
        raise UploadError(
            f"Файл «{name}» начинается как PDF, но повреждён или это не PDF. "
            "Откройте его, сохраните заново как PDF и загрузите снова."
        )


def _check_docx(data: bytes, name: str) -> None:
    if not data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise UploadError(
            f"Файл «{name}» — не PDF и не документ Word. "
            "Подходят файлы .pdf и .docx: сохраните издание в одном из этих форматов."
        )
    require_kind(data, name, "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        has_macros = any(member.lower() == _MACROS for member in archive.namelist())
    if has_macros:
        raise UploadError(
            f"В файле «{name}» есть макросы. Сохраните его как обычный документ Word (.docx)."
        )
