"""What changes whenever a figure or a word of a summary may have changed, without summing anything.

Every act that writes an answer or moves a report raises the report's version, and sums made anew
past such acts leave their moment on the campaign. So a few short rows tell of millions of answers
whether they are the same. A stamp may change where a figure comes out the same; it never stays
where one has changed.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, F, Q, Value, When

from libraries.models import Population
from statistics.indicators import load_indicators
from statistics.models import Campaign
from statistics.summaries.choice import Choice

# Which library answered, where it stood, what it was, and how all that is named.
_REPORT = (
    "campaign_id",
    "library_id",
    "state",
    "kind",
    "settlement",
    "is_model",
    "library__name",
    "library__code",
    "organisation_id",
    "organisation__name",
    "organisation__short_name",
    "territory_id",
    "territory__name",
    "territory__kind",
)


def stamp_of(choice: Choice, campaigns: Sequence[Campaign]) -> list[Any]:
    """Return the stamp of a summary that looks at these campaigns; two queries.

    What is written in reports that are not summed does not count, only that they are asked for.
    """
    people = Population.objects.filter(
        Q() if choice.territory is None else Q(territory=choice.territory),
        year__gte=min(one.year for one in campaigns),
        year__lte=choice.campaign.year + 1,
    )
    return [
        [_of_campaign(one) for one in campaigns],
        _reports(choice, campaigns),
        list(people.order_by("pk").values_list("territory_id", "year", "number")),
        [
            (code, str(one))
            for code, one in load_indicators().items()
            if one.form == choice.campaign.form.code
        ],
    ]


def _of_campaign(campaign: Campaign) -> tuple[Any, ...]:
    edition = campaign.edition
    told = (str(campaign), campaign.state, campaign.rolled_up_at)
    return (campaign.pk, *told, edition.checksum, edition.title)


def _reports(choice: Choice, campaigns: Sequence[Campaign]) -> list[tuple[Any, ...]]:
    version = Case(When(choice.counted(), then=F("version")), default=Value(0))
    reports = choice.submissions(*campaigns).order_by("pk")
    return list(reports.values_list(*_REPORT, version))
