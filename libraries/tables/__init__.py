"""Tables of the registry's lists."""

from libraries.tables.registry import (
    LIBRARY_COLUMNS,
    LibraryTable,
    OrganisationTable,
    OwnLibraryTable,
)

__all__ = ["LIBRARY_COLUMNS", "LibraryTable", "OrganisationTable", "OwnLibraryTable"]
