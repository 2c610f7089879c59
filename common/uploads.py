"""Files from strangers: what they really are, and whether it is safe to look inside.

Nothing here trusts a file's name, its declared type or the sizes that its headers tell. Readers in
the sandbox import this module, so it keeps off Django: that would double the time they start in.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal

Kind = Literal["xlsx", "docx", "text"]
Source = BinaryIO | Path | bytes

MEGABYTE = 1024 * 1024
MAX_MEMBERS = 2_000
MAX_MEMBER_BYTES = 40 * MEGABYTE
MAX_TOTAL_BYTES = 80 * MEGABYTE
# Honest tables of thousands of equal cells pack up to about 60 times, a bomb 1,000 times.
MAX_RATIO = 200
RATIO_COUNTS_FROM = 2 * MEGABYTE
CHUNK = 256 * 1024

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_TYPES = "[Content_Types].xml"
# The main part by its usual name, or by its type: some programs call it «word/document2.xml».
_MAIN_PART: dict[Kind, tuple[str, bytes]] = {
    "xlsx": ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
    "docx": ("word/document.xml", b"wordprocessingml.document.main+xml"),
}
_BINARY_MAGIC = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


class UploadError(Exception):
    """A file was refused; the message says in Russian what, where, and what to do."""


def read_upload(source: Source, name: str, max_bytes: int | None = None) -> bytes:
    """Return all bytes of `source`, at most `max_bytes` (settings.UPLOAD_MAX_BYTES by default).

    Raises UploadError when the file is larger, or empty.
    """
    limit = max_bytes or _most_bytes()
    data = _read(source, limit + 1)
    if len(data) > limit:
        raise UploadError(
            f"Файл «{name}» больше {limit // MEGABYTE} МБ. "
            "Уберите из него картинки и лишние листы и загрузите снова."
        )
    if not data:
        raise UploadError(f"Файл «{name}» пуст. Проверьте, тот ли файл Вы выбрали.")
    return data


def _most_bytes() -> int:
    from django.conf import settings  # noqa: PLC0415 - keeps Django out of the sandbox

    return settings.UPLOAD_MAX_BYTES


def _read(source: Source, limit: int) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, Path):
        with source.open("rb") as file:
            return file.read(limit)
    source.seek(0)
    return source.read(limit)


def detect_kind(data: bytes, name: str) -> Kind:
    """Tell by content whether `data` is a workbook, a document or plain text.

    An archive is inspected first: a bomb or a damaged archive never gets further. Raises
    UploadError for everything else: old, protected and foreign formats, with what to do.
    """
    if data.startswith(_OLE_MAGIC):
        raise UploadError(_old_format(data, name))
    if data.startswith(b"PK"):
        return _kind_of_archive(data, name)
    if data.startswith(_BINARY_MAGIC) or _looks_binary(data):
        raise UploadError(
            f"Файл «{name}» — это не таблица и не документ Word. "
            "Подходят файлы Excel (.xlsx), Word (.docx) и текст с разделителями (.csv, .tsv)."
        )
    return "text"


def require_kind(data: bytes, name: str, *kinds: Kind) -> Kind:
    """Return the kind of `data` when it is one of `kinds`; raise UploadError otherwise."""
    kind = detect_kind(data, name)
    if kind not in kinds:
        wanted = " или ".join(_TITLES[each] for each in kinds)
        raise UploadError(
            f"Файл «{name}» — это {_TITLES[kind]}, а нужен другой: {wanted}. "
            "Сохраните его в нужном формате и загрузите снова."
        )
    return kind


_TITLES: dict[Kind, str] = {
    "xlsx": "таблица Excel (.xlsx)",
    "docx": "документ Word (.docx)",
    "text": "простой текст",
}


def _old_format(data: bytes, name: str) -> str:
    if _ENCRYPTED in data:
        return (
            f"Файл «{name}» защищён паролем. Снимите пароль "
            "(Файл → Сведения → Защита) и загрузите снова."
        )
    return (
        f"Файл «{name}» сохранён в старом формате (.xls или .doc). "
        "Откройте его и сохраните как .xlsx или .docx."
    )


def _looks_binary(data: bytes) -> bool:
    """NUL bytes are found in binary files and in UTF-16, which begins with its mark."""
    head = data[:4096]
    return b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _kind_of_archive(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_archive(archive, name)
            members = set(archive.namelist())
            mimetype = archive.read("mimetype") if "mimetype" in members else b""
            types = archive.read(_TYPES) if _TYPES in members else b""
    except UploadError:
        raise
    except Exception as error:  # a damaged archive fails in many ways: zlib, struct, EOF, names
        raise UploadError(
            f"Файл «{name}» повреждён и не открывается. Откройте его в Excel или Word, "
            "сохраните заново и загрузите снова."
        ) from error
    for kind, (part, main_type) in _MAIN_PART.items():
        if types and (part in members or main_type in types):
            return kind
    raise UploadError(_foreign_archive(members, mimetype, name))


def _foreign_archive(members: set[str], mimetype: bytes, name: str) -> str:
    if b"opendocument" in mimetype or "xl/workbook.bin" in members:
        return (
            f"Файл «{name}» — другого формата (OpenDocument или .xlsb). "
            "Откройте его и сохраните как .xlsx или .docx."
        )
    return (
        f"Файл «{name}» — не таблица Excel и не документ Word, хотя и похож на них. "
        "Если это архив, распакуйте его и загрузите сам файл."
    )


def check_archive(archive: zipfile.ZipFile, name: str) -> None:
    """Raise UploadError unless `archive` is safe to unpack: every byte is counted, not believed."""
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise UploadError(f"В файле «{name}» слишком много частей: {len(members)}.")
    total = 0
    for member in members:
        if member.flag_bits & 0x1:
            raise UploadError(f"Файл «{name}» защищён паролем. Снимите пароль и загрузите снова.")
        size, packed = 0, max(member.compress_size, 1)
        for length in _lengths(archive, member, name):
            size, total = size + length, total + length
            is_bomb = size > RATIO_COUNTS_FROM and size > packed * MAX_RATIO
            if size > MAX_MEMBER_BYTES or total > MAX_TOTAL_BYTES or is_bomb:
                raise UploadError(
                    f"Файл «{name}» при распаковке становится слишком большим "
                    f"(больше {size // MEGABYTE} МБ). Скопируйте нужную таблицу в новый файл, "
                    "сохраните и загрузите его."
                )


def _lengths(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Iterator[int]:
    """Unpack `member` piece by piece; office files never declare a document type, bombs do.

    Every part is looked at: its name does not tell whether it will be read as XML.
    """
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            window = tail + chunk
            if any(mark in window for mark in _DOCTYPES):
                raise UploadError(
                    f"Файл «{name}» содержит недопустимое объявление типа (DOCTYPE). "
                    "Откройте его в Excel или Word и сохраните заново; рисунки SVG и вставленные "
                    "веб-страницы замените картинками."
                )
            tail = chunk[-20:]
            yield len(chunk)
