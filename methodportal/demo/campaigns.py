"""Five finished campaigns of 6-НК and the present one, with libraries in every state."""

import datetime as dt
import random

from django.db import connection
from django.utils import timezone

from accounts.models import User
from common.roles import Role
from libraries.models import Library
from methodportal.demo.figures import Answers, answers_by_year, by_edition_2015
from methodportal.demo.mistakes import MISTAKES, exceed, let_visits_leap
from methodportal.demo.people import BERYOZOVSK
from methodportal.demo.profiles import Profile
from methodportal.demo.registry import FIRST_YEAR, PRESENT_YEAR
from methodportal.demo.series import LAST_FULL_YEAR
from statistics.models import Campaign, Edition, Submission, Transition, Value

State = Submission.State
# Which libraries of the demo librarian stand where, so that she sees every state at once.
SHOWCASE = (
    State.ACCEPTED, State.SUBMITTED, State.RETURNED, State.NOT_STARTED, State.DRAFT, State.DRAFT,
)  # fmt: skip
# Of the present reports that are sent or begun, how many a check has something to say about.
DOUBTFUL_SHARE = 0.2
# Rows of one INSERT: four parameters each, within the limits of both databases.
BATCH = 1_000
# The day the demo tells of. What was typed was sent a day later, and decided on after two more.
PRESENT = timezone.make_aware(dt.datetime(PRESENT_YEAR, 11, 18, 11))
TYPED_AT, SENT_AT, DECIDED_AT = (PRESENT - dt.timedelta(days=days) for days in (4, 3, 1))
# Sections a draft has filled so far: one such set is drawn for each draft.
DRAFTS = ((1,), (1, 2), (1, 2, 3, 4), (1, 4, 6), (1, 2, 3, 4, 5, 6))


# The first year that is collected by the later edition. In earnest the form changed before the
# years of the demo; this made-up region changes late, so that its five years cross the change.
LATER_EDITION_FROM = 2024


def make_campaigns(profiles: list[Profile], chance: random.Random) -> None:
    """Create all campaigns with submissions and values; the caller holds the transaction."""
    figures = {p.library.pk: answers_by_year(p, chance) for p in profiles}
    _plant_mistakes(profiles, figures)
    earlier, later = (_edition(code) for code in ("2015", "2019"))
    for year in range(FIRST_YEAR, PRESENT_YEAR):
        edition = later if year >= LATER_EDITION_FROM else earlier
        _make_finished(edition, year, profiles, {pk: of[year] for pk, of in figures.items()})
    _make_present(later, profiles, {pk: of[PRESENT_YEAR] for pk, of in figures.items()}, chance)


def _edition(code: str) -> Edition:
    return Edition.objects.get(form__code="6-nk", code=code)


def _plant_mistakes(profiles: list[Profile], figures: dict[int, dict[int, Answers]]) -> None:
    by_code = {p.library.code: figures[p.library.pk] for p in profiles}
    for mistake in MISTAKES:
        years = by_code[mistake.library]
        mistake.spoil(years[LAST_FULL_YEAR], years[LAST_FULL_YEAR - 1])


def new_campaign(
    edition: Edition, year: int, *, state: str, audience: str = Campaign.Audience.PUBLIC
) -> Campaign:
    """Create the campaign of a year; the present one is collected before the year is over.

    It has begun by whatever day the clock shows, so that its reports may be tried.
    """
    closed = timezone.make_aware(dt.datetime(year + 1, 3, 1, 12)) if state == "closed" else None
    opens = dt.date(year, 11, 9) if year == PRESENT_YEAR else dt.date(year + 1, 1, 1)
    return Campaign.objects.create(
        form=edition.form, edition=edition, year=year,
        opens_on=min(opens, timezone.localdate()),
        due_on=dt.date(year + 1, 1, 15), review_due_on=dt.date(year + 1, 2, 20),
        state=state, closed_at=closed, audience=audience,
    )  # fmt: skip


def _submission(campaign: Campaign, library: Library, state: str) -> Submission:
    """Return a submission that holds the library's place in the network in that year."""
    return Submission(
        campaign=campaign, library=library, territory_id=library.territory_id,
        organisation_id=library.organisation_id, kind=library.kind, settlement=library.settlement,
        is_model=library.model_year is not None and library.model_year <= campaign.year,
        state=state,
    )  # fmt: skip


def _make_finished(
    edition: Edition,
    year: int,
    profiles: list[Profile],
    figures: dict[int, Answers],
) -> None:
    campaign = new_campaign(edition, year, state=Campaign.State.CLOSED)
    submissions = [_submission(campaign, p.library, State.ACCEPTED) for p in profiles]
    librarians = _librarians()
    sent = timezone.make_aware(dt.datetime(year + 1, 1, 14, 15))
    for submission in submissions:
        sign(submission, librarians[submission.organisation_id], sent)
        submission.submitted_at, submission.decided_at = sent, sent + dt.timedelta(days=20)
    Submission.objects.bulk_create(submissions)
    answers = {s.pk: figures[s.library_id] for s in submissions}
    if edition.code == "2015":
        answers = {pk: by_edition_2015(whole) for pk, whole in answers.items()}
    save_values(answers, edition, sent - dt.timedelta(days=3))


