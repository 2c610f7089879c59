"""Documents that are kept for ever with the rows they were made of.

Applications hold the rows; how a document looks is known further down, where they may not import
from. There each kind of kept document is told here, and the applications ask by its name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class KeptDocument:
    """How one kind is made.

    `surroundings` returns, as plain values for JSON, what is printed around the contents of a row
    and may be called otherwise one day (the letterhead): it is kept with them. `render` returns
    the PDF of what was kept, and reads nothing else.
    """

    surroundings: Callable[[Any], Any]
    render: Callable[[Mapping[str, Any]], bytes]


_kinds: dict[str, KeptDocument] = {}


def register(name: str, document: KeptDocument) -> None:
    """Tell how the documents of this name are made."""
    _kinds[name] = document


def kept_document(name: str) -> KeptDocument:
    """Return how the documents of this name are made; raise KeyError for one nobody has told."""
    return _kinds[name]
