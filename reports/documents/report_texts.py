"""What all libraries wrote under the headings of a campaign, for the department's yearly report."""

from collections.abc import Callable
from functools import partial
from typing import Any

from common.tables import Column, Row, Table, TableSet
from reports.documents.base import Document, ParameterError
from reports.documents.summaries import CAMPAIGN, find_campaign
from reports.docx import render_texts
from statistics.queries.board import SENT
from statistics.queries.texts import Collected, collected_texts
from statistics.rules import can_see_collections

_COLUMNS = (
    Column("territory", "Муниципалитет", kind="text", width=24),
    Column("organisation", "Учреждение", kind="text", width=30),
    Column("library", "Библиотека", kind="text", width=30),
    Column("text", "Текст", kind="text", width=90),
)


class ReportTexts(Document):
    name = "report-texts"
    title = "Текстовая часть отчётов"
    parameters = (CAMPAIGN,)
    formats = ("docx", "pdf", "xlsx")
    quick = ("docx", "xlsx")
    template = "documents/report_texts.html"
    styles = ("tables", "submission")

    def find(self) -> None:
        self.campaign = find_campaign(self.values["campaign"])
        headings = list(self.campaign.headings.all())
        if not headings:
            raise ParameterError(f"В сборе {self.campaign.name} текстовой части нет.")
        self.collected = collected_texts(self.campaign, headings, SENT)

    def is_visible_to(self, user: Any) -> bool:
        return True

    def is_allowed_to(self, user: Any) -> bool:
        return can_see_collections(user)

    def read_content(self) -> TableSet:
        return TableSet(
            title=f"Текстовая часть отчётов за {self.campaign.period_words}",
            subtitle=str(self.campaign.form),
            tables=tuple(_table(one) for one in self.collected),
        )

    def pdf_context(self) -> dict[str, Any]:
        return {**super().pdf_context(), "collected": self.collected, "campaign": self.campaign}

    def renderers(self) -> dict[str, Callable[[], bytes]]:
        docx = partial(render_texts, self.content, self.collected, self.letterhead.author)
        return {**super().renderers(), "docx": docx}


def _table(one: Collected) -> Table:
    rows = tuple(
        Row((str(report.territory), str(report.organisation), str(report.library), text.text))
        for text in one.texts
        for report in [text.submission]
    )
    return Table(
        title=one.heading.title,
        columns=_COLUMNS,
        rows=rows,
        notes=(one.told,),
        key=f"heading-{one.heading.pk}",
        sheet=one.heading.title[:28],
    )
