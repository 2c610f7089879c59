"""Tables of the lists."""

from consultations.tables.log import ConsultationTable
from consultations.tables.questions import ArchiveTable, KeptArchiveTable, QuestionTable

__all__ = ["ArchiveTable", "ConsultationTable", "KeptArchiveTable", "QuestionTable"]
