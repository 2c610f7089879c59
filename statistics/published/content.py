"""What is published of a collection."""

from dataclasses import dataclass

from common.tables import Table
from statistics.builder.chapters import Chapter


@dataclass(frozen=True)
class PublicContent:
    """The region in figures, then the chapters; `editions` tell where the form changed."""

    totals: Table
    chapters: tuple[Chapter, ...]
    editions: tuple[str, ...] = ()
