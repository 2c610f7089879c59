"""The registry of the region: territories, organisations and their libraries."""

from libraries.models.attachments import (
    ApplicationFile,
)
from libraries.models.competitions import (
    Competition,
)
from libraries.models.contacts import OrganisationContact
from libraries.models.criteria import (
    CriteriaSet,
    Criterion,
)
from libraries.models.examination import (
    Examination,
    ExaminationFile,
    Expert,
    ExpertPoint,
)
from libraries.models.imports import (
    RegistryImport,
)
from libraries.models.libraries import (
    Library,
)
from libraries.models.model_status import (
    ModelApplication,
    ModelStatusLoss,
)
from libraries.models.monitoring import (
    ModelMonitoring,
    MonitoringAdvice,
    MonitoringAnswer,
)
from libraries.models.network import (
    LibraryState,
    NetworkChange,
    NetworkPart,
)
from libraries.models.organisations import (
    Organisation,
)
from libraries.models.outlines import (
    Outline,
    OutlineItem,
)
from libraries.models.passports import (
    PASSPORT_FIELDS,
    READER_FIELDS,
    Access,
    Passport,
    PassportDraft,
    PassportRequest,
)
from libraries.models.photos import (
    LibraryPhoto,
)
from libraries.models.territories import (
    Population,
    Territory,
)

__all__ = [
    "PASSPORT_FIELDS",
    "READER_FIELDS",
    "Access",
    "ApplicationFile",
    "Competition",
    "CriteriaSet",
    "Criterion",
    "Examination",
    "ExaminationFile",
    "Expert",
    "ExpertPoint",
    "Library",
    "LibraryPhoto",
    "LibraryState",
    "ModelApplication",
    "ModelMonitoring",
    "ModelStatusLoss",
    "MonitoringAdvice",
    "MonitoringAnswer",
    "NetworkChange",
    "NetworkPart",
    "Organisation",
    "OrganisationContact",
    "Outline",
    "OutlineItem",
    "Passport",
    "PassportDraft",
    "PassportRequest",
    "Population",
    "RegistryImport",
    "Territory",
]
