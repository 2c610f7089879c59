"""Two contents of a plan side by side: what was added, taken out and changed, cell by cell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from events.contents.reading import Contents
from events.contents.sections import SectionsOf, changes_in, told_of
from events.contents.words import Words, marked
from events.item_fields import FIELDS, text_of
from events.models import Plan, PlanItem, PlannedFigure

HEADING = (
    "title",
    "department",
    "goal",
    "tasks",
    "priorities",
    "approver_post",
    "approver_name",
    "signer_post",
    "signer_name",
)
What = Literal["added", "removed", "changed"]
_SECTION = "Раздел"
_WORDS: dict[What, str] = {"added": "добавлен", "removed": "исключён", "changed": "изменён"}


@dataclass(frozen=True)
class CellChange:
    """A text that changed, and both in runs of words."""

    label: str
    before: str
    after: str

    @property
    def runs(self) -> tuple[list[Words], list[Words]]:
        return marked(self.before, self.after)


@dataclass(frozen=True)
class RowChange:
    """What became of a row; `number` is its place in the contents in which it stands."""

    what: What
    row: PlanItem
    number: int
    cells: list[CellChange] = field(default_factory=list)

    @property
    def word(self) -> str:
        return _WORDS[self.what]

    @property
    def is_new(self) -> bool:
        return self.what == "added"


@dataclass(frozen=True)
class SectionChange:
    """What became of a section, by the title it has in the newer text."""

    what: What
    title: str
    cells: list[CellChange] = field(default_factory=list)

    @property
    def word(self) -> str:
        return _WORDS[self.what]

    @property
    def is_new(self) -> bool:
        return self.what == "added"


@dataclass(frozen=True)
class Comparison:
    """All differences of two contents, the rows and sections in the order of the newer one."""

    heading: list[CellChange]
    figures: list[CellChange]
    sections: list[SectionChange]
    rows: list[RowChange]

    def __bool__(self) -> bool:
        return bool(self.heading or self.figures or self.sections or self.rows)

    def count(self, what: What) -> int:
        return sum(row.what == what for row in self.rows)

    @property
    def added(self) -> int:
        return self.count("added")

    @property
    def removed(self) -> int:
        return self.count("removed")

    @property
    def changed(self) -> int:
        return self.count("changed")


def compare(old: Contents, new: Contents) -> Comparison:
    """Return what differs in `new` from `old`.

    Rows of one plan are known by themselves, those of the next year's plan by the rows from which
    they were copied; sections and figures of another plan by their names.
    """
    is_other_plan = old.plan.pk != new.plan.pk
    was = {row.pk: row for row in old.rows}
    keys = {row.pk: row.origin_id if is_other_plan else row.pk for row in new.rows}
    sections = [SectionsOf(one, by_title=is_other_plan) for one in (old, new)]
    changes = list(_in_new((old, new), was, keys, sections))
    _put_removed(changes, old.rows, keys)
    return Comparison(
        heading=list(_heading(old.plan, new.plan)),
        figures=list(_figures(old, new, is_other_plan)),
        sections=list(_sections(*sections)),
        rows=[change for change in changes if change.what != "changed" or change.cells],
    )


def _in_new(
    texts: tuple[Contents, Contents],
    was: Mapping[int, PlanItem],
    keys: Mapping[int, int | None],
    sections: Sequence[SectionsOf],
) -> Iterable[RowChange]:
    for row in texts[1].rows:
        before = was.get(keys[row.pk] or 0)
        if before is None:
            yield RowChange("added", row, row.number, list(_texts(row, texts[1])))
        else:
            cells = list(_cells(before, row, *texts))
            if _key(sections[0], before) != _key(sections[1], row):
                cells.append(CellChange(_SECTION, _title(before), _title(row)))
            yield RowChange("changed", row, row.number, cells)


def _key(sections: SectionsOf, row: PlanItem) -> object:
    return sections.key_of(row.section_id)


def _title(row: PlanItem) -> str:
    return row.section.title if row.section else "вне разделов"


def _put_removed(
    changes: list[RowChange], rows: Iterable[PlanItem], keys: Mapping[int, int | None]
) -> None:
    """Put each row that is gone after the one that stood before it."""
    places = {keys[change.row.pk]: place for place, change in enumerate(changes, start=1)}
    place, gone = 0, []
    for row in rows:
        if row.pk in places:
            place = places[row.pk]
        else:
            gone.append((place, RowChange("removed", row, row.number)))
    for at, change in reversed(gone):
        changes.insert(at, change)


def _texts(row: PlanItem, contents: Contents) -> Iterable[CellChange]:
    for label, read in _readers(contents):
        if text := read(row):
            yield CellChange(label, "", text)
    if row.section:
        yield CellChange(_SECTION, "", row.section.title)


def _cells(before: PlanItem, after: PlanItem, old: Contents, new: Contents) -> Iterable[CellChange]:
    readers = zip(_readers(old), _readers(new), strict=True)
    for (label, was), (_, is_now) in readers:
        if (old_text := was(before)) != (new_text := is_now(after)):
            yield CellChange(label, old_text, new_text)


def _readers(contents: Contents) -> list[tuple[str, Callable[[PlanItem], str]]]:
    return [
        *((spec.label, _field(name)) for name, spec in FIELDS.items()),
        ("Чей пункт", lambda row: contents.owners.get(row.owner_id or 0, "")),
    ]


def _field(name: str) -> Callable[[PlanItem], str]:
    return lambda row: text_of(row, name)


def _heading(old: Plan, new: Plan) -> Iterable[CellChange]:
    for name in HEADING:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            label = str(Plan._meta.get_field(name).verbose_name).capitalize()
            yield CellChange(label, before, after)


def _sections(old: SectionsOf, new: SectionsOf) -> Iterable[SectionChange]:
    """Compare sections: those in both texts, what was added, and last what was taken out."""
    changed = dict(changes_in(old, new))
    for key, section in new.known.items():
        if key not in old.known:
            told = told_of(section, new, key).items()
            cells = [CellChange(name, "", text) for name, text in told]
            yield SectionChange("added", section.title, cells)
        elif key in changed:
            cells = [CellChange(*told) for told in changed[key]]
            yield SectionChange("changed", section.title, cells)
    for key, section in old.known.items():
        if key not in new.known:
            yield SectionChange("removed", section.title)


def _figures(old: Contents, new: Contents, is_other_plan: bool) -> Iterable[CellChange]:
    """Compare planned figures by themselves, those of two plans by their names."""
    was, now = (_by_key(contents, is_other_plan) for contents in (old, new))
    for key in [*now, *(key for key in was if key not in now)]:
        before, after = was.get(key), now.get(key)
        told = [str(figure) if figure else "" for figure in (before, after)]
        if told[0] != told[1]:
            name = (after or before).name
            yield CellChange(name, *told)


def _by_key(contents: Contents, by_name: bool) -> dict[object, PlannedFigure]:
    figures = contents.plan.figures.all()
    names = {figure.pk: figure.name for figure in figures}
    return {
        (names.get(figure.parent_id or 0), figure.name) if by_name else figure.pk: figure
        for figure in figures
    }