def save_values(answers: dict[int, Answers], edition: Edition, when: dt.datetime) -> None:
    """Insert the values past Django's objects: 400,000 of them would take most of a minute."""
    cells = dict(edition.cells.values_list("address", "pk"))
    changed_at = connection.ops.adapt_datetimefield_value(when)
    rows = [
        (submission, cells[address], str(number), changed_at)
        for submission, numbers in answers.items()
        for address, number in numbers.items()
    ]
    table = connection.ops.quote_name(Value._meta.db_table)
    columns = "submission_id, cell_id, number, changed_at, version, no_data_reason"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            places = ", ".join(["(%s, %s, %s, %s, 1, '')"] * len(batch))
            statement = f"INSERT INTO {table} ({columns}) VALUES {places}"  # noqa: S608 - own names
            cursor.execute(statement, [field for row in batch for field in row])


def _make_present(
    edition: Edition,
    profiles: list[Profile],
    figures: dict[int, Answers],
    chance: random.Random,
) -> None:
    campaign = new_campaign(edition, PRESENT_YEAR, state=Campaign.State.OPEN)
    states = _present_states(profiles, chance)
    submissions = [_submission(campaign, p.library, states[p.library.code]) for p in profiles]
    librarians = _librarians()
    answers: dict[int, Answers] = {}
    for submission in submissions:
        sign(submission, librarians[submission.organisation_id], PRESENT)
    Submission.objects.bulk_create(submissions)
    for submission in submissions:
        whole = figures[submission.library_id]
        answers[submission.pk] = _filled_part(submission, whole, chance)
    save_values(answers, edition, TYPED_AT)
    _record_ways(submissions, librarians)


def _librarians() -> dict[int, User]:
    """Return the librarian of each organisation."""
    return {user.organisation_id: user for user in User.objects.filter(role=Role.LIBRARIAN)}


def _present_states(profiles: list[Profile], chance: random.Random) -> dict[str, str]:
    """Draw a state for each library; organisations differ in how far they have come."""
    spoilt = {mistake.library for mistake in MISTAKES}
    states = {}
    pace: dict[str, float] = {}
    for profile in profiles:
        organisation, number = profile.library.code.split("-")
        speed = pace.setdefault(organisation, chance.uniform(0.1, 1.0))
        draw = chance.random() * speed
        state = State.NOT_STARTED
        for limit, further in ((0.12, State.DRAFT), (0.3, State.SUBMITTED), (0.55, State.ACCEPTED)):
            state = further if draw > limit else state
        if state == State.SUBMITTED and chance.random() < 0.2:
            state = State.RETURNED
        if organisation == BERYOZOVSK:
            state = SHOWCASE[(int(number) - 1) % len(SHOWCASE)]
        states[profile.library.code] = (
            State.NOT_STARTED if profile.library.code in spoilt else state
        )
    return states


def sign(submission: Submission, librarian: User, now: dt.datetime) -> None:
    """Put down who answers for the report and when it was sent and decided, as its state has it."""
    if submission.state == State.NOT_STARTED:
        return
    submission.responsible_name = librarian.full_name
    submission.responsible_post = librarian.post
    submission.responsible_email = librarian.email
    if submission.state in (State.SUBMITTED, State.RETURNED, State.ACCEPTED):
        submission.submitted_at = now - dt.timedelta(days=3)
    if submission.state in (State.RETURNED, State.ACCEPTED):
        submission.decided_at = now - dt.timedelta(days=1)


def _filled_part(submission: Submission, whole: Answers, chance: random.Random) -> Answers:
    if submission.state == State.NOT_STARTED:
        return {}
    is_doubtful = chance.random() < DOUBTFUL_SHARE
    if submission.state == State.SUBMITTED and is_doubtful:
        let_visits_leap(whole, {})
    if submission.state != State.DRAFT:
        return whole
    if is_doubtful:
        exceed("4.11.4", "4.11.3", 7)(whole, {})
    sections = {str(number) for number in chance.choice(DRAFTS)}
    return {a: number for a, number in whole.items() if a.split(".")[0] in sections}


def _record_ways(submissions: list[Submission], librarians: dict[int, User]) -> None:
    """Write the steps that led to each state, made by the people who make them."""
    methodist = User.objects.filter(role=Role.METHODIST).order_by("pk").first()
    ways = {
        State.DRAFT: (State.DRAFT,),
        State.SUBMITTED: (State.DRAFT, State.SUBMITTED),
        State.RETURNED: (State.DRAFT, State.SUBMITTED, State.RETURNED),
        State.ACCEPTED: (State.DRAFT, State.SUBMITTED, State.ACCEPTED),
    }
    rows = []
    for submission in submissions:
        before = State.NOT_STARTED
        for days, after in enumerate(ways.get(submission.state, ())):
            is_decision = after in (State.RETURNED, State.ACCEPTED)
            maker = methodist if is_decision else librarians[submission.organisation_id]
            rows.append(Transition(
                submission=submission, before=before, after=after, made_by=maker,
                made_at=PRESENT - dt.timedelta(days=5 - 2 * days),
                comment="Уточните отмеченные ячейки." if after == State.RETURNED else "",
            ))  # fmt: skip
            before = after
    Transition.objects.bulk_create(rows)
