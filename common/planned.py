"""What the year's plan promised, for those who count what was done.

Plans and the work itself are kept by applications that do not know each other. The plans tell
their figures here; whoever has the facts asks by words of the figure's name.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Planned:
    """A planned figure of a year: консультации 600 = 500 + 70 + 30."""

    name: str
    number: int
    parts: tuple["Planned", ...] = ()


# Asked with the beginning of a word of the figure's name, and the year.
Provider = Callable[[str, int], Planned | None]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Add those plans to all that are asked."""
    if provider not in _providers:
        _providers.append(provider)


def planned_figure(word: str, year: int) -> Planned | None:
    """Return the figure of `year` whose name holds `word`, or None while nobody has planned it."""
    told = (provider(word, year) for provider in _providers)
    return next((figure for figure in told if figure is not None), None)
