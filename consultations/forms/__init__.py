"""Forms of the log, its topics and templates."""

from consultations.forms.log import ConsultationForm
from consultations.forms.quick import QuickForm, initial_from, initial_like
from consultations.forms.templates import TemplateForm
from consultations.forms.topics import NewTopicsForm, TopicForm

__all__ = [
    "ConsultationForm",
    "NewTopicsForm",
    "QuickForm",
    "TemplateForm",
    "TopicForm",
    "initial_from",
    "initial_like",
]
