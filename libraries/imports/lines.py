"""Reading a list from plain text, a line an entry."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.core.exceptions import ValidationError

Entry = TypeVar("Entry")


def read_lines(
    text: str, read: Callable[[str, str], Entry], *, most: int, words: Sequence[str]
) -> list[Entry]:
    """Return what `read` makes of each line and its group; «# Группа» begins a group.

    `read` raises ValueError with what is wrong. `words` tell what to say of nothing and of more
    than `most`. Raises ValidationError with one message for each line that is not understood.
    """
    group, found, faults = "", [], []
    for number, line in enumerate(text.splitlines(), start=1):
        told = line.strip()
        if told.startswith("#"):
            group = told.lstrip("#").strip()
        elif told:
            try:
                found.append(read(told, group))
            except ValueError as fault:
                faults.append(f"Строка {number}: {fault}")
    nothing, too_many = words
    if not found and not faults:
        faults = [nothing]
    if len(found) > most:
        faults = [too_many]
    if faults:
        raise ValidationError(faults)
    return found
