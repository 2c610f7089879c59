"""Layouts of stored editions, parsed once a process."""

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from statistics.layout.reading import parse_definition
from statistics.layout.specs import Layout

if TYPE_CHECKING:
    from statistics.models import Edition

_layouts: dict[str, Layout] = {}


def checksum_of(definition: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a definition, the same whatever the order of its keys."""
    text = json.dumps(definition, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def layout_of(edition: "Edition") -> Layout:
    """Return the layout of a stored edition; the same object as long as its content is.

    A deferred definition is fetched for a layout that is not known yet, and no other time.
    """
    return _layouts.get(edition.checksum) or _kept(edition.checksum, edition.definition)


def layout_in(definition: Mapping[str, Any]) -> Layout:
    """Return the layout that a definition describes; raise EditionError with all problems."""
    try:
        checksum = checksum_of(definition)
    except TypeError:
        # A date, or keys of several kinds: the one who reads it says what is wrong.
        return parse_definition(definition)
    return _kept(checksum, definition)


def _kept(checksum: str, definition: Mapping[str, Any]) -> Layout:
    layout = _layouts.get(checksum)
    if layout is None:
        layout = _layouts[checksum] = parse_definition(definition)
    return layout
