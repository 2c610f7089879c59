"""What school and college libraries report by a form of their own: two years and the present."""

import datetime as dt

from accounts.models import User
from common.roles import Role
from libraries.models import Library
from methodportal.demo.campaigns import new_campaign, save_values, sign
from methodportal.demo.figures import Answers
from methodportal.demo.model_stories import moment
from methodportal.demo.registry import PRESENT_YEAR
from statistics.actions.campaigns import report_of
from statistics.models import Campaign, Edition, Submission
from statistics.queries.asked import EDUCATION_KINDS

FIRST_YEAR = PRESENT_YEAR - 3
State = Submission.State
# Pupils, books at the end of the first year, seats; the smallest has no fund but the printed one.
SIZES = ((640, 18_400, 28), (910, 24_150, 46), (1_180, 31_700, 64))
PRESENT_STATES = (State.DRAFT, State.SUBMITTED, State.ACCEPTED)


def make_school_reports() -> None:
    """Create the campaigns of school libraries with their answers."""
    edition = Edition.objects.get(form__code="school-library")
    libraries = list(Library.objects.filter(kind__in=EDUCATION_KINDS).order_by("code"))
    for year in range(FIRST_YEAR, PRESENT_YEAR + 1):
        _make_campaign(edition, year, libraries)


def _make_campaign(edition: Edition, year: int, libraries: list[Library]) -> None:
    is_present = year == PRESENT_YEAR
    state = Campaign.State.OPEN if is_present else Campaign.State.CLOSED
    campaign = new_campaign(edition, year, state=state, audience=Campaign.Audience.EDUCATION)
    sent = moment(dt.date(year, 11, 17) if is_present else dt.date(year + 1, 1, 13))
    reports = []
    for library, state in zip(libraries, PRESENT_STATES, strict=True):
        report = report_of(campaign, library)
        report.state = state if is_present else State.ACCEPTED
        librarian = User.objects.get(organisation=library.organisation_id, role=Role.LIBRARIAN)
        sign(report, librarian, sent)
        reports.append(report)
    Submission.objects.bulk_create(reports)
    answers = {
        report.pk: _part(report, _answers(*size, year - FIRST_YEAR))
        for report, size in zip(reports, SIZES, strict=True)
    }
    save_values(answers, edition, sent - dt.timedelta(days=4))


def _part(report: Submission, whole: Answers) -> Answers:
    """Return what is filled so far: who has only begun has come to the second section."""
    if report.state != State.DRAFT:
        return whole
    return {address: number for address, number in whole.items() if address.startswith("1.")}


def _answers(pupils: int, fund: int, seats: int, passed: int) -> Answers:
    """Return the answers `passed` years after the first; the stocks balance from year to year."""
    answers: Answers = {}
    for row, share in ((6, 100), (7, 2), (8, 0), (9, 5)):
        came, went = pupils * share // 100, pupils * share // 140
        stands = fund * share // 100 + passed * (came - went)
        answers |= {f"1.{row:02}.3": came, f"1.{row:02}.4": went, f"1.{row:02}.5": stands}
    for column in (3, 4, 5):
        answers[f"1.01.{column}"] = sum(answers[f"1.{row:02}.{column}"] for row in (6, 7, 8, 9))
    for row, share in ((2, 55), (3, 8), (4, 24), (5, 4)):
        came, went = pupils * share // 100, pupils * share // 150
        stands = fund * share // 100 + passed * (came - went)
        answers |= {f"1.{row:02}.3": came, f"1.{row:02}.4": went, f"1.{row:02}.5": stands}
    users = pupils + passed * 7
    computers = seats // 4
    counts = (seats, computers, computers - 1, users, users * 11 + passed * 31)
    flags = (1, 1, 1, int(seats > 40), 1, int(seats > 60), 1)
    answers |= {f"2.{row:02}.3": number for row, number in enumerate((*counts, *flags), start=1)}
    return answers
