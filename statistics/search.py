"""What the search finds of reporting: the summaries that everybody may read."""

from django.db.models import QuerySet
from django.utils import timezone

from common.search import Description, SearchSource, register, words_of
from statistics.models import Campaign, PublishedSummary
from statistics.rules import published_summaries_of


def _summaries() -> QuerySet[PublishedSummary]:
    return PublishedSummary.objects.in_force().select_related("campaign__form")


def _summary(row: PublishedSummary) -> Description:
    titles = [chapter["title"] for chapter in row.content["chapters"]]
    figures = [line["values"][0] for line in row.content["totals"]["rows"]]
    text = words_of(row.campaign, row.foreword, *titles, *figures)
    day = timezone.localdate(row.published_at)
    return Description(str(row), text, row.get_absolute_url(), day)


register(
    SearchSource(
        key="published-summary",
        title="Своды",
        rows=_summaries,
        describe=_summary,
        visible_to=published_summaries_of,
        follows={Campaign: "campaign"},
    )
)
