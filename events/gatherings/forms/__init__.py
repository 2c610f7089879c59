"""Forms of events, registration and attendance."""

from events.gatherings.forms.attendance import AttendanceForm, CodeForm, FinishForm
from events.gatherings.forms.certificates import CheckForm
from events.gatherings.forms.events import CancelForm, EventForm, FileForm, MoveForm
from events.gatherings.forms.feedback import FeedbackAnswersForm, QuestionsForm
from events.gatherings.forms.registration import RegistrationForm

__all__ = [
    "AttendanceForm",
    "CancelForm",
    "CheckForm",
    "CodeForm",
    "EventForm",
    "FeedbackAnswersForm",
    "FileForm",
    "FinishForm",
    "MoveForm",
    "QuestionsForm",
    "RegistrationForm",
]
