"""Reports with figures, made quickly: what summaries and documents are tested on."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils import timezone

from libraries.models import Library
from statistics.actions.editions import SHIPPED, load_edition
from statistics.models import Campaign, Edition, Submission, Value

NO_DATA = "н/д"


def make_campaign(
    year: int, period: str = "year", number: int = 0, edition: Edition | None = None
) -> Campaign:
    """Make the campaign of an edition for `year`, or for a part of it; of 6-НК 2015 by itself."""
    edition = edition or load_edition(SHIPPED / "6-nk-2015.yaml")
    return Campaign.objects.create(
        form=edition.form,
        edition=edition,
        year=year,
        period=period,
        number=number,
        opens_on=min(date(year + 1, 1, 1), timezone.localdate()),
        due_on=date(year + 1, 1, 15),
        review_due_on=date(year + 1, 2, 20),
    )


def report(
    campaign: Campaign,
    library: Library,
    figures: Mapping[str, object],
    state: str = Submission.State.ACCEPTED,
) -> Submission:
    """Make a library's report; a figure is a number or NO_DATA, an absent one is blank."""
    submission = Submission.objects.create(
        campaign=campaign,
        library=library,
        territory=library.territory,
        organisation=library.organisation,
        kind=library.kind,
        settlement=library.settlement,
        state=state,
        responsible_name="Берёзкина Анна Петровна",
        responsible_post="заведующая",
    )
    cells = {cell.address: cell for cell in campaign.edition.cells.all()}
    Value.objects.bulk_create(
        Value(
            submission=submission,
            cell=cells[address],
            number=None if number == NO_DATA else Decimal(str(number)),
            no_data_reason="учёт не вёлся" if number == NO_DATA else "",
            changed_at=timezone.now(),
        )
        for address, number in figures.items()
    )
    return submission
