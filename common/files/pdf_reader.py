"""Reads PDFs inside the sandbox: called there by name, never in the portal's process."""

import io
import re

import pypdfium2

from common.files.picture_reader import thumbnail_of
from common.text import strip_controls
from common.uploads import UploadError

MAX_PAGES = 2_000
MAX_LETTERS = 2_000_000
COVER_SIDE = 480
_STREAM = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)
_PROGRAM = re.compile(rb"/(?:JavaScript|Launch)(?![^\s/<>()\[\]{}%])")
_PASSWORD = "password"  # noqa: S105 - how the library words its refusal


def count_pages(data: bytes) -> int:
    """Return the number of pages.

    Raises UploadError for a protected, empty or endless file, and for one that runs programs.
    """
    with _opened(data) as document:
        _refuse_programs(document)
        return len(document)


def _refuse_programs(document: pypdfium2.PdfDocument) -> None:
    """Look for actions in the file as PDFium writes it anew: unpacked, names spelt plainly."""
    plain = io.BytesIO()
    document.save(plain, flags=pypdfium2.raw.FPDF_REMOVE_SECURITY)
    if _PROGRAM.search(_STREAM.sub(b"", plain.getvalue())):
        raise UploadError(
            "При открытии этот PDF запускает программу или сценарий. "
            "Напечатайте его в новый PDF (Печать → Сохранить как PDF) и загрузите снова."
        )


def draw_cover(data: bytes) -> str:
    """Return the first page as a JPEG (base64)."""
    with _opened(data) as document:
        page = document[0]
        # A page can declare any size in the world: the picture is sized, not the scale.
        scale = COVER_SIDE * 2 / max(*page.get_size(), 1)
        return thumbnail_of(page.render(scale=scale).to_pil(), COVER_SIDE)


def read_text(data: bytes) -> str:
    """Return the words of all pages, at most MAX_LETTERS; a scan without a text layer has none."""
    parts: list[str] = []
    letters = 0
    with _opened(data) as document:
        for page in document:
            text = page.get_textpage().get_text_bounded()
            parts.append(text)
            letters += len(text)
            page.close()
            if letters > MAX_LETTERS:
                break
    return strip_controls("\n".join(parts))[:MAX_LETTERS]


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(io.BytesIO(data))
    except pypdfium2.PdfiumError as error:
        if _PASSWORD in str(error).lower():
            raise UploadError(
                "PDF защищён паролем. Сохраните его без пароля и загрузите снова."
            ) from error
        raise
    if not 0 < len(document) <= MAX_PAGES:
        raise UploadError(
            f"В PDF страниц: {len(document)}. Нужна хотя бы одна и не больше {MAX_PAGES}."
        )
    return document
