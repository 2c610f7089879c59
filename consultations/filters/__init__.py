"""How the lists are narrowed."""

from consultations.filters.log import ConsultationFilter
from consultations.filters.questions import ArchiveFilter, QuestionFilter

__all__ = ["ArchiveFilter", "ConsultationFilter", "QuestionFilter"]
