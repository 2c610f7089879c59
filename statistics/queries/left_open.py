"""What a report would be sent with although nobody has answered or mended it.

A remark is settled for the library by its answer, or by a change of what it is about after it was
made. A report that came back and was not touched at all is told apart.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Max, Q, QuerySet, Value

from common.russian import plural
from statistics.models import (
    Explanation,
    Remark,
    ReportFile,
    ReportText,
    Submission,
    Transition,
    ValueChange,
)

# Reports to be checked that `Submission.sent_as` has something to tell of.
SENT_AS_IS = Q(state=Submission.State.SUBMITTED) & (
    Q(sent_with_open__gt=0) | Q(sent_untouched=True)
)


@dataclass(frozen=True)
class LeftOpen:
    """`remarks` have neither an answer nor a change; `untouched_since` is when it came back."""

    remarks: tuple[Remark, ...] = ()
    untouched_since: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.remarks or self.untouched_since)

    @property
    def stamp(self) -> str:
        """What tells it from another: who agrees to send agrees to what she was shown."""
        if not self:
            return ""
        shown = [*(one.pk for one in self.remarks), self.untouched_since]
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]

    @property
    def words(self) -> str:
        """What the history of the report says of sending it so; nothing where nothing is left."""
        told = []
        if count := len(self.remarks):
            remarks = plural(count, "замечание", "замечания", "замечаний")
            told.append(f"Без ответа и исправления: {count} {remarks}.")
        if self.untouched_since:
            told.append("После возврата ничего не изменено.")
        return " ".join(told)


NOTHING = LeftOpen()
# Acts beside texts, which are told by their headings: no heading has such a number.
_FILE, _WORD = -1, -2


@dataclass
class _Done:
    """What was done to one report: figures by cell, texts by heading, and all other acts."""

    cells: dict[int, list[tuple[datetime, str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    texts: dict[int, datetime] = field(default_factory=dict)
    files: list[datetime] = field(default_factory=list)
    said: list[datetime] = field(default_factory=list)

    def is_moved(self, cell: int, since: datetime) -> bool:
        """Whether another answer stands in the cell now than stood then."""
        later = [change for change in self.cells.get(cell, ()) if change[0] > since]
        return bool(later) and later[0][1] != later[-1][2]

    def is_changed(self, since: datetime) -> bool:
        """Whether the report itself is another one now."""
        return any(self.is_moved(cell, since) for cell in self.cells) or any(
            at > since for at in (*self.texts.values(), *self.files)
        )

    def is_touched(self, since: datetime) -> bool:
        """Whether the library has changed something or said a word about it."""
        return self.is_changed(since) or any(at > since for at in self.said)

    def is_settled(self, remark: Remark) -> bool:
        if remark.answer:
            return True
        if remark.cell_id:
            return self.is_moved(remark.cell_id, remark.created_at)
        if remark.heading_id:
            written_at = self.texts.get(remark.heading_id)
            return written_at is not None and written_at > remark.created_at
        if remark.file_name:
            return remark.file_id is None
        return self.is_changed(remark.created_at)


def left_open_of(submission: Submission) -> LeftOpen:
    """Return what the report would be sent with as it stands now."""
    own = Submission.objects.filter(pk=submission.pk)
    return left_open_by_submission(own).get(submission.pk, NOTHING)


def left_open_by_submission(submissions: QuerySet[Submission]) -> dict[int, LeftOpen]:
    """Return what each of the reports would be sent with, of those that have something.

    Two queries where nothing came back and nothing was remarked on, four otherwise.
    """
    return _weighed(_returned(submissions), _unresolved(submissions))


def left_open_in(
    submission: Submission, remarks: Iterable[Remark], transitions: Iterable[Transition]
) -> LeftOpen:
    """Return the same of one report whose remarks and history have been read already."""
    open_remarks = [one for one in remarks if not one.resolved_at]
    came_back = [one.made_at for one in transitions if one.after == Submission.State.RETURNED]
    returned = {submission.pk: max(came_back)} if came_back else {}
    found = _weighed(returned, {submission.pk: open_remarks} if open_remarks else {})
    return found.get(submission.pk, NOTHING)


def _weighed(
    returned: Mapping[int, datetime], remarks: Mapping[int, list[Remark]]
) -> dict[int, LeftOpen]:
    asked = set(returned) | set(remarks)
    if not asked:
        return {}
    made = [one.created_at for own in remarks.values() for one in own]
    done = _done(asked, min([*returned.values(), *made]))
    found = {pk: _left(returned.get(pk), remarks.get(pk, []), done[pk]) for pk in asked}
    return {pk: left for pk, left in found.items() if left}


def _left(returned_at: datetime | None, remarks: list[Remark], done: _Done) -> LeftOpen:
    is_untouched = returned_at is not None and not done.is_touched(returned_at)
    return LeftOpen(
        tuple(one for one in remarks if not done.is_settled(one)),
        returned_at if is_untouched else None,
    )


def _returned(submissions: QuerySet[Submission]) -> dict[int, datetime]:
    """Return when each report that ever came back to its library did so last."""
    steps = Transition.objects.filter(
        submission__in=submissions.values("pk"), after=Submission.State.RETURNED
    )
    return dict(steps.order_by().values_list("submission_id").annotate(at=Max("made_at")))


def _unresolved(submissions: QuerySet[Submission]) -> dict[int, list[Remark]]:
    found: dict[int, list[Remark]] = defaultdict(list)
    remarks = Remark.objects.filter(submission__in=submissions.values("pk"), resolved_at=None)
    for one in remarks.select_related("cell", "heading", "author"):
        found[one.submission_id].append(one)
    return found


def _done(asked: set[int], since: datetime) -> dict[int, _Done]:
    """Return what was done to each of the reports after `since`; two queries."""
    done: dict[int, _Done] = defaultdict(_Done)
    changes = ValueChange.objects.filter(submission__in=asked, changed_at__gt=since)
    for pk, cell, *change in changes.order_by("changed_at", "pk").values_list(
        "submission_id", "cell_id", "changed_at", "before", "after"
    ):
        done[pk].cells[cell].append(tuple(change))
    for pk, what, at in _acts(asked, since):
        if what == _FILE:
            done[pk].files.append(at)
        elif what == _WORD:
            done[pk].said.append(at)
        else:
            done[pk].texts[what] = at
    return done


def _acts(asked: set[int], since: datetime) -> Iterable[tuple[int, int, datetime]]:
    """Return the report, the heading of a text (or _FILE, or _WORD) and the moment of each act."""
    texts = ReportText.objects.filter(submission__in=asked, changed_at__gt=since)
    # A file is put beside the report or taken away: its history has a line for either. What the
    # department takes away has a reason there, and is no work of the library.
    own = Q(history_change_reason=None) | Q(history_change_reason="")
    files = ReportFile.history.filter(own, submission__in=asked, history_date__gt=since)
    explained = Explanation.objects.filter(submission__in=asked, created_at__gt=since)
    answered = Remark.objects.filter(submission__in=asked, answered_at__gt=since).exclude(answer="")
    return (
        texts.order_by()
        .values_list("submission_id", "heading_id", "changed_at")
        .union(
            _moments(files, _FILE, "history_date"),
            _moments(explained, _WORD, "created_at"),
            _moments(answered, _WORD, "answered_at"),
            all=True,
        )
    )


def _moments(rows: QuerySet[Any], what: int, at: str) -> QuerySet[Any]:
    kind = Value(what, output_field=BigIntegerField())
    return rows.order_by().values_list("submission_id", kind, at)
