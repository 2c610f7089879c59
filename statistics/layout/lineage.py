"""How an edition continues another one: which cell of it stood where."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

from statistics.layout.problems import Reader
from statistics.layout.specs import Layout, canonical_address


def read_was(reader: Reader, follows: str, cells: Collection[str]) -> dict[str, str | None]:
    """Return the former addresses by the present ones, None for a new cell.

    Notes addresses that are none, cells that the edition has not, and two cells that would both
    continue one.
    """
    told = reader.pairs("was")
    if told and not follows:
        reader.add("«was» бывает только вместе с «follows»: не сказано, какую редакцию продолжают")
    was: dict[str, str | None] = {}
    for key, value in told.items():
        address = canonical_address(str(key))
        if address not in cells:
            reader.add(f"«was»: открытой ячейки «{key}» в этой редакции нет")
        elif address in was:
            reader.add(f"«was»: ячейка {address} названа дважды")
        else:
            was[address] = _former(reader, address, value)
    if follows:
        _note_common_past(reader, was, cells)
    return was


def _former(reader: Reader, address: str, value: Any) -> str | None:
    former = None if value is None else canonical_address(str(value))
    if value is not None and former is None:
        reader.add(
            f"«was»: у ячейки {address} ожидался прежний адрес вида 2.04.3 "
            f"или null для новой, а не «{value}»"
        )
    return former


def _note_common_past(
    reader: Reader, was: Mapping[str, str | None], cells: Collection[str]
) -> None:
    """Note every former cell that two present ones continue, named or left where it stood."""
    heirs: dict[str, str] = {}
    for address in cells:
        former = was.get(address, address)
        if former is None:
            continue
        if former in heirs:
            reader.add(
                f"«was»: ячейки {heirs[former]} и {address} обе продолжают прежнюю {former}; "
                "у той, что новая, напишите null"
            )
        heirs.setdefault(former, address)


def former_places(chain: Sequence[Layout]) -> dict[str, str]:
    """Return where the cells of the first edition stood in the last, by their present address.

    In the chain each edition follows the next one; a cell that is new on the way is absent.
    """
    places = {address: address for address in chain[0].cells}
    for later, former in pairwise(chain):
        stood = {now: later.was.get(then, then) for now, then in places.items()}
        places = {now: at for now, at in stood.items() if at is not None and at in former.cells}
    return places


def lost_places(later: Layout, former: Layout) -> list[tuple[str, str]]:
    """Return cells said to have stood where the former edition has no open cell, and where."""
    return [(now, at) for now, at in later.was.items() if at is not None and at not in former.cells]
