"""Last year's answers by this year's addresses, through every change of the form on the way.

Whoever shows or checks last year asks here, so that in the year of a change of edition the screen,
the checks, the workbook and the comparisons see the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from statistics.answers import Reply
from statistics.checks.engine import Answer
from statistics.layout import former_places, layout_of
from statistics.models import Campaign, Edition, Submission, Value


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """What a cell held last year; `place` is its address then where that was another."""

    reply: Reply
    place: str = ""

    @property
    def answer(self) -> Answer:
        """The answer as checks take it."""
        return Answer(self.reply.number, self.reply.number is None)


LastAnswers = Mapping[str, LastAnswer]


def with_previous(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Annotate the same library's submission of the same form and period a year before.

    `previous_id` and `previous_edition` (its edition's code) are None when there is none.
    """
    previous = Submission.objects.standing().filter(
        library=OuterRef("library"),
        campaign__form=OuterRef("campaign__form"),
        campaign__year=OuterRef("campaign__year") - 1,
        campaign__period=OuterRef("campaign__period"),
        campaign__number=OuterRef("campaign__number"),
    )
    return submissions.annotate(
        previous_id=Subquery(previous.values("pk")[:1]),
        previous_edition=Subquery(previous.values("campaign__edition__code")[:1]),
    )


def campaign_before(campaign: Campaign) -> Campaign | None:
    """Return the campaign of the same form and period a year before, whatever its edition."""
    return (
        Campaign.objects.select_related("edition", "form")
        .filter(form=campaign.form_id, **campaign.reporting_period.year_before.fields)
        .first()
    )


def last_answers_of(submission: Submission) -> LastAnswers:
    """Return what the library answered a year before, by the addresses of this year's edition.

    The submission is annotated by `with_previous`, or its former one is looked up.
    """
    if not hasattr(submission, "previous_id"):
        found = with_previous(Submission.objects.filter(pk=submission.pk))
        row = found.values_list("previous_id", "previous_edition").get()
        submission.previous_id, submission.previous_edition = row
    if submission.previous_id is None:
        return {}
    places = places_before(submission.campaign.edition, submission.previous_edition)
    values = Value.objects.filter(submission=submission.previous_id)
    return _by_library(values, places).get(submission.library_id, {})


def last_answers_of_campaign(
    campaign: Campaign, libraries: QuerySet | Iterable[int]
) -> dict[int, LastAnswers]:
    """Return what libraries answered a year before, by library and this year's address."""
    before = campaign_before(campaign)
    if before is None:
        return {}
    places = places_before(campaign.edition, before.edition.code)
    return _by_library(
        Value.objects.filter(submission__campaign=before, submission__library__in=libraries), places
    )


def places_before(edition: Edition, former: str) -> Mapping[str, str]:
    """Return where each cell of an edition stood in a former one, by its address now.

    `former` is the code of the former edition; nothing is returned for one that this edition does
    not continue, directly or through others. No query when both are one.
    """
    if edition.code == former:
        return former_places([layout_of(edition)])
    return places_through(edition).get(former, {})


def places_through(edition: Edition) -> dict[str, Mapping[str, str]]:
    """Return where the cells of an edition stand in it and in each one that it continues.

    By the code of the edition and the address now; one query.
    """
    others = Edition.objects.filter(form=edition.form_id).exclude(pk=edition.pk)
    known = {one.code: one for one in others.defer("definition")}
    chain = [layout_of(edition)]
    while following := known.pop(chain[-1].follows, None):
        chain.append(layout_of(following))
    return {one.edition: former_places(chain[:end]) for end, one in enumerate(chain, start=1)}


def _by_library(
    values: QuerySet[Value], places: Mapping[str, str]
) -> dict[int, dict[str, LastAnswer]]:
    now = {former: address for address, former in places.items()}
    found: dict[int, dict[str, LastAnswer]] = defaultdict(dict)
    rows = values.values_list("submission__library_id", "cell__address", "number", "no_data_reason")
    for library, former, number, reason in rows.iterator():
        address = now.get(former)
        if address is not None:
            place = "" if address == former else former
            found[library][address] = LastAnswer(Reply(number, reason), place)
    return found
