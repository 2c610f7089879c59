"""Who keeps people's data."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import models

from common.tables import Table
from staff.models import Employee


@dataclass(frozen=True)
class Keeper:
    """An application, or a part of it, that holds data of people; see the package.

    `kept_words` names the texts of rows that hang on a person and stay when she is erased, for
    they tell of the work.
    """

    name: str
    gather: Callable[[Employee], Iterable[Table]]
    erase: Callable[[Employee, str], None] | None = None
    kept_words: Mapping[type[models.Model], set[str]] = field(default_factory=dict)


_KEEPERS: dict[str, Keeper] = {}


def register(keeper: Keeper) -> None:
    """Ask this keeper too whenever a person's data are gathered or erased."""
    _KEEPERS[keeper.name] = keeper


def gather_all(employee: Employee) -> list[Table]:
    """Return all that is held of the person, keeper by keeper; empty tables are left out."""
    return [
        table for keeper in _KEEPERS.values() for table in keeper.gather(employee) if table.rows
    ]


def words_kept() -> dict[type[models.Model], set[str]]:
    """Return the texts that the keepers leave on purpose, by model."""
    return {
        model: words for keeper in _KEEPERS.values() for model, words in keeper.kept_words.items()
    }


def erase_all(employee: Employee, mark: str) -> None:
    """Let every keeper put `mark` in place of the person's name.

    The staff itself, registered first, comes last: the others find her by the name on her card.
    """
    for keeper in reversed(_KEEPERS.values()):
        if keeper.erase is not None:
            keeper.erase(employee, mark)
