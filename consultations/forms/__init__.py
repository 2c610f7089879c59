"""Forms of the log, its topics and templates, of questions and the archive."""

from consultations.forms.log import ConsultationForm
from consultations.forms.questions import (
    ArchiveEntryForm,
    AskForm,
    HandOverForm,
    OrderForm,
    RateForm,
    ReplyForm,
)
from consultations.forms.quick import QuickForm, initial_from, initial_like
from consultations.forms.templates import TemplateForm
from consultations.forms.topics import NewTopicsForm, TopicForm

__all__ = [
    "ArchiveEntryForm",
    "AskForm",
    "ConsultationForm",
    "HandOverForm",
    "NewTopicsForm",
    "OrderForm",
    "QuickForm",
    "RateForm",
    "ReplyForm",
    "TemplateForm",
    "TopicForm",
    "initial_from",
    "initial_like",
]
