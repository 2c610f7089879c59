"""Tables of yearly reporting: forms as data, campaigns, submissions and their values."""

from statistics.models.attachments import ReportFile
from statistics.models.campaigns import AudienceChange, Campaign
from statistics.models.doubts import RecordedFinding, ReviewLook
from statistics.models.drafts import DraftStep, DraftTrial, EditionDraft
from statistics.models.forms import Cell, Edition, Form
from statistics.models.indicators import Indicator
from statistics.models.letters import CampaignLetter, LetterRefusal
from statistics.models.offline import OfflineUpload
from statistics.models.outliers import OutlierRule, PeerNorm
from statistics.models.presets import SummaryPreset
from statistics.models.published import PublishedSummary
from statistics.models.rollups import ClassRollup, PlaceRollup
from statistics.models.submissions import Extension, Submission, Transition, Value, ValueChange
from statistics.models.texts import ReportText, TextHeading
from statistics.models.verification import Explanation, Remark, Waiver

__all__ = [
    "AudienceChange",
    "Campaign",
    "CampaignLetter",
    "Cell",
    "ClassRollup",
    "DraftStep",
    "DraftTrial",
    "Edition",
    "EditionDraft",
    "Explanation",
    "Extension",
    "Form",
    "Indicator",
    "LetterRefusal",
    "OfflineUpload",
    "OutlierRule",
    "PeerNorm",
    "PlaceRollup",
    "PublishedSummary",
    "RecordedFinding",
    "Remark",
    "ReportFile",
    "ReportText",
    "ReviewLook",
    "Submission",
    "SummaryPreset",
    "TextHeading",
    "Transition",
    "Value",
    "ValueChange",
    "Waiver",
]
