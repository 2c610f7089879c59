"""The whole form summed, for the region or a part of it."""

from typing import Any

from common.tables import TableSet
from reports.documents.base import Document
from reports.documents.summaries import (
    CAMPAIGN,
    ORGANISATION,
    STATES_COUNTED,
    TERRITORY,
    SummaryScope,
)
from statistics.summaries import whole_form
from statistics.summaries.whole_form import counts_tables


class WholeForm(Document):
    name = "whole-form"
    title = "Свод по всей форме"
    parameters = (CAMPAIGN, STATES_COUNTED, ORGANISATION, TERRITORY)
    is_signed = True
    template = "documents/whole_form.html"

    def find(self) -> None:
        self.scope = SummaryScope(self.values)

    def is_visible_to(self, user: Any) -> bool:
        return self.scope.is_visible_to(user)

    def is_allowed_to(self, user: Any) -> bool:
        return self.scope.is_allowed_to(user)

    def read_content(self) -> TableSet:
        return whole_form(self.scope.choice())

    def pdf_context(self) -> dict[str, Any]:
        return {
            **super().pdf_context(),
            "campaign": self.scope.campaign,
        }

    def sheets(self) -> TableSet:
        """Return the sums, and on further sheets how many libraries stand behind each."""
        tables = (*self.content.tables, *counts_tables(self.content))
        return TableSet(self.content.title, tables, self.content.subtitle, self.content.notes)
