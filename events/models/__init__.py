"""Tables of annual plans and events."""

from events.models.amendments import Amendment, AmendmentRow
from events.models.approvals import Approval, ApprovalRemark, ApprovalStep
from events.models.calendar_keys import CalendarKey
from events.models.certificates import Certificate
from events.models.closings import PlanClosing
from events.models.counting import CountingRule
from events.models.editing import PlanPresence, PlanStep
from events.models.editions import PlanEdition, PlanSnapshot
from events.models.events import Event, EventFile
from events.models.feedback import FeedbackAnswer, FeedbackForm, FeedbackQuestion
from events.models.imports import PlanImport
from events.models.items import ItemOrganiser, ItemPeriod, ItemResponsible, PlanItem
from events.models.letters import PlanLetter
from events.models.marks import ItemMark
from events.models.participants import Participant
from events.models.participation import EventLettersOff, Participation
from events.models.plans import Plan, PlanChange, PlannedFigure, PlanSection
from events.models.profile import PlanProfile
from events.models.visits import Visit, VisitAdvice
from events.models.workdays import MovedDayOff

__all__ = [
    "Amendment",
    "AmendmentRow",
    "Approval",
    "ApprovalRemark",
    "ApprovalStep",
    "CalendarKey",
    "Certificate",
    "CountingRule",
    "Event",
    "EventFile",
    "EventLettersOff",
    "FeedbackAnswer",
    "FeedbackForm",
    "FeedbackQuestion",
    "ItemMark",
    "ItemOrganiser",
    "ItemPeriod",
    "ItemResponsible",
    "MovedDayOff",
    "Participant",
    "Participation",
    "Plan",
    "PlanChange",
    "PlanClosing",
    "PlanEdition",
    "PlanImport",
    "PlanItem",
    "PlanLetter",
    "PlanPresence",
    "PlanProfile",
    "PlanSection",
    "PlanSnapshot",
    "PlanStep",
    "PlannedFigure",
    "Visit",
    "VisitAdvice",
]
