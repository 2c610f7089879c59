"""Sections of two contents of a plan side by side: added, taken out, renamed, moved."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from events.contents.reading import Contents
from events.models import PlanSection

Told = tuple[str, str, str]


class SectionsOf:
    """The sections of one text by their keys: by themselves, or of another plan by their titles."""

    def __init__(self, contents: Contents, *, by_title: bool) -> None:
        self.by_pk = {section.pk: section for section in contents.sections}
        self.keys = {pk: one.title if by_title else pk for pk, one in self.by_pk.items()}
        self.known: dict[object, PlanSection] = {}
        for pk, section in self.by_pk.items():
            self.known.setdefault(self.keys[pk], section)

    def key_of(self, pk: int | None) -> object:
        return self.keys.get(pk or 0)

    def siblings(self, parent: object) -> list[object]:
        """Return the keys of the sections inside one, in their order."""
        return [
            self.keys[one.pk] for one in self.by_pk.values() if self.key_of(one.parent_id) == parent
        ]

    def place_of(self, key: object) -> str:
        """Return where a section stands: «внутри раздела «А», после раздела «Б»»."""
        section = self.known[key]
        parent = self.key_of(section.parent_id)
        row = self.siblings(parent)
        before = row[row.index(key) - 1] if row.index(key) else None
        around = f"внутри раздела «{self.known[parent].title}»" if parent is not None else ""
        after = f"после раздела «{self.known[before].title}»" if before is not None else "первым"
        return ", ".join(filter(None, (around, after)))


def told_of(section: PlanSection, sections: SectionsOf, key: object) -> dict[str, str]:
    """Return what is told of a section, by the names of the columns."""
    return {
        "Название": section.title,
        "Вид": str(section.get_kind_display()),
        "Место": sections.place_of(key),
    }


def moved_among(was: Sequence[object], now: Sequence[object]) -> set[object]:
    """Return the fewest of the keys in both that must have been moved to make one order of another.

    They are those outside a longest stretch of keys that still follow one another.
    """
    places = {key: place for place, key in enumerate(was)}
    both = [key for key in now if key in places]
    ends: list[int] = []
    chains: list[list[object]] = []
    for key in both:
        at = bisect_left(ends, places[key])
        chain = [*(chains[at - 1] if at else []), key]
        ends[at : at + 1] = [places[key]]
        chains[at : at + 1] = [chain]
    return set(both) - set(chains[-1] if chains else [])


def changes_in(old: SectionsOf, new: SectionsOf) -> Iterator[tuple[object, list[Told]]]:
    """Yield the sections of both texts that differ, in the order of the newer one, with how."""
    both = [key for key in new.known if key in old.known]
    moved = _moved(old, new, both)
    for key in both:
        was = told_of(old.known[key], old, key)
        now = told_of(new.known[key], new, key)
        if key not in moved:
            was["Место"] = now["Место"] = ""
        differing = [(name, was[name], now[name]) for name in was if was[name] != now[name]]
        if differing:
            yield key, differing


def _moved(old: SectionsOf, new: SectionsOf, keys: Iterable[object]) -> set[object]:
    """Return the sections that stand inside another one now, or elsewhere among their neighbours.

    Those that came up because the heading around them was taken out have not been moved.
    """
    parents = {key: _lasting_parent(old, new, key) for key in keys}
    moved = {key for key in parents if parents[key] != new.key_of(new.known[key].parent_id)}
    order = [key for key in old.known if key in parents]
    around: Mapping[object, list[object]] = {parent: [] for parent in [None, *new.known]}
    for key in order:
        if key not in moved:
            around[parents[key]].append(key)
    for parent, was in around.items():
        stayed = [key for key in new.siblings(parent) if key in was]
        moved |= moved_among(was, stayed)
    return moved


def _lasting_parent(old: SectionsOf, new: SectionsOf, key: object) -> object:
    """Return the nearest section around one in the older text that the newer one has too."""
    parent = old.known[key].parent_id
    while parent is not None and old.key_of(parent) not in new.known:
        parent = old.by_pk[parent].parent_id
    return old.key_of(parent)
