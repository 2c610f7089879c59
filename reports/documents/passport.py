"""The passport of a library, on paper: the same sections as on its page."""

import base64
from functools import cached_property
from itertools import groupby
from typing import Any

from common.tables import TableSet
from libraries.models import Library
from libraries.passport import Audience, Picture, Section, sections_of
from libraries.rules import is_inside
from reports.documents.base import Document, Parameter, ParameterError
from reports.letterhead import Letterhead, of_organisation

AUDIENCES = {"public": "то, что видят все", "inside": "с консультациями и выездами"}


class PassportDocument(Document):
    name = "passport"
    title = "Паспорт библиотеки"
    parameters = (
        Parameter("library", "код библиотеки", "01-001"),
        Parameter("audience", "для кого", "public", default="public", choices=AUDIENCES),
    )
    formats = ("pdf",)
    for_guests = True
    template = "documents/passport.html"
    styles = ("tables", "passport")

    def find(self) -> None:
        code = self.values["library"]
        related = ("organisation__parent__parent", "territory", "successor", "passport")
        found = Library.objects.select_related(*related).filter(code=code).first()
        if found is None:
            raise ParameterError(f"Нет библиотеки с кодом «{code}».")
        self.library = found

    @cached_property
    def letterhead(self) -> Letterhead:
        return of_organisation(self.library.organisation)

    def is_visible_to(self, user: Any) -> bool:
        """Everybody's part exists for everybody, the rest for those inside."""
        return self.values["audience"] == "public" or is_inside(user, self.library)

    def read_content(self) -> TableSet:
        audience = Audience[self.values["audience"].upper()]
        self.sections = sections_of(self.library, audience)
        tables = tuple(table for one in self.sections for table in one.content.tables)
        return TableSet(title=f"Паспорт библиотеки: {self.library.name}", tables=tables)

    def also_printed(self) -> Any:
        content = self.content  # reads the sections
        return [content.title, [_plain(section) for section in self.sections]]

    def pdf_context(self) -> dict[str, Any]:
        content = self.content
        numbers = {id(table): number for number, table in enumerate(content.tables, start=1)}
        return {
            "content": content,
            "tables": content.tables,
            "library": self.library,
            "is_inside": self.values["audience"] == "inside",
            "sections": [
                {
                    "section": section,
                    "facts": _printed_facts(section),
                    "tables": [(numbers[id(table)], table) for table in section.content.tables],
                    "pictures": [_drawn(picture) for picture in section.content.pictures],
                }
                for section in self.sections
            ],
        }


def _printed_facts(section: Section) -> list[tuple[str, list[str]]]:
    """Return the facts worth paper; neighbours of one label, such as points, as lines of one."""
    facts = (fact for fact in section.content.facts if not fact.is_for_screen)
    return [
        (label, [fact.value for fact in group])
        for label, group in groupby(facts, key=lambda fact: fact.label)
    ]


def _plain(section: Section) -> list[Any]:
    """Return what a section prints, as plain values."""
    content = section.content
    return [
        section.title,
        _printed_facts(section),
        [series.in_words for series in content.series],
        [(entry.text, entry.day, entry.note) for entry in content.entries],
        [(picture.alt, picture.stored.name) for picture in content.pictures],
        content.scheme,
        content.notes,
    ]


def _drawn(picture: Picture) -> tuple[str, str]:
    """Return the words of a photograph and the photograph itself, as a part of the page."""
    try:
        with picture.stored.open("rb") as file:
            data = base64.b64encode(file.read()).decode()
    except FileNotFoundError:
        return picture.alt, ""
    return picture.alt, f"data:image/jpeg;base64,{data}"
