"""Filters of the registry's lists."""

from libraries.filters.registry import LibraryFilter, OrganisationFilter

__all__ = ["LibraryFilter", "OrganisationFilter"]
