"""A campaign of the present year, the report of the librarian's library, and how to fill it."""

from collections.abc import Mapping

import pytest
from django.urls import reverse

from libraries.models import Library
from statistics.actions.entry import Change, SaveResult, save_answers
from statistics.layout import layout_of
from statistics.models import Campaign, Submission
from tests.statistics.reported import make_campaign

# A small village library whose figures agree with one another.
COHERENT = {
    "1.01.10": "120,5",
    "1.01.16": "15",
    "2.02.4": "100",
    "2.03.4": "50",
    "2.04.4": "5000",
    "4.12.3": "480",
    "4.12.4": "120",
    "4.12.5": "100",
    "4.12.7": "3000",
    "4.12.8": "2500",
    "4.12.9": "500",
    "5.13.4": "9000",
    "5.14.4": "2000",
    "5.15.4": "1500",
    "6.18.2": "1,5",
    "6.18.3": "2",
    "6.18.5": "1",
    "6.18.7": "1",
    "6.18.13": "1",
    "6.18.15": "1",
    "7.19.3": "820,4",
    "7.19.10": "820,4",
    "7.19.11": "700",
}


@pytest.fixture
def campaign(db: None) -> Campaign:
    return make_campaign(2025)


@pytest.fixture
def submission(campaign: Campaign, library: Library) -> Submission:
    return make_submission(campaign, library)


@pytest.fixture
def foreign_submission(campaign: Campaign, foreign_library: Library) -> Submission:
    return make_submission(campaign, foreign_library)


def make_submission(
    campaign: Campaign, library: Library, state: str = Submission.State.NOT_STARTED
) -> Submission:
    """Make a report that nobody has begun."""
    return Submission.objects.create(
        campaign=campaign,
        library=library,
        territory=library.territory,
        organisation=library.organisation,
        kind=library.kind,
        settlement=library.settlement,
        state=state,
    )


def type_in(submission: Submission, by, texts: Mapping[str, str], **how) -> SaveResult:
    """Type texts into cells as one who sees what stands there now."""
    seen = dict(submission.values.values_list("cell__address", "version"))
    changes = [
        Change(address, text, seen.get(address, 0), **how) for address, text in texts.items()
    ]
    return save_answers(submission, changes, by)


def fill_coherently(submission: Submission, by, **other: str) -> SaveResult:
    """Answer every cell of the form so that no check objects."""
    cells = layout_of(submission.campaign.edition).cells.values()
    texts = {cell.address: "0" for cell in cells if not cell.is_total} | COHERENT
    return type_in(submission, by, texts | other)


@pytest.fixture
def filled(submission: Submission, librarian) -> Submission:
    """The librarian's report, complete and coherent, with the official named."""
    fill_coherently(submission, librarian)
    submission.refresh_from_db()
    submission.responsible_name = "Берёзкина Анна Петровна"
    submission.save(update_fields=["responsible_name"])
    return submission


@pytest.fixture
def section_url():
    def url(submission: Submission, number: int) -> str:
        return reverse("statistics:section", args=[submission.pk, number])

    return url
