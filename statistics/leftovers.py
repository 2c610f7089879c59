"""What of the reports hangs on a library that closes."""

from collections.abc import Iterator

from django.urls import reverse

from libraries.leftovers import Leftover
from libraries.models import Library
from statistics.models import Campaign, Submission


def read_leftovers(library: Library) -> Iterator[Leftover]:
    """Tell its reports that are collected now and not accepted yet; one query."""
    waiting = (
        Submission.objects.filter(library=library, campaign__state=Campaign.State.OPEN)
        .exclude(state=Submission.State.ACCEPTED)
        .select_related("campaign")
    )
    for submission in waiting.order_by("campaign__year", "pk"):
        yield Leftover(
            f"Отчёт за {submission.campaign.period_words}: {submission.get_state_display()}",
            "за время, когда она работала, отчёт нужен: доведите его до «принят»",
            reverse("statistics:submission", args=[submission.pk]),
        )
