"""The layout of a form's edition: sections, rows, columns, cells and checks, read from data."""

from statistics.layout.cache import checksum_of, layout_in, layout_of
from statistics.layout.lineage import former_places, lost_places
from statistics.layout.problems import EditionError
from statistics.layout.reading import parse_definition
from statistics.layout.specs import (
    BlockSpec,
    CellSpec,
    CheckSpec,
    ColumnSpec,
    Layout,
    RowSpec,
    SectionSpec,
    TitleField,
    UnknownCell,
)

__all__ = [
    "BlockSpec",
    "CellSpec",
    "CheckSpec",
    "ColumnSpec",
    "EditionError",
    "Layout",
    "RowSpec",
    "SectionSpec",
    "TitleField",
    "UnknownCell",
    "checksum_of",
    "former_places",
    "layout_in",
    "layout_of",
    "lost_places",
    "parse_definition",
]
