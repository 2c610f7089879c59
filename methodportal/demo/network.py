"""Changes of the demo region's network over six years: what has become of which library."""

import datetime as dt
from typing import Any

from accounts.models import User
from common.roles import Role
from libraries import actions
from libraries.actions import Order
from libraries.models import Library
from methodportal.demo import words
from methodportal.demo.registry import Registry

# The year, month and day from which each change holds.
RENAMED = (
    (2021, 6, 1), (2021, 9, 1), (2022, 2, 15), (2022, 5, 27), (2023, 3, 1), (2023, 9, 1),
    (2024, 5, 27), (2025, 2, 10), (2025, 10, 1), (2026, 6, 6),
)  # fmt: skip
MOVED = ((2021, 8, 16), (2022, 9, 5), (2023, 7, 3), (2024, 8, 1), (2025, 7, 14), (2026, 8, 3))
# Village, its former library, and the day of its closing.
CLOSED = (
    ("д. Дальняя Поляна", "Дальнеполянская", (2021, 3, 1)),
    ("д. Малые Ключи", "Малоключевская", (2021, 7, 1)),
    ("с. Старый Брод", "Старобродская", (2023, 4, 3)),
    ("д. Тихий Хутор", "Тихохуторская", (2024, 11, 1)),
)
MERGED = (
    (("д. Выселки", "Выселковская"), ("д. Займище", "Займищенская"), (2021, 12, 1)),
    (("п. Разъезд", "Разъездовская"), ("п. Лесничество", "Лесническая"), (2024, 2, 1)),
)
SPLIT, UNITED = (2022, 3, 1), (2025, 9, 1)
OPENED, CLOSED_AGAIN = (2022, 9, 1), (2025, 6, 30)
TRANSFERRED = (2021, 1, 11)
AHEAD = (2027, 1, 1)


