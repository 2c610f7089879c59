"""A small form of the region, collected quarter by quarter from central libraries."""

import datetime as dt
import random
from pathlib import Path

from django.utils import timezone

from accounts.models import User
from common.roles import Role
from libraries.models import Library
from methodportal.demo.campaigns import save_values, sign
from methodportal.demo.figures import Answers
from methodportal.demo.model_stories import moment
from methodportal.demo.people import BERYOZOVSK
from methodportal.demo.registry import PRESENT_YEAR
from statistics.actions.campaigns import report_of
from statistics.actions.editions import load_edition
from statistics.models import Campaign, Edition, Submission
from statistics.periods import PeriodKind, ReportingPeriod

FORM = Path(__file__).parent / "culture-quarter.yaml"
State = Submission.State
# The last quarter is being collected, as the whole year is, before it is over.
QUARTERS = ((PRESENT_YEAR - 1, 4), (PRESENT_YEAR, 3), (PRESENT_YEAR, 4))
PRESENT_STATES = (State.NOT_STARTED, State.DRAFT, State.SUBMITTED, State.NOT_STARTED)
OPENED = dt.date(PRESENT_YEAR, 11, 16)
# How many events of each row a library holds in a quarter, and how many people come to one.
USUAL = ((14, 40), (9, 45), (18, 25), (12, 12), (5, 30))


def make_quarters(chance: random.Random) -> None:
    """Create the quarterly campaigns with their answers."""
    edition = load_edition(FORM)
    libraries = Library.objects.filter(kind=Library.Kind.CENTRAL, closed_on=None)
    central = list(libraries.order_by("code"))
    sizes = {library.pk: chance.uniform(0.6, 2.2) for library in central}
    librarians = {user.organisation_id: user for user in User.objects.filter(role=Role.LIBRARIAN)}
    reporting = [library for library in central if library.organisation_id in librarians]
    for year, number in QUARTERS:
        campaign = _campaign(edition, ReportingPeriod(year, PeriodKind.QUARTER, number))
        reports = [_report(campaign, at, library) for at, library in enumerate(reporting)]
        sent = moment(campaign.opens_on + dt.timedelta(days=6))
        for report in reports:
            sign(report, librarians[report.organisation_id], sent)
        Submission.objects.bulk_create(reports)
        answers = {
            report.pk: _part(report, _answers(sizes[report.library_id], chance))
            for report in reports
        }
        save_values(answers, edition, sent - dt.timedelta(days=4))


def _campaign(edition: Edition, period: ReportingPeriod) -> Campaign:
    opens = min(period.last_day + dt.timedelta(days=1), OPENED)
    due = period.last_day + dt.timedelta(days=10)
    is_present = opens == OPENED
    return Campaign.objects.create(
        form=edition.form,
        edition=edition,
        **period.fields,
        audience=Campaign.Audience.CHOSEN,
        opens_on=min(opens, timezone.localdate()),
        due_on=due,
        review_due_on=due + dt.timedelta(days=10),
        state=Campaign.State.OPEN if is_present else Campaign.State.CLOSED,
        closed_at=None if is_present else moment(due + dt.timedelta(days=12)),
    )


def _report(campaign: Campaign, at: int, library: Library) -> Submission:
    report = report_of(campaign, library)
    report.state = State.ACCEPTED
    if campaign.is_open:
        is_shown = library.code.startswith(f"{BERYOZOVSK}-")
        report.state = State.DRAFT if is_shown else PRESENT_STATES[at % len(PRESENT_STATES)]
    return report


def _part(report: Submission, whole: Answers) -> Answers:
    """Return what is filled so far: who has only begun has come to the third row."""
    if report.state == State.NOT_STARTED:
        return {}
    if report.state == State.DRAFT:
        return {address: number for address, number in whole.items() if address < "1.04"}
    return whole


def _answers(size: float, chance: random.Random) -> Answers:
    """Return the answers of a quarter; the bigger the library, the more it holds."""
    answers: Answers = {}
    for row, (usual, people) in enumerate(
        ((14, 40), (9, 45), (18, 25), (12, 12), (5, 30)), start=1
    ):
        held = max(1, round(usual * size * chance.uniform(0.85, 1.15)))
        visited = round(held * people * chance.uniform(0.9, 1.1))
        children = round(visited * chance.uniform(0.3, 0.6))
        answers |= {f"1.{row:02}.3": held, f"1.{row:02}.4": visited, f"1.{row:02}.5": children}
    for column in (3, 4, 5):
        answers[f"1.06.{column}"] = sum(answers[f"1.{row:02}.{column}"] for row in range(1, 6))
    clubs = max(2, round(6 * size))
    return answers | {"2.07.3": clubs, "2.07.4": clubs * 14, "2.07.5": clubs // 4}
