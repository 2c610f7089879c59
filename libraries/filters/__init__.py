"""Filters of the registry's lists."""

from libraries.filters.model_status import ModelLibraryFilter
from libraries.filters.registry import LibraryFilter, OrganisationFilter

__all__ = ["LibraryFilter", "ModelLibraryFilter", "OrganisationFilter"]
