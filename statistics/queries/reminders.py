"""Whom a reminder would reach, looked at before it is sent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from libraries.models import Organisation
from statistics.letters.due import by_organisation, unsent
from statistics.letters.recipients import Correspondents, correspondents
from statistics.models import Campaign, Submission
from statistics.queries.board import last_reminders
from statistics.queries.my_reports import Deadline


@dataclass(frozen=True)
class Wanted:
    """Whose unsent reports to remind of: all, or of some groups; `late`: whose day is past."""

    organisations: Collection[int] = ()
    territories: Collection[int] = ()
    late: bool = False

    def holds(self, report: Submission, today: date) -> bool:
        if self.organisations and report.organisation_id not in self.organisations:
            return False
        if self.territories and report.territory_id not in self.territories:
            return False
        return not self.late or report.due_on < today


@dataclass(frozen=True)
class Addressee:
    """An organisation with its unsent reports and those who would get the letter."""

    organisation: Organisation
    reports: list[Submission]
    people: Correspondents
    reminded_at: datetime | None
    today: date

    @property
    def late_days(self) -> int:
        """By how many days the latest of the reports is late, 0 when none is."""
        return max(0, *(-Deadline(one.due_on, self.today).days_left for one in self.reports))

    @property
    def is_told_today(self) -> bool:
        return bool(self.reminded_at and timezone.localtime(self.reminded_at).date() == self.today)

    @property
    def can_be_told(self) -> bool:
        return bool(self.people.recipients)


def reports_wanted(campaign: Campaign, wanted: Wanted, today: date) -> list[Submission]:
    return [report for report in unsent(campaign) if wanted.holds(report, today)]


def addressees(campaign: Campaign, wanted: Wanted, today: date) -> list[Addressee]:
    """Return the organisations to remind, by name. Five queries."""
    groups = by_organisation(reports_wanted(campaign, wanted, today))
    people, reminded = correspondents(groups.keys()), last_reminders(campaign)
    organisations = Organisation.objects.filter(pk__in=groups).order_by("name_key", "pk")
    return [
        Addressee(one, groups[one.pk], people[one.pk], reminded.get(one.pk), today)
        for one in organisations
    ]