class Maker:
    """Makes changes by the head's hand, each with its own order."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.head = User.objects.filter(role=Role.HEAD).first()
        self.number = 0

    def order(self, library: Library, day: tuple[int, int, int], note: str = "") -> Order:
        self.number += 1
        date = dt.date(*day)
        signed = min(date - dt.timedelta(days=14 + self.number % 9), dt.date(2026, 11, 2))
        return Order(date, f"{self.number * 17 % 300 + 12}-п", signed, _issuer(library), note)

    def village_library(self, central: Library, village: str, name: str) -> Library:
        """Return a small library that is no more, of the system of `central`."""
        self.number += 1
        return Library.objects.create(
            code=f"{central.organisation.code}-9{self.number:02d}",
            name=f"{name} сельская библиотека", organisation=central.organisation,
            territory=central.territory, kind=Library.Kind.RURAL,
            settlement=Library.Settlement.RURAL, locality=village,
            address=f"ул. Центральная, {self.number}", opened_on=dt.date(1950 + self.number, 9, 1),
        )  # fmt: skip


def make_network_changes(registry: Registry) -> None:
    """Record the changes; the 419 libraries of today end as they are."""
    maker = Maker(registry)
    _transfer(maker)
    _rename(maker)
    _move(maker)
    _close(maker)
    _split(maker)
    _open_and_close(maker)


def _transfer(maker: Maker) -> None:
    """Three children's libraries left the town's system for an association of their own."""
    of_children = [each for each in maker.registry.libraries if "Детская библиотека №" in each.name]
    for library in of_children[:3]:
        target, system = library.organisation, maker.registry.organisations[0]
        before = _as_before(library, organisation=system)
        order = maker.order(library, TRANSFERRED, "Создание объединения детских библиотек")
        actions.transfer_library(library.pk, target, order, version=before.version, by=maker.head)


def _rename(maker: Maker) -> None:
    """City libraries were given the names of writers."""
    named = [each for each in maker.registry.libraries if each.name.startswith("Городская")]
    for library, day in zip(named[3::4], RENAMED, strict=False):
        plain = library.name.partition(" имени ")[0]
        before = _as_before(library, name=plain)
        order = maker.order(library, day, "Присвоение имени писателя")
        values = {"name": library.name}
        actions.rename_library(library.pk, values, order, version=before.version, by=maker.head)
    library = _now(named[1])
    values = {
        "name": library.name.replace("Городская библиотека", "Городская модельная библиотека")
    }
    order = maker.order(library, AHEAD)
    actions.rename_library(library.pk, values, order, version=library.version, by=maker.head)


def _move(maker: Maker) -> None:
    """Village libraries left houses past repair."""
    rural = [each for each in maker.registry.libraries if each.kind == Library.Kind.RURAL]
    for library, day in zip(rural[7::31], MOVED, strict=False):
        before = _as_before(library, address="ул. Клубная, 2 (здание дома культуры)")
        order = maker.order(library, day, "Переезд в отремонтированное помещение")
        values = {"address": library.address}
        actions.move_library(library.pk, values, order, version=before.version, by=maker.head)


def _close(maker: Maker) -> None:
    """Villages emptied, and neighbouring libraries took the readers over."""
    centrals = _centrals(maker)
    for (village, name, day), central in zip(CLOSED, centrals[4:], strict=False):
        library = maker.village_library(central, village, name)
        order = maker.order(library, day)
        actions.close_library(library.pk, central, order, version=1, by=maker.head)
    for (first, second, day), central in zip(MERGED, centrals[9:], strict=False):
        pair = [maker.village_library(central, *each) for each in (first, second)]
        order = maker.order(central, day, "Объединение малых филиалов")
        actions.merge_libraries([each.pk for each in pair], _now(central), order, by=maker.head)


def _split(maker: Maker) -> None:
    """A library of a settlement parted into two, which were joined to the central one later."""
    central = _centrals(maker)[11]
    library = maker.village_library(central, "п. Рудник", "Рудничная")
    names = ("Рудничная библиотека для взрослых", "Рудничная детская библиотека")
    codes = [f"{central.organisation.code}-{number}" for number in (981, 982)]
    new = [{"code": code, "name": name} for code, name in zip(codes, names, strict=True)]
    order = maker.order(library, SPLIT, "Детям — отдельное помещение")
    actions.split_library(library.pk, new, order, closes=True, version=1, by=maker.head)
    parts = Library.objects.filter(code__in=codes).values_list("pk", flat=True)
    order = maker.order(central, UNITED, "Посёлок расселён")
    actions.merge_libraries(list(parts), _now(central), order, by=maker.head)


def _open_and_close(maker: Maker) -> None:
    """A reading room in a new quarter worked until the house was sold."""
    central = _centrals(maker)[0]
    values: dict[str, Any] = {
        "code": f"{central.organisation.code}-990",
        "name": "Библиотека микрорайона Солнечный",
        "organisation": central.organisation,
        "territory": central.territory,
        "kind": Library.Kind.CITY,
        "settlement": central.settlement,
        "locality": central.locality,
        "address": "Солнечный бульвар, 4",
    }
    library = actions.open_library(values, maker.order(central, OPENED), maker.head)
    order = maker.order(library, CLOSED_AGAIN, "Продажа здания застройщиком")
    actions.close_library(library.pk, _now(central), order, version=1, by=maker.head)


def _centrals(maker: Maker) -> list[Library]:
    kind = Library.Kind.CENTRAL
    return [each for each in maker.registry.libraries if each.kind == kind]


def _as_before(library: Library, **values: Any) -> Library:
    """Put the library back to what it was before a change that is then made again."""
    before = _now(library)
    for name, value in values.items():
        setattr(before, name, value)
    before.save_without_historical_record()
    return before


def _now(library: Library) -> Library:
    return Library.objects.get(pk=library.pk)


def _issuer(library: Library) -> str:
    name = words.administration_of(library.territory.name)
    return name[0].lower() + name[1:]
