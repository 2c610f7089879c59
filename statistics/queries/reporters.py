"""What the checks of a form ask of the reporting libraries besides the form itself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from statistics.checks.engine import Answer, Reporter
from statistics.checks.syntax import OtherCell
from statistics.layout import Layout
from statistics.models import Campaign, Submission, Value

OtherAnswers = Mapping[OtherCell, Answer]


def reporter_of(submission: Submission, layout: Layout) -> Reporter:
    """Return the library of a report; one query, and none when no check looks at other forms."""
    others = other_answers(submission.campaign, layout.other_cells, [submission.library_id])
    return Reporter(submission.kind, submission.settlement, others.get(submission.library_id, {}))


def other_answers(
    campaign: Campaign, cells: Iterable[OtherCell], libraries: QuerySet | list[int]
) -> Mapping[int, OtherAnswers]:
    """Return what libraries answered in other forms of the campaign's period, by library."""
    wanted = set(cells)
    found: dict[int, dict[OtherCell, Answer]] = defaultdict(dict)
    if not wanted:
        return found
    period = campaign.reporting_period.fields
    cancelled = Campaign.State.CANCELLED
    told = Value.objects.exclude(submission__campaign__state=cancelled)
    rows = told.filter(
        submission__library__in=libraries,
        submission__campaign__form__code__in={form for form, _ in wanted},
        cell__address__in={address for _, address in wanted},
        **{f"submission__campaign__{key}": one for key, one in period.items()},
    ).values_list(
        "submission__library_id", "submission__campaign__form__code", "cell__address", "number"
    )
    for library, form, address, number in rows:
        if (form, address) in wanted:
            found[library][form, address] = Answer(number, number is None)
    return found
