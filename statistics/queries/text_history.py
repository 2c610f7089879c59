"""All that happened to the texts and files of a report, the latest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from statistics.models import ReportFile, ReportText, Submission

_ACTS = {"+": "приложен", "-": "убран", "~": "изменён"}


@dataclass(frozen=True)
class TextEvent:
    """A text rewritten (`before` and `after`), or a file put there or taken away."""

    at: datetime
    by: str
    what: str
    before: str | None = None
    after: str | None = None


def text_history_of(submission: Submission) -> list[TextEvent]:
    """Return the events; two queries."""
    events = [*_texts(submission), *_files(submission)]
    return sorted(events, key=lambda one: one.at, reverse=True)


def _texts(submission: Submission) -> Iterator[TextEvent]:
    rows = ReportText.history.filter(submission=submission).select_related(
        "heading", "history_user"
    )
    former: dict[int, str] = {}
    for row in rows.order_by("history_date", "history_id"):
        before = former.get(row.heading_id, "")
        former[row.heading_id] = row.text
        if row.text != before:
            yield TextEvent(
                row.history_date, _name(row), f"«{row.heading.title}»", before, row.text
            )


def _files(submission: Submission) -> Iterator[TextEvent]:
    rows = ReportFile.history.filter(submission=submission).select_related("history_user")
    for row in rows:
        what = f"{row.get_kind_display()} «{row.file_name}» {_ACTS[row.history_type]}"
        why = f": {row.history_change_reason}" if row.history_change_reason else ""
        yield TextEvent(row.history_date, _name(row), what + why)


def _name(row: Any) -> str:
    return row.history_user.short_name if row.history_user else "портал"
