"""What of a plan a document holds: the whole of it, or a month, a person, an organiser."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from common.text import normalise
from events.calendar import months_of
from events.fulfilment.parts import YearPart
from events.models import ItemPeriod, PlanItem
from events.names.book import name_key

WHOLE = "year"


@dataclass(frozen=True)
class Extract:
    """What is asked of a plan; empty values ask for everything.

    `person` and `organiser` are wordings of the plan: whoever of the portal stands behind one is
    found in her other wordings too. `shared` adds to a person's rows those of groups.
    """

    part: YearPart
    person: str = ""
    shared: bool = False
    organiser: str = ""

    @property
    def is_whole(self) -> bool:
        return self.is_for_all and self.part.code == WHOLE

    @property
    def is_for_all(self) -> bool:
        """Whether it holds the work of everybody, and can be approved as a plan."""
        return not (self.person or self.organiser)

    @property
    def words(self) -> str:
        """Return what of the plan it is: «ноябрь 2026 года; ответственный — Зимина Т. С.»."""
        told = [] if self.part.code == WHOLE else [self.part.name]
        if self.person:
            told.append(f"ответственный — {self.person}")
        if self.organiser:
            told.append(f"организатор — {self.organiser}")
        return "; ".join(told)

    def of(self, rows: Sequence[PlanItem]) -> list[PlanItem]:
        """Return the rows that belong to the extract, in the same order."""
        if self.is_whole:
            return list(rows)
        people = _known(rows, "responsibles", self.person, "user_id")
        organisers = _known(rows, "organisers", self.organiser, "organisation_id")
        return [
            row
            for row in rows
            if (self.part.code == WHOLE or self._is_in_part(row))
            and (not self.person or self._is_hers(row, people))
            and (not self.organiser or _names(row.organisers.all(), self.organiser, organisers))
        ]

    def _is_in_part(self, row: PlanItem) -> bool:
        main = [each for each in row.periods.all() if each.role == ItemPeriod.Role.MAIN]
        months = {
            month for each in main or row.periods.all() for month in months_of(each, self.part.year)
        }
        return bool(months.intersection(self.part.months))

    def _is_hers(self, row: PlanItem, people: set[int]) -> bool:
        named = list(row.responsibles.all())
        if _names(named, self.person, people):
            return True
        return self.shared and any(normalise(str(one)).startswith("все ") for one in named)


def _known(rows: Iterable[PlanItem], relation: str, wording: str, key: str) -> set[int]:
    """Return the keys of those of the portal whom the plan calls by this wording."""
    named = (one for row in rows for one in getattr(row, relation).all())
    called = name_key(wording)
    return {getattr(one, key) for one in named if name_key(str(one)) == called} - {None}


def _names(named: Iterable[object], wording: str, keys: set[int]) -> bool:
    return any(
        name_key(str(one)) == name_key(wording)
        or getattr(one, "user_id", None) in keys
        or getattr(one, "organisation_id", None) in keys
        for one in named
    )
