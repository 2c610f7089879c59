"""The log of consultations, its topics and templates."""

from consultations.models.log import Attendee, Consultation
from consultations.models.templates import Template
from consultations.models.topics import Topic

__all__ = ["Attendee", "Consultation", "Template", "Topic"]
