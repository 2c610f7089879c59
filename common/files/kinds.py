"""The kinds of files that the portal takes."""

from dataclasses import dataclass

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class FileKind:
    """A kind of files: `key` is what is stored, `title` is how people call it."""

    key: str
    title: str
    media_type: str
    extensions: tuple[str, ...]
    is_picture: bool = False

    @property
    def extension(self) -> str:
        """The end of a name, with the dot."""
        return self.extensions[0]


PDF = FileKind("pdf", "PDF", "application/pdf", (".pdf",))
DOCX = FileKind("docx", "Word (.docx)", f"{_OFFICE}.wordprocessingml.document", (".docx",))
XLSX = FileKind("xlsx", "Excel (.xlsx)", f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",))
JPEG = FileKind("jpeg", "JPEG", "image/jpeg", (".jpg", ".jpeg"), is_picture=True)
PNG = FileKind("png", "PNG", "image/png", (".png",), is_picture=True)
WEBP = FileKind("webp", "WebP", "image/webp", (".webp",), is_picture=True)

DOCUMENTS = (PDF, DOCX, XLSX)
PICTURES = (JPEG, PNG, WEBP)
KINDS = {kind.key: kind for kind in (*DOCUMENTS, *PICTURES)}


def titles_of(kinds: tuple[FileKind, ...]) -> str:
    """Return «PDF, Word (.docx) или JPEG»."""
    *others, last = (kind.title for kind in kinds)
    return f"{', '.join(others)} или {last}" if others else last
