"""The sections of a plan as a tree in memory, while they are added, moved and taken out."""

from collections.abc import Iterable, Iterator


class Outline:
    """Sections by their keys; those inside one stand in an order of their own."""

    def __init__(self, sections: Iterable[tuple[int, int | None]]) -> None:
        """Take pairs of a section and the one around it, outer ones first, in their order."""
        self.parents: dict[int, int | None] = {}
        self._inner: dict[int | None, list[int]] = {None: []}
        for key, parent in sections:
            self._stand(key, parent, len(self._inner[parent]))

    def __contains__(self, key: int | None) -> bool:
        return key in self._inner

    def siblings(self, key: int) -> list[int]:
        """Return the sections that stand inside the same one, this among them, in their order."""
        return self._inner[self.parents[key]]

    def is_inside(self, key: int | None, other: int) -> bool:
        """Return whether `key` is `other` or stands somewhere inside it."""
        while key is not None and key != other:
            key = self.parents[key]
        return key == other

    def put(self, key: int, parent: int | None, after: int | None) -> None:
        """Put a section, new or standing, inside `parent` right after `after`; without it, first.

        What is not there any more is passed over: without the parent the section stands by itself,
        without the neighbour it stands last. A section is never put inside itself.
        """
        parent = parent if parent in self else None
        if key in self:
            if self.is_inside(parent, key):
                return
            self.siblings(key).remove(key)
        row = self._inner[parent]
        if after is None:
            self._stand(key, parent, 0)
        else:
            self._stand(key, parent, row.index(after) + 1 if after in row else len(row))

    def remove(self, key: int) -> int | None:
        """Take a section out, those inside it come into its place; return the one around it."""
        row, inner, parent = self.siblings(key), self._inner.pop(key), self.parents.pop(key)
        place = row.index(key)
        row[place : place + 1] = inner
        for each in inner:
            self.parents[each] = parent
        return parent

    def order(self) -> list[tuple[int, int | None]]:
        """Return all sections, each followed by those inside it, with the ones around them."""
        return list(self._walk(None))

    def _walk(self, parent: int | None) -> Iterator[tuple[int, int | None]]:
        for key in self._inner[parent]:
            yield key, parent
            yield from self._walk(key)

    def _stand(self, key: int, parent: int | None, index: int) -> None:
        self._inner[parent].insert(index, key)
        self._inner.setdefault(key, [])
        self.parents[key] = parent
