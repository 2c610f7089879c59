"""The board of a collection: who has reported and who is late, on a day."""

from typing import Any

from django.utils import timezone

from common.tables import Column, Row, Table, TableSet
from reports.documents.base import Document, Parameter
from reports.documents.summaries import CAMPAIGN, find_campaign
from statistics.models import Submission
from statistics.queries.board import GROUPS, Tally, board_of, sum_of
from statistics.rules import can_see_collections

BY = Parameter(
    "by",
    "строки",
    "territory",
    is_required=False,
    default="organisation",
    choices={"organisation": "учреждения", "territory": "территории"},
)


class CampaignBoard(Document):
    name = "campaign-board"
    title = "Ход сбора отчётности"
    parameters = (CAMPAIGN, BY)
    formats = ("pdf", "xlsx", "csv")
    is_signed = True

    def find(self) -> None:
        self.campaign, self.by = find_campaign(self.values["campaign"]), self.values["by"]

    def is_visible_to(self, user: Any) -> bool:
        return True

    def is_allowed_to(self, user: Any) -> bool:
        return can_see_collections(user)

    def read_content(self) -> TableSet:
        today = timezone.localdate()
        rows = board_of(self.campaign, self.by, today)
        table = Table(
            title=f"Отправлено на {today:%d.%m.%Y}",
            columns=tuple(self._columns()),
            rows=(
                *(_row(row) for row in rows),
                _row(sum_of(rows), title="Всего", kind="total"),
            ),
            notes=(f"Сдать до {self.campaign.due_on:%d.%m.%Y}.",),
            blank="",
            key="board",
            sheet="Ход сбора",
        )
        return TableSet(f"{self.title}: {self.campaign}", (table,))

    def _columns(self) -> list[Column]:
        return [
            Column("name", GROUPS[self.by][0], kind="text", width=40),
            *(
                Column(state.value, state.label.capitalize(), additive=True, width=12)
                for state in Submission.State
            ),
            Column("total", "Всего", additive=True, width=8),
            Column("percent", "Отправлено, %", width=12),
            Column("late", "Опаздывают", additive=True, width=12),
            Column("late_days", "Дней опоздания", width=12),
            Column("extended_to", "Срок продлён до", kind="date", width=14),
        ]


def _row(tally: Tally, title: str = "", kind: str = "data") -> Row:
    counts = (tally.counts[state] for state in Submission.State)
    late = (tally.late, tally.late_days or None)
    values = (title or tally.title, *counts, tally.total, tally.percent, *late, tally.extended_to)
    return Row(values, kind, anchor=str(tally.key or "total"))
