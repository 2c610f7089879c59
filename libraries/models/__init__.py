"""The registry of the region: territories, organisations and their libraries."""

from libraries.models.imports import RegistryImport
from libraries.models.libraries import Library
from libraries.models.organisations import Organisation
from libraries.models.territories import Population, Territory

__all__ = ["Library", "Organisation", "Population", "RegistryImport", "Territory"]
