"""What the cells of an import may name: rows of the registry, found by the words people use."""

from typing import Any

from common.text import normalise
from libraries.models import Library, Organisation, Territory


class Lookup:
    """The registry in memory, three queries whatever the size of the file."""

    def __init__(self) -> None:
        self.libraries = {each.code: each for each in _all_libraries()}
        self.rows: dict[str, dict[int, Any]] = {
            "organisation": Organisation.objects.in_bulk(),
            "territory": Territory.objects.in_bulk(),
            "successor": {each.pk: each for each in self.libraries.values()},
        }
        self._organisations: dict[str, set[int]] = {}
        self._territories: dict[str, set[int]] = {}
        for organisation in self.rows["organisation"].values():
            names = [organisation.name, organisation.short_name, *organisation.aliases.split("\n")]
            _add(self._organisations, organisation.pk, names)
        for territory in self.rows["territory"].values():
            _add(self._territories, territory.pk, [territory.name, territory.oktmo])

    def organisations(self, name: str) -> set[int]:
        """Return the organisations called so in full, in short, or by another spelling."""
        return self._organisations.get(normalise(name), set())

    def territories(self, name: str) -> set[int]:
        """Return the territories of this name or ОКТМО code."""
        return self._territories.get(normalise(name), set())

    def code_of_number(self, number: int) -> str:
        """Return the code that a spreadsheet has made a number of: 12 may be «0012»."""
        found = [code for code in self.libraries if code.lstrip("0") == str(number)]
        return found[0] if len(found) == 1 else str(number)

    def namesake(self, library: Library) -> Library | None:
        """Return a library of the same organisation and name under another code."""
        key = (normalise(library.name), library.organisation_id)
        for each in self.libraries.values():
            if (each.name_key, each.organisation_id) == key and each.code != library.code:
                return each
        return None


def _all_libraries() -> Any:
    return Library.objects.select_related("organisation", "territory", "successor")


def _add(index: dict[str, set[int]], pk: int, names: list[str]) -> None:
    for name in filter(None, map(normalise, names)):
        index.setdefault(name, set()).add(pk)
