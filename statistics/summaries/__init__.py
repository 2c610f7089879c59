"""Summaries of a campaign: sums and indicators over sets of reports, as tables."""

from statistics.summaries.choice import Choice
from statistics.summaries.main_indicators import (
    indicators_of,
    main_indicators,
    shown_indicators,
)
from statistics.summaries.whole_form import whole_form

__all__ = ["Choice", "indicators_of", "main_indicators", "shown_indicators", "whole_form"]
