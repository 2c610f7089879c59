"""The log of consultations, its topics and templates; questions and the archive of answers."""

from consultations.models.archive import ArchiveEntry
from consultations.models.files import ConsultationFile, QuestionFile
from consultations.models.log import Attendee, Consultation
from consultations.models.questions import AnsweringOrder, Message, Question
from consultations.models.templates import Template
from consultations.models.topics import Topic

__all__ = [
    "AnsweringOrder",
    "ArchiveEntry",
    "Attendee",
    "Consultation",
    "ConsultationFile",
    "Message",
    "Question",
    "QuestionFile",
    "Template",
    "Topic",
]
