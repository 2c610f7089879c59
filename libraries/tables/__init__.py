"""Tables of the registry's lists."""

from libraries.tables.examination import (
    ExaminationTable,
)
from libraries.tables.model_status import (
    ModelLibraryTable,
)
from libraries.tables.network import (
    NetworkChangeTable,
)
from libraries.tables.registry import (
    LIBRARY_COLUMNS,
    LibraryTable,
    OrganisationTable,
    OwnLibraryTable,
    PastLibraryTable,
)

__all__ = [
    "LIBRARY_COLUMNS",
    "ExaminationTable",
    "LibraryTable",
    "ModelLibraryTable",
    "NetworkChangeTable",
    "OrganisationTable",
    "OwnLibraryTable",
    "PastLibraryTable",
]
