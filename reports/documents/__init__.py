"""The documents that the portal makes, by name."""

from collections.abc import Mapping

from reports.documents.approved_plan import ApprovedPlan
from reports.documents.base import Document, Parameter, ParameterError
from reports.documents.bound_summary import BoundSummary
from reports.documents.built_summary import BuiltSummary
from reports.documents.campaign_board import CampaignBoard
from reports.documents.certificates import Certificates
from reports.documents.closed_plan import ClosedPlan
from reports.documents.consultations import ConsultationCounts, SilentLibraries
from reports.documents.event_feedback import EventFeedback
from reports.documents.event_programme import EventProgramme
from reports.documents.network_changes import NetworkChanges
from reports.documents.offline_workbook import OfflineWorkbook
from reports.documents.passport import PassportDocument
from reports.documents.personal_data import AccessLogDocument, PersonalDataDocument
from reports.documents.plan import PlanDocument
from reports.documents.plan_amendment import PlanAmendment
from reports.documents.plan_fulfilment import PlanFulfilment
from reports.documents.published_summary import PublishedSummaryDocument
from reports.documents.regional_summary import RegionalSummary
from reports.documents.report_texts import ReportTexts
from reports.documents.status_decision import StatusDecision
from reports.documents.submission import SubmissionDocument
from reports.documents.training import TrainingGaps, TrainingPlan
from reports.documents.values import LibraryValues
from reports.documents.visit_report import VisitReport
from reports.documents.whole_form import WholeForm

DOCUMENTS: Mapping[str, type[Document]] = {
    document.name: document
    for document in (
        PassportDocument,
        PlanDocument,
        PlanFulfilment,
        ApprovedPlan,
        ClosedPlan,
        PlanAmendment,
        RegionalSummary,
        BoundSummary,
        PublishedSummaryDocument,
        WholeForm,
        LibraryValues,
        BuiltSummary,
        SubmissionDocument,
        OfflineWorkbook,
        ReportTexts,
        CampaignBoard,
        NetworkChanges,
        StatusDecision,
        EventProgramme,
        Certificates,
        EventFeedback,
        VisitReport,
        TrainingGaps,
        TrainingPlan,
        PersonalDataDocument,
        AccessLogDocument,
        ConsultationCounts,
        SilentLibraries,
    )
}

__all__ = ["DOCUMENTS", "Document", "Parameter", "ParameterError", "open_document"]


def open_document(name: str, values: Mapping[str, str]) -> Document:
    """Return the document `name` for the parameters; raise ParameterError."""
    if name not in DOCUMENTS:
        raise ParameterError(f"Нет документа «{name}». Есть: {', '.join(DOCUMENTS)}.")
    return DOCUMENTS[name](values)
