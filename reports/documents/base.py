"""What every document is: a name, parameters, who may have it, and its content as tables."""

import datetime
import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, BinaryIO, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone

from common.tables import TableSet
from libraries.validators import validate_day
from reports.delimited import render_csv
from reports.docx import Sheet
from reports.docx_pages import render_docx
from reports.letterhead import Letterhead, of_department
from reports.pdf import render_pdf
from reports.xlsx import render_xlsx

# Part of every document's version: raise it when the look changes, and cached files are remade.
LOOK = 6
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def read_day(text: str) -> datetime.date | None:
    """Return the day written as 2026-12-31, None for nothing; raise ParameterError."""
    if not text:
        return None
    try:
        day = datetime.date.fromisoformat(text)
        validate_day(day)
    except ValidationError as error:
        raise ParameterError(" ".join(error.messages)) from error
    except ValueError as error:
        raise ParameterError(f"Дата пишется так: 2026-12-31, а не «{text}».") from error
    return day


class ParameterError(ValueError):
    """A parameter of a document is absent or wrong; the message is for the reader."""


@dataclass(frozen=True)
class Parameter:
    """A parameter as text, such as `campaign=6-nk/2025`."""

    name: str
    title: str
    example: str
    is_required: bool = True
    default: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)

    def read(self, values: Mapping[str, str]) -> str:
        """Return the value given, or the default; raise ParameterError."""
        value = str(values.get(self.name, "")).strip() or self.default
        if not value and self.is_required:
            raise ParameterError(f"Не указан параметр {self.name} ({self.title}).")
        if value and self.choices and value not in self.choices:
            known = ", ".join(self.choices)
            raise ParameterError(f"Параметр {self.name}: есть {known}, а не «{value}».")
        return value


class Document(ABC):
    """One document for given parameters. The content is read once and rendered to any format."""

    name: ClassVar[str]
    title: ClassVar[str]
    parameters: ClassVar[tuple[Parameter, ...]]
    formats: ClassVar[tuple[str, ...]] = ("pdf", "xlsx")
    # These take a moment, so nobody is sent to a queue for them.
    quick: ClassVar[tuple[str, ...]] = ("xlsx", "csv")
    # Whether one may ask without signing in; of how few parameters there are depends how much
    # guests can have made, so a document says so itself.
    for_guests: ClassVar[bool] = False
    # Whether its foot tells when it was made, and has the place to sign: then each day has its own.
    is_signed: ClassVar[bool] = False
    template: ClassVar[str] = "documents/tables.html"
    styles: ClassVar[tuple[str, ...]] = ("tables",)

    def __init__(self, values: Mapping[str, str]) -> None:
        """Read the parameters and find what they speak of; raise ParameterError."""
        unknown = set(values) - {parameter.name for parameter in self.parameters}
        if unknown:
            known = ", ".join(parameter.name for parameter in self.parameters)
            raise ParameterError(
                f"Неизвестный параметр {', '.join(sorted(unknown))}. Есть: {known}."
            )
        self.values = {one.name: one.read(values) for one in self.parameters}
        self.find()

    @abstractmethod
    def find(self) -> None:
        """Find the objects that the parameters name; raise ParameterError."""

    @abstractmethod
    def is_visible_to(self, user: Any) -> bool:
        """Whether what the document speaks of exists for `user`."""

    def is_allowed_to(self, user: Any) -> bool:
        """Whether `user`, for whom the document exists, may have it."""
        return True

    @abstractmethod
    def read_content(self) -> TableSet:
        """Read the figures and words of the document."""

    @cached_property
    def content(self) -> TableSet:
        return self.read_content()

    @cached_property
    def letterhead(self) -> Letterhead:
        """Whose the document is; the department's, unless the document says otherwise."""
        return of_department()

    @property
    def heading(self) -> str:
        """Name of this very document, also of its file."""
        return self.content.title

    def pdf_context(self) -> dict[str, Any]:
        return {"content": self.content, "tables": self.content.tables}

    def sheets(self) -> TableSet:
        """Return the content as it goes into a workbook."""
        return self.content

    def data_version(self) -> str:
        """Return the SHA-256 of all that is printed: the same figures give the same file."""
        printed = [LOOK, self.name, self.values, self.figures_version(), self.also_printed()]
        printed += [self.letterhead.plain, timezone.localdate() if self.is_signed else None]
        text = json.dumps(printed, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def figures_version(self) -> Any:
        """Return what is different whenever the content is: the content itself.

        A document that takes seconds to read says it by less, since a person waits for it.
        """
        return self.content.as_json()

    def also_printed(self) -> Any:
        """Return what is printed besides the tables, for the version."""
        return None

    def render(self, format_: str) -> bytes:
        """Return the file; raise ParameterError for a format the document does not have."""
        if format_ not in self.formats:
            raise ParameterError(f"Документ «{self.title}» бывает: {', '.join(self.formats)}.")
        return self.renderers()[format_]()

    def renderers(self) -> dict[str, Callable[[], bytes]]:
        """Return by format how the file is made; a document with one of its own adds it."""
        return {
            "pdf": self._render_pdf,
            "xlsx": lambda: render_xlsx(self.sheets(), self.letterhead.author),
            "csv": lambda: render_csv(self.content),
            "docx": lambda: render_docx(self.content, self.letterhead, self.word_sheet, self._made),
        }

    @property
    def word_sheet(self) -> Sheet:
        """On what sheets a document for Word lies."""
        return Sheet(is_landscape=True)

    @property
    def _made(self) -> datetime.date | None:
        return timezone.localdate() if self.is_signed else None

    def write(self, format_: str, stream: BinaryIO) -> None:
        """Write the file into `stream`; one too large for memory goes there piece by piece."""
        stream.write(self.render(format_))

    def _render_pdf(self) -> bytes:
        context = {
            "document_title": self.heading,
            "letterhead": self.letterhead,
            "made_on": self._made,
        }
        context |= self.pdf_context()
        return render_pdf(self.template, context, self.styles, self.page_rules())

    def page_rules(self) -> str:
        """Return further rules of the printed page, in the language of style sheets."""
        return ""
