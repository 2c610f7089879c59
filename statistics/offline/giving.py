"""Giving the workbook out: at once for a few libraries, in the background for many."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Max, Q, Sum

from statistics.models import Campaign, Submission, Value
from statistics.offline.writing import write_workbook
from statistics.queries.sheets import read_sheets

# A workbook of so many forms takes less than a second.
MOST_AT_ONCE = 15


def workbook_of(campaign: Campaign, reports: Sequence[Submission]) -> bytes:
    """Return the workbook with the forms of the reports; `campaign` comes with its edition."""
    sheets = read_sheets(campaign, reports)
    for report in reports:
        report.campaign = campaign
    return write_workbook(campaign, [(report, sheets[report.pk]) for report in reports])


def version_of(campaign: Campaign, reports: Sequence[Submission]) -> list[Any]:
    """Return what changes whenever the workbook would, without reading its values.

    Last year's answers stand in it too.
    """
    libraries = [report.library_id for report in reports]
    years = Q(submission__campaign=campaign) | Q(
        submission__campaign__form=campaign.form_id, submission__campaign__year=campaign.year - 1
    )
    told = Value.objects.filter(years, submission__library__in=libraries).aggregate(
        values=Count("cell_id"), edits=Sum("version"), last=Max("changed_at"), sum=Sum("number")
    )
    who = [(one.pk, one.state, one.version, one.library.name) for one in reports]
    return [who, told]
