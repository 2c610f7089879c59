"""Who keeps people's data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from common.tables import Table
from staff.models import Employee


@dataclass(frozen=True)
class Keeper:
    """An application, or a part of it, that holds data of people; see the package."""

    name: str
    gather: Callable[[Employee], Iterable[Table]]
    erase: Callable[[Employee, str], None] | None = None


_KEEPERS: dict[str, Keeper] = {}


def register(keeper: Keeper) -> None:
    """Ask this keeper too whenever a person's data are gathered or erased."""
    _KEEPERS[keeper.name] = keeper


def gather_all(employee: Employee) -> list[Table]:
    """Return all that is held of the person, keeper by keeper; empty tables are left out."""
    return [
        table for keeper in _KEEPERS.values() for table in keeper.gather(employee) if table.rows
    ]


def erase_all(employee: Employee, mark: str) -> None:
    """Let every keeper put `mark` in place of the person's name.

    The staff itself, registered first, comes last: the others find her by the name on her card.
    """
    for keeper in reversed(_KEEPERS.values()):
        if keeper.erase is not None:
            keeper.erase(employee, mark)
