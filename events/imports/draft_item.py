"""One item of a plan as an import would write it."""

from dataclasses import dataclass, field
from typing import Any

from events.imports.draft import CREATE
from events.imports.headings import ROLES
from events.names import Mention
from events.names.book import Known
from events.periods import PeriodReading, describe


@dataclass(frozen=True)
class Organiser:
    """An organiser of an item: the name as written, and what becomes of it.

    `corrected` is the name of the same file for which a person said this one is a typo.
    """

    mention: Mention
    choice: str
    organisation: Known | None
    corrected: str = ""

    @property
    def wording(self) -> str:
        """The name as it will stand in the plan."""
        return self.corrected or self.mention.wording

    @property
    def is_new(self) -> bool:
        return self.choice == CREATE


@dataclass
class DraftItem:
    """One item to be written; `index` is its row, `joined` the rows that go on with it.

    `readings` are its times, each with its meaning; `crowding` says why the cell looks like
    several items written in one; `doubts` name the columns whose lines may be a neighbour's.
    """

    index: int
    texts: dict[str, str]
    section: str = ""
    section_index: int | None = None
    joined: list[int] = field(default_factory=list)
    event_form: str = ""
    readings: list[PeriodReading] = field(default_factory=list)
    organisers: list[Organiser] = field(default_factory=list)
    responsibles: list[str] = field(default_factory=list)
    crowding: str = ""
    doubts: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.texts.get("name", "")

    @property
    def number(self) -> str:
        return self.texts.get("number", "").strip(" .)")

    @property
    def more(self) -> list[tuple[str, str]]:
        """Other texts of the item with their titles: place, audience, programme, note."""
        rest = ("place", "audience", "programme", "note")
        return [(ROLES[role], self.texts[role]) for role in rest if self.texts.get(role)]

    @property
    def reading(self) -> PeriodReading | None:
        """The first of the times; most items have one."""
        return self.readings[0] if self.readings else None

    @property
    def period_shown(self) -> str:
        return "; ".join(describe(reading) for reading in self.readings)

    @property
    def times(self) -> list[tuple[PeriodReading, str]]:
        """The times with their meaning in words."""
        return [(reading, describe(reading)) for reading in self.readings]

    @property
    def unread(self) -> list[PeriodReading]:
        """The times that were not understood and stay text."""
        return [reading for reading in self.readings if not reading.understood]

    def as_dict(self) -> dict[str, Any]:
        """Return the item as plain values, for JSON."""
        return {
            "number": self.number,
            "section": self.section,
            "name": self.name,
            "event_form": self.event_form,
            "period": self.reading.as_dict() if self.reading else None,
            "periods": [reading.as_dict() for reading in self.readings],
            "organisers": [_organiser_as_dict(organiser) for organiser in self.organisers],
            "responsibles": self.responsibles,
            **{role: self.texts.get(role, "") for role in ("place", "audience", "programme")},
            "note": self.texts.get("note", ""),
            "joined_rows": len(self.joined),
            "doubtful": self.doubts,
            "messages": [*self.errors, *self.messages],
        }


def _organiser_as_dict(organiser: Organiser) -> dict[str, Any]:
    known = organiser.organisation
    return {
        "wording": organiser.wording,
        "recognised": known is not None,
        "organisation": known.title if known else None,
        "new": known is None,
        "similar": [each.title for each in organiser.mention.similar],
    }
