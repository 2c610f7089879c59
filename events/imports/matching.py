"""A file of the portal's own beside the plan that it is loaded into: same, changed, new.

An item is known by the key that its row carries, else by equal texts, else by an equal name. What
is the same is left alone; of what differs a person says whether to take it, and nothing of the plan
is written over before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from events.contents.comparing import CellChange
from events.imports.differences import Difference
from events.imports.draft import Draft
from events.imports.draft_item import DraftItem
from events.imports.figures import DraftFigure
from events.imports.items import build_figures, section_title
from events.imports.levels import paths_of_rows
from events.imports.matching_rows import Match, matched
from events.imports.pairing import fingerprint
from events.imports.prose import FIELDS as TEXTS
from events.models import Plan, PlanItem, PlannedFigure
from events.order import sections_in_order
from events.queries import figures_of, rows_of


@dataclass
class FigureMatch:
    """A planned figure of the file and that of the plan; `added` are parts that the plan lacks."""

    figure: DraftFigure
    standing: PlannedFigure | None = None
    numbers: list[tuple[PlannedFigure, int]] = field(default_factory=list)
    added: list[int] = field(default_factory=list)
    difference: Difference | None = None


@dataclass
class Matching:
    """The whole file beside the plan; `missing` are rows of the plan that it has not."""

    items: list[Match]
    figures: list[FigureMatch]
    texts: list[tuple[str, str, Difference | None]]
    missing: list[PlanItem]
    # Headings of the file under which it has no items: whoever wrote them wants them in the plan.
    empty_sections: set[int | None] = field(default_factory=set)

    @cached_property
    def differences(self) -> list[Difference]:
        found = [match.difference for match in (*self.items, *self.figures)]
        return [one for one in (*found, *(each for *_, each in self.texts)) if one]

    @property
    def undecided(self) -> int:
        return sum(not one.choice for one in self.differences)

    def of(self, state: str) -> list[Match]:
        return [match for match in self.items if match.state == state]

    @property
    def same(self) -> int:
        return len(self.of("same"))

    @property
    def new(self) -> int:
        return len(self.of("new"))

    @property
    def changed(self) -> int:
        return len(self.of("changed"))

    @property
    def states(self) -> dict[int, str]:
        """What each item is, by its row of the file."""
        return {match.item.index: match.state for match in self.items}

    def as_dict(self) -> dict[str, int]:
        """Return the numbers as plain values, for JSON."""
        told = {"same": self.same, "changed": self.changed, "new": self.new}
        return {**told, "missing": len(self.missing), "undecided": self.undecided}


def match_with(plan: Plan, draft: Draft, items: Sequence[DraftItem]) -> Matching | None:
    """Return a file of the portal's own beside its plan; None for the files of others."""
    if draft.own is None:
        return None
    sections = sections_in_order(plan)
    rows = rows_of(plan, sections)
    matches = matched(draft, items, rows, sections)
    known = {match.row.pk for match in matches if match.row}
    missing = [] if draft.is_extract else [row for row in rows if row.pk not in known]
    empty = _empty_sections(draft, matches)
    return Matching(matches, _figures(plan, draft), _prose(plan, draft), missing, empty)


def _empty_sections(draft: Draft, matches: Sequence[Match]) -> set[int | None]:
    paths = {match.path for match in matches}
    filled = {path[:depth] for path in paths for depth in range(1, len(path) + 1)}
    return {
        index for index, path in paths_of_rows(draft.rows).items() if path and path not in filled
    }


def _figures(plan: Plan, draft: Draft) -> list[FigureMatch]:
    """Return the planned figures of the file beside those of the plan, known by their names."""
    titles = dict(plan.sections.values_list("pk", "title"))
    standing = {
        (titles.get(row.figure.section_id, ""), row.figure.name): row for row in figures_of(plan)
    }
    found = []
    for number, figure in enumerate(build_figures(draft)):
        index = figure.section_index
        section = "" if index is None else section_title(draft.rows[index])
        match = FigureMatch(figure)
        row = standing.pop((section, figure.name), None)
        if row is not None:
            match.standing = row.figure
            parts = {part.name: part for part in row.parts}
            wanted = [(row.figure, figure.number)]
            wanted += [
                (parts[part.name], part.number) for part in figure.parts if part.name in parts
            ]
            match.numbers = [(one, told) for one, told in wanted if one.number != told]
            match.added = [n for n, part in enumerate(figure.parts) if part.name not in parts]
            match.difference = _difference_of(match, number)
            if match.difference:
                match.difference.decide(draft)
        found.append(match)
    return found


def _difference_of(match: FigureMatch, number: int) -> Difference | None:
    changes = [CellChange(one.name, str(one.number), str(told)) for one, told in match.numbers]
    added = (match.figure.parts[place] for place in match.added)
    changes += [CellChange(part.name, "", str(part.number)) for part in added]
    if not changes:
        return None
    mark = fingerprint([[one.before, one.after] for one in changes])
    return Difference(f"figure-{number}", match.figure.name, changes, mark)


def _prose(plan: Plan, draft: Draft) -> list[tuple[str, str, Difference | None]]:
    """Return what the plan lacks, by field and text; a difference where it has another text."""
    found = []
    for part in draft.texts:
        name, text = part["field"], part["text"]
        standing = getattr(plan, name, "") if name else ""
        difference = None
        if _lines(standing) == _lines(text):
            continue
        if standing:
            change = CellChange(TEXTS[name], standing, text)
            mark = fingerprint([standing, text])
            difference = Difference(f"text-{name}", TEXTS[name], [change], mark)
            difference.decide(draft)
        found.append((name, text, difference))
    return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def all_decided(differences: Iterable[Difference], choice: str) -> dict[str, tuple[str, str]]:
    """Return the decisions that choose the same for each difference."""
    return {one.key: (choice, one.mark) for one in differences}
