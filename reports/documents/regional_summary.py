"""The regional summary: main indicators beside last year's, and the whole form summed."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from common.tables import Table, TableSet
from reports.documents.base import Document, Parameter
from reports.documents.summaries import CAMPAIGN, ORGANISATION, STATES_COUNTED, SummaryScope
from statistics.indicators import Indicator
from statistics.summaries import Choice, indicators_of, main_indicators, whole_form
from statistics.summaries.arrangement import comparisons, overview, totals
from statistics.summaries.choice import GROUPINGS


class RegionalSummary(Document):
    name = "regional-summary"
    title = "Свод по региону"
    parameters = (
        CAMPAIGN,
        Parameter("by", "строки таблиц", "territory", default="territory", choices=GROUPINGS),
        STATES_COUNTED,
        ORGANISATION,
    )
    formats = ("pdf", "xlsx", "csv")
    is_signed = True
    template = "documents/regional_summary.html"
    styles = ("tables", "summary")

    def find(self) -> None:
        self.scope = SummaryScope(self.values)
        self.by = self.values["by"]

    def is_visible_to(self, user: Any) -> bool:
        return self.scope.is_visible_to(user)

    def is_allowed_to(self, user: Any) -> bool:
        return self.scope.is_allowed_to(user)

    @cached_property
    def choice(self) -> Choice:
        return self.scope.choice(self.by)

    @cached_property
    def table(self) -> Table:
        """The one wide table that all printed ones are cut from."""
        return main_indicators(self.choice)

    @cached_property
    def form(self) -> TableSet:
        return whole_form(self.choice)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The main indicators of the table; a form that nobody follows yet has none."""
        return indicators_of(self.choice)

    def read_content(self) -> TableSet:
        few, campaign = self.indicators, self.choice.campaign
        of_whom, period = self.choice.of_whom, campaign.period_words
        return TableSet(
            title=f"Свод показателей {of_whom} за {period}. {campaign.form.short_title}",
            subtitle=self.table.subtitle,
            tables=(
                totals(self.table, few),
                *overview(self.table, few),
                *comparisons(self.table, few),
            )
            if few
            else (),
            notes=self.table.notes,
        )

    def also_printed(self) -> Any:
        return self.form.as_json()

    def pdf_context(self) -> dict[str, Any]:
        tables = (*self.content.tables, *self.form.tables)
        return {
            "content": self.content,
            "tables": tables,
            "main_tables": self.content.tables,
            "form": self.form,
            "form_starts": len(self.content.tables),
            "campaign": self.scope.campaign,
            "region": self._region(),
        }

    def _region(self) -> str:
        if self.scope.organisation:
            return self.scope.organisation.name
        return self.scope.region.name if self.scope.region else ""

    def sheets(self) -> TableSet:
        """Return this year's figures, one wide sheet with last year's to count in, and the form."""
        few = self.indicators
        of_indicators = (
            totals(self.table, few),
            *overview(self.table, few),
            # The notes stand on the sheet of main indicators; here they would be cut by pages.
            replace(self.table, sheet="Сравнение с прошлым годом", notes=()),
        ) if few else ()  # fmt: skip
        return TableSet(
            title=self.content.title,
            subtitle=self.content.subtitle,
            tables=(*of_indicators, *self.form.tables),
        )
