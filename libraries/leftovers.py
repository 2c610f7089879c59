"""What still hangs on a library that closes: its people, its reports, its questions.

The registry stands below all other apps, so it cannot ask them. An app that keeps something of a
library says in its `AppConfig.ready` how it counts what is unfinished:

    register("staff", read_leftovers)

`read_leftovers(library)` yields a Leftover for each kind of thing, in at most three queries.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from libraries.models import Library


@dataclass(frozen=True)
class Leftover:
    """What is unfinished, what to do with it, and the page where it is done."""

    text: str
    advice: str
    url: str


Read = Callable[[Library], Iterable[Leftover]]
_readers: dict[str, Read] = {}


def register(key: str, read: Read) -> None:
    """Ask `read` of every library that closes; a second one of the same key replaces the first."""
    _readers[key] = read


def leftovers_of(library: Library) -> list[Leftover]:
    """Return what is unfinished in the library, in the order in which the apps stand."""
    return [each for read in _readers.values() for each in read(library)]
