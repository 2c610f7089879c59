"""Tables of yearly reporting: forms as data, campaigns, submissions and their values."""

from statistics.models.campaigns import Campaign
from statistics.models.forms import Cell, Edition, Form
from statistics.models.presets import SummaryPreset
from statistics.models.submissions import Submission, Transition, Value, ValueChange
from statistics.models.verification import Explanation, Remark, Waiver

__all__ = [
    "Campaign",
    "Cell",
    "Edition",
    "Explanation",
    "Form",
    "Remark",
    "Submission",
    "SummaryPreset",
    "Transition",
    "Value",
    "ValueChange",
    "Waiver",
]
