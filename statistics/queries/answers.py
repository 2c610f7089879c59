"""The answers of a submission beside those of the year before."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import FilteredRelation, Q

from accounts.models import User
from statistics.answers import Reply
from statistics.checks.engine import NOBODY, Answer, Reporter
from statistics.layout import CellSpec, Layout, layout_of
from statistics.models import Cell, Submission
from statistics.queries.last_year import LastAnswer, last_answers_of
from statistics.queries.reporters import reporter_of


@dataclass(frozen=True)
class CellState:
    """What stands in a cell now; `reply` is None when it is blank, and then `version` is 0.

    `last` is last year's answer; `last_place` is its address where the form was another then.
    """

    cell_id: int
    reply: Reply | None
    version: int
    changed_by: str
    changed_at: datetime | None
    last: Reply | None
    last_place: str = ""
    is_prefilled: bool = False

    @property
    def text(self) -> str:
        return self.reply.text if self.reply else ""


@dataclass
class Sheet:
    """The filled form of one submission: its layout and the state of every open cell."""

    layout: Layout
    cells: dict[str, CellState]
    reporter: Reporter = NOBODY
    answers: dict[str, Answer] = field(init=False)
    previous: dict[str, Answer] = field(init=False)

    def __post_init__(self) -> None:
        self.answers = _answers({key: cell.reply for key, cell in self.cells.items()})
        self.previous = _answers({key: cell.last for key, cell in self.cells.items()})

    def fillable(self) -> list[CellSpec]:
        """Return the cells that a person answers: all open ones but the automatic totals."""
        return [spec for spec in self.layout.cells.values() if not spec.is_total]

    def blank(self, section: int | None = None) -> list[str]:
        """Return the addresses not answered yet, in printed order."""
        return [
            spec.address
            for spec in self.fillable()
            if spec.address not in self.answers and section in (None, spec.section)
        ]

    def unconfirmed(self, section: int | None = None) -> list[str]:
        """Return the addresses taken from last year and not confirmed yet, in printed order."""
        return [
            spec.address
            for spec in self.fillable()
            if self.cells[spec.address].is_prefilled and section in (None, spec.section)
        ]


def _answers(replies: dict[str, Reply | None]) -> dict[str, Answer]:
    return {
        address: Answer(reply.number, reply.number is None)
        for address, reply in replies.items()
        if reply is not None
    }


_COLUMNS = (
    "pk",
    "address",
    "mine__number",
    "mine__no_data_reason",
    "mine__version",
    "mine__is_prefilled",
    "mine__changed_at",
    "mine__changed_by__last_name",
    "mine__changed_by__first_name",
    "mine__changed_by__patronymic",
)


def read_sheet(submission: Submission) -> Sheet:
    """Read every open cell of the submission with last year's answer."""
    rows = (
        Cell.objects.filter(edition=submission.campaign.edition_id)
        .annotate(mine=FilteredRelation("values", condition=Q(values__submission=submission.pk)))
        .order_by("position")
        .values(*_COLUMNS)
    )
    layout = layout_of(submission.campaign.edition)
    last = last_answers_of(submission)
    return Sheet(
        layout,
        {row["address"]: _state(row, last.get(row["address"])) for row in rows},
        reporter_of(submission, layout),
    )


def _state(row: dict, last: LastAnswer | None) -> CellState:
    return CellState(
        cell_id=row["pk"],
        reply=_reply(row["mine__version"], row["mine__number"], row["mine__no_data_reason"]),
        version=row["mine__version"] or 0,
        changed_by=_name(row),
        changed_at=row["mine__changed_at"],
        last=last.reply if last else None,
        last_place=last.place if last else "",
        is_prefilled=bool(row["mine__is_prefilled"]),
    )


def _reply(version: int | None, number: Decimal | None, reason: str | None) -> Reply | None:
    return None if version is None else Reply(number, reason or "")


def _name(row: dict) -> str:
    names = {
        name: row[f"mine__changed_by__{name}"] for name in ("last_name", "first_name", "patronymic")
    }
    return User(**names).short_name if names["last_name"] else ""
