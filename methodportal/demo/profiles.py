"""How big each demo library is: users, fund and loans that add up to the region's."""

import random
from dataclasses import dataclass

from libraries.models import Library
from methodportal.demo.registry import Registry
from methodportal.demo.specialist import Specialist
from methodportal.demo.specialists import LibraryStaff

# The region in the last full year: persons, items, loans.
USERS_TOTAL = 374_000
FUND_TOTAL = 7_100_000
LOANS_TOTAL = 7_900_000

# Typical users, fund and loans of a library by kind, before they are scaled to the region.
TYPICAL = {
    Library.Kind.CENTRAL: (4_200, 62_000, 90_000),
    Library.Kind.CITY: (1_700, 24_000, 36_000),
    Library.Kind.CHILDREN: (2_300, 30_000, 52_000),
    Library.Kind.YOUTH: (1_900, 26_000, 38_000),
    Library.Kind.RURAL: (390, 8_800, 8_300),
}


@dataclass(frozen=True)
class Profile:
    """A library with the sizes of its last full year."""

    library: Library
    staff: LibraryStaff
    users: int
    fund: int
    loans: int

    @property
    def specialists(self) -> list[Specialist]:
        return self.staff.specialists

    @property
    def is_big(self) -> bool:
        """Whether it has an electronic catalogue, remote users and a website of its own."""
        return self.library.kind == Library.Kind.CENTRAL

    @property
    def is_rural(self) -> bool:
        return self.library.kind == Library.Kind.RURAL

    @property
    def is_for_children(self) -> bool:
        return self.library.kind == Library.Kind.CHILDREN


def make_profiles(
    registry: Registry, specialists: dict[int, LibraryStaff], chance: random.Random
) -> list[Profile]:
    """Give each library its sizes, so that the region adds up to the totals above."""
    raw = [_raw(library, chance) for library in registry.libraries]
    scales = [
        total / sum(sizes[index] for sizes in raw)
        for index, total in enumerate((USERS_TOTAL, FUND_TOTAL, LOANS_TOTAL))
    ]
    return [
        Profile(library, specialists[library.pk], *(
            round(size * scale) for size, scale in zip(sizes, scales, strict=True)
        ))
        for library, sizes in zip(registry.libraries, raw, strict=True)
    ]  # fmt: skip


def _raw(library: Library, chance: random.Random) -> tuple[float, float, float]:
    size = chance.lognormvariate(0, 0.28)
    users, fund, loans = TYPICAL[library.kind]
    boost = 1.12 if library.is_model else 1.0
    return (
        users * size * boost * chance.uniform(0.9, 1.1),
        fund * size * chance.uniform(0.85, 1.15),
        loans * size * boost * chance.uniform(0.9, 1.1),
    )
