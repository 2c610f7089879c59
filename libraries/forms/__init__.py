"""Forms of the registry."""

from libraries.forms.attachments import (
    AttachmentForm,
)
from libraries.forms.model_status import (
    ApplicationForm,
    ApplyForm,
    CompetitionForm,
    LossForm,
    ModernisationForm,
    OpeningForm,
    ResultForm,
    ReturnForm,
)
from libraries.forms.monitoring import (
    AdviceForm,
    FollowUpForm,
    MonitoringForm,
)
from libraries.forms.named_library import LibraryField
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
    "AdviceForm",
    "ApplicationForm",
    "ApplyForm",
    "AttachmentForm",
    "CloseLibraryForm",
    "CompetitionForm",
    "DayInput",
    "FollowUpForm",
    "LibraryField",
    "LibraryForm",
    "LossForm",
    "ModernisationForm",
    "MonitoringForm",
    "OpeningForm",
    "OrganisationForm",
    "PopulationForm",
    "ResultForm",
    "ReturnForm",
    "TerritoryForm",
    "WebsiteField",
    "reason_field",
]
