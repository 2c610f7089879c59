"""Filters of the registry's lists."""

from libraries.filters.examination import (
    ExaminationFilter,
)
from libraries.filters.model_status import (
    ModelLibraryFilter,
)
from libraries.filters.network import (
    NetworkChangeFilter,
)
from libraries.filters.registry import (
    LibraryFilter,
    OrganisationFilter,
    PastLibraryFilter,
    past_day_of,
    registry_of,
)

__all__ = [
    "ExaminationFilter",
    "LibraryFilter",
    "ModelLibraryFilter",
    "NetworkChangeFilter",
    "OrganisationFilter",
    "PastLibraryFilter",
    "past_day_of",
    "registry_of",
]
