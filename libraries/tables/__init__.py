"""Tables of the registry's lists."""

from libraries.tables.model_status import ModelLibraryTable
from libraries.tables.registry import (
    LIBRARY_COLUMNS,
    LibraryTable,
    OrganisationTable,
    OwnLibraryTable,
)

__all__ = [
    "LIBRARY_COLUMNS",
    "LibraryTable",
    "ModelLibraryTable",
    "OrganisationTable",
    "OwnLibraryTable",
]
