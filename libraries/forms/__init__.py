"""Forms of the registry."""

from libraries.forms.registry import (
    CloseLibraryForm,
    DayInput,
    ImportForm,
    LibraryForm,
    OrganisationForm,
    PopulationForm,
    TerritoryForm,
    WebsiteField,
    reason_field,
)

__all__ = [
    "CloseLibraryForm",
    "DayInput",
    "ImportForm",
    "LibraryForm",
    "OrganisationForm",
    "PopulationForm",
    "TerritoryForm",
    "WebsiteField",
    "reason_field",
]
