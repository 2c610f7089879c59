"""Forms of the registry."""

from libraries.forms.registry import (
    CloseLibraryForm,
    DayInput,
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
    "LibraryForm",
    "OrganisationForm",
    "PopulationForm",
    "TerritoryForm",
    "WebsiteField",
    "reason_field",
]
