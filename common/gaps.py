"""What a figure lacks: who said «н/д», who left a blank; told by a mark and a note below."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from common.russian import format_number, plural

Uneven = Literal["no", "maybe", "yes"]
_UNEVEN = {
    "maybe": "части, возможно, даны разными библиотеками: ",
    "yes": "части даны разными библиотеками: ",
}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(number: int) -> str:
    """Return a number as the mark of a note: ¹²."""
    return str(number).translate(_RAISED)


@dataclass(frozen=True)
class Lack:
    """Libraries that reported and yet gave no number: they said «н/д», or said nothing.

    `title` names the part of a figure that is computed from several.
    """

    no_data: int
    unanswered: int
    title: str = ""

    @property
    def words(self) -> str:
        """Return «без данных: 3 библиотеки; не ответили: 2»."""
        told = []
        if self.no_data:
            told.append(f"без данных: {_counted(self.no_data)}")
        if self.unanswered:
            number = self.unanswered
            told.append(
                f"не ответили: {format_number(number) if self.no_data else _counted(number)}"
            )
        return "; ".join(told)


@dataclass(frozen=True)
class Gap:
    """The lacks of a figure's parts, and whether a ratio's parts came from different libraries."""

    lacks: tuple[Lack, ...]
    uneven: Uneven = "no"

    @property
    def words(self) -> str:
        if len(self.lacks) == 1 and self.uneven == "no":
            return self.lacks[0].words
        told = "; ".join(f"«{one.title}» — {one.words}" for one in self.lacks)
        return _UNEVEN.get(self.uneven, "") + told

    def as_json(self) -> dict[str, Any]:
        return {
            "words": self.words,
            "uneven": self.uneven,
            "parts": [
                {"title": one.title, "no_data": one.no_data, "unanswered": one.unanswered}
                for one in self.lacks
            ],
        }


def together(gaps: Iterable[Gap | None]) -> Gap | None:
    """Return what the sum of several figures lacks; None where each is complete."""
    lacks: dict[str, Lack] = {}
    for one in (lack for gap in gaps if gap for lack in gap.lacks):
        before = lacks.get(one.title, Lack(0, 0))
        lacks[one.title] = Lack(
            before.no_data + one.no_data, before.unanswered + one.unanswered, one.title
        )
    return Gap(tuple(lacks.values())) if lacks else None


def _counted(number: int) -> str:
    return f"{format_number(number)} {plural(number, 'библиотека', 'библиотеки', 'библиотек')}"
