"""Whether a file is what it may be: told by its content, never by its name."""

import base64
import io
import re
from dataclasses import dataclass
from typing import Any, BinaryIO

from common.files.code_in_office import refuse_code
from common.files.kinds import DOCX, JPEG, PDF, PNG, WEBP, XLSX, FileKind, titles_of
from common.sandbox import ReadingFailedError, run_in_sandbox
from common.text import strip_controls
from common.uploads import MEGABYTE, UploadError, detect_kind, read_upload

# Below the limit of one request in deploy/nginx.conf.
MAX_BYTES = 10 * MEGABYTE
MAX_NAME = 255

_PDF_START = re.compile(rb"%PDF-[12]\.[0-9]")
_PDF_END = re.compile(rb"startxref\s+([0-9]{1,10})\s+%%EOF\s*\Z")
_PDF_TABLE = re.compile(rb"\s*(xref\b|[0-9]+\s+[0-9]+\s+obj\b)")
_TAIL = 2048
_HEAD = 4096
_STARTS = ((b"%PDF", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!", b"dex\n")
_MARKUP = re.compile(rb"<\s*(svg|html|!doctype\s+html|script|body|iframe)\b", re.IGNORECASE)
_OTHER_PICTURES = re.compile(rb"GIF8|BM|II\*\x00|MM\x00\*|.{4}ftyp(heic|heix|mif1|avif)", re.DOTALL)
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_OFFICE_STARTS = (b"PK", b"\xd0\xcf\x11\xe0")
_OFFICE = {"docx": DOCX, "xlsx": XLSX}


@dataclass(frozen=True)
class CheckedFile:
    """A file that is what it says; `name` is the person's own, for people and not for the disk.

    A picture is drawn anew, has its `width` and `height` in pixels and a `thumbnail` (JPEG);
    a PDF has its number of `pages`.
    """

    data: bytes
    kind: FileKind
    name: str
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    thumbnail: bytes = b""


def check_file(
    source: BinaryIO | bytes, name: str, kinds: tuple[FileKind, ...], max_bytes: int = MAX_BYTES
) -> CheckedFile:
    """Return the file when it is one of `kinds`; raise UploadError, saying why and what to do.

    PDFs and pictures are opened in the sandbox, archives of Word and Excel are unpacked and
    counted; what carries code is refused.
    """
    shown = shown_name(name)
    data = _read(source, shown, max_bytes)
    kind = _kind_of(data)
    if kind is None or kind not in kinds:
        raise UploadError(_why_not(data, shown, kind, kinds))
    if kind.is_picture:
        return _picture(data, kind, shown)
    if kind is PDF:
        return CheckedFile(data, kind, shown, pages=_pdf_pages(data, shown))
    refuse_code(data, shown)
    return CheckedFile(data, kind, shown)


def shown_name(name: str) -> str:
    """Return the person's name for a file, less folders and what cannot be seen."""
    last = strip_controls(name.replace("\\", "/").rpartition("/")[2])
    return " ".join(last.split())[-MAX_NAME:] or "файл"


def _read(source: BinaryIO | bytes, name: str, max_bytes: int) -> bytes:
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    if stream.seek(0, io.SEEK_END) > max_bytes:
        raise UploadError(
            f"Файл «{name}» больше {max_bytes // MEGABYTE} МБ. "
            "Сохраните его с картинками меньшего размера и загрузите снова."
        )
    return read_upload(stream, name, max_bytes)


def _kind_of(data: bytes) -> FileKind | None:
    """Return the kind that the content tells; an archive is unpacked to know."""
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if not data.startswith(_OFFICE_STARTS):
        return None
    try:
        return _OFFICE.get(detect_kind(data, ""))
    except UploadError:
        return None


def _why_not(data: bytes, name: str, kind: FileKind | None, kinds: tuple[FileKind, ...]) -> str:
    wanted = titles_of(kinds)
    if kind is not None:
        return f"Файл «{name}» — {kind.title}, а здесь нужен {wanted}. Выберите другой файл."
    if data.startswith(_OFFICE_STARTS) and set(kinds) & set(_OFFICE.values()):
        return _office_fault(data, name)
    if data.startswith(_PROGRAMS):
        what = "программа, а не документ. Не открывайте его, если не знаете, откуда он"
    elif _MARKUP.search(data[:_HEAD]):
        what = "веб-страница или рисунок SVG: в них бывают скрипты"
    elif _OTHER_PICTURES.match(data):
        what = "картинка такого вида, который открывается не везде"
    elif data.startswith((*_ARCHIVES, b"PK")):
        what = "архив: распакуйте его и загрузите сам файл"
    else:
        what = f"не {wanted}"
    return f"Файл «{name}» — {what}. Нужен {wanted}: сохраните в таком виде и загрузите снова."


def _office_fault(data: bytes, name: str) -> str:
    try:
        detect_kind(data, name)
    except UploadError as error:
        return str(error)
    return f"Файл «{name}» не читается. Сохраните его заново и загрузите снова."


def _picture(data: bytes, kind: FileKind, name: str) -> CheckedFile:
    broken = (
        f"Картинка «{name}» повреждена или слишком сложна. "
        "Откройте её в любой программе, сохраните заново как JPEG и загрузите снова."
    )
    drawn = _looked_into("common.files.picture_reader:draw_anew", data, name, broken)
    return CheckedFile(
        base64.b64decode(drawn["picture"]),
        kind,
        name,
        width=drawn["width"],
        height=drawn["height"],
        thumbnail=base64.b64decode(drawn["thumbnail"]),
    )


def _looked_into(reader: str, data: bytes, name: str, broken: str) -> Any:
    """Run a reader in the sandbox; its refusal is told with the file's name, for there may be more.

    `broken` is what to tell when the reader itself could not cope.
    """
    try:
        return run_in_sandbox(reader, data, name=name)
    except ReadingFailedError as error:
        raise UploadError(broken) from error
    except UploadError as error:
        raise UploadError(f"Файл «{name}» не принят. {error}") from error


def _pdf_pages(data: bytes, name: str) -> int:
    """Return the number of pages.

    A real PDF tells at its end where its table of objects lies, and opens with its pages.
    """
    end = _PDF_END.search(data[-_TAIL:])
    if not (_PDF_START.match(data) and end and _PDF_TABLE.match(data, int(end.group(1)))):
        raise UploadError(_broken_pdf(name))
    return _looked_into("common.files.pdf_reader:count_pages", data, name, _broken_pdf(name))


def _broken_pdf(name: str) -> str:
    return (
        f"Файл «{name}» начинается как PDF, но повреждён или это не PDF. "
        "Откройте его, сохраните заново как PDF и загрузите снова."
    )
