"""Forms of the registry."""

from libraries.forms.attachments import (
    AttachmentForm,
)
from libraries.forms.contacts import ContactForm
from libraries.forms.days import (
    DayInput,
    PastDayField,
)
from libraries.forms.examination import (
    BeginForm,
    ConclusionForm,
    CriteriaForm,
    DecisionForm,
    ExaminationForm,
    ExpertForm,
    SheetForm,
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
from libraries.forms.named_library import (
    LibraryField,
)
from libraries.forms.network import (
    CloseForm,
    ClosingForm,
    MergeForm,
    MoveForm,
    NetworkForm,
    RenameForm,
    SplitForm,
    TransferForm,
    UndoForm,
)
from libraries.forms.outlines import OutlineForm
from libraries.forms.registry import (
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
    "BeginForm",
    "CloseForm",
    "ClosingForm",
    "CompetitionForm",
    "ConclusionForm",
    "ContactForm",
    "CriteriaForm",
    "DayInput",
    "DecisionForm",
    "ExaminationForm",
    "ExpertForm",
    "FollowUpForm",
    "LibraryField",
    "LibraryForm",
    "LossForm",
    "MergeForm",
    "ModernisationForm",
    "MonitoringForm",
    "MoveForm",
    "NetworkForm",
    "OpeningForm",
    "OrganisationForm",
    "OutlineForm",
    "PastDayField",
    "PopulationForm",
    "RenameForm",
    "ResultForm",
    "ReturnForm",
    "SheetForm",
    "SplitForm",
    "TerritoryForm",
    "TransferForm",
    "UndoForm",
    "WebsiteField",
    "reason_field",
]
