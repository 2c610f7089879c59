"""What has changed in a report since a moment: figures, explanations, answers to remarks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from statistics.layout import Layout, layout_of
from statistics.models import Explanation, Remark, Submission
from statistics.queries.rule_words import said_of, words_of_rules

NOTHING = "пусто"


@dataclass(frozen=True)
class CellNews:
    """A cell whose answer is another one now than it was then."""

    address: str
    title: str
    before: str
    after: str
    by: str
    at: datetime

    @property
    def was(self) -> str:
        return self.before or NOTHING

    @property
    def now(self) -> str:
        return self.after or NOTHING


@dataclass(frozen=True)
class News:
    """All that is new to a person who looked last at `since`.

    Each explanation stands with what the rule says that it is about.
    """

    since: datetime
    cells: Mapping[str, CellNews]
    explanations: tuple[tuple[Explanation, str], ...]
    answers: tuple[Remark, ...]

    def __bool__(self) -> bool:
        return bool(self.cells or self.explanations or self.answers)


def news_since(submission: Submission, since: datetime) -> News:
    """Return what is new; five queries at most. A figure changed there and back is none."""
    cells = _cells(submission, since, layout_of(submission.campaign.edition))
    explanations = list(submission.explanations.filter(created_at__gt=since))
    words = words_of_rules(submission.campaign) if explanations else {}
    return News(
        since=since,
        cells=cells,
        explanations=tuple((one, said_of(words, one.check_code)) for one in explanations),
        answers=tuple(
            submission.remarks.filter(answered_at__gt=since).select_related("cell", "heading")
        ),
    )


def _cells(submission: Submission, since: datetime, layout: Layout) -> dict[str, CellNews]:
    changes = submission.changes.filter(changed_at__gt=since).select_related("cell", "changed_by")
    before: dict[str, str] = {}
    found: dict[str, CellNews] = {}
    for one in changes.order_by("changed_at", "pk"):
        address = one.cell.address
        before.setdefault(address, one.before)
        found[address] = CellNews(
            address=address,
            title=layout.cells[address].title,
            before=before[address],
            after=one.after,
            by=one.changed_by.short_name if one.changed_by else "",
            at=one.changed_at,
        )
    moved = {address for address, one in found.items() if one.before != one.after}
    return {address: found[address] for address in layout.cells if address in moved}
