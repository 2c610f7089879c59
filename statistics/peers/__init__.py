"""A library beside the others of its kind: where its indicators stand among theirs."""

from statistics.peers.comparison import Comparison, Standing, compare
from statistics.peers.group import FEWEST, Peers
from statistics.peers.reading import (
    UnknownReportError,
    comparison_of,
    picture_of,
    report_asked_for,
    report_nearest_to,
    reports_to_compare,
)

__all__ = [
    "FEWEST",
    "Comparison",
    "Peers",
    "Standing",
    "UnknownReportError",
    "compare",
    "comparison_of",
    "picture_of",
    "report_asked_for",
    "report_nearest_to",
    "reports_to_compare",
]
