"""A published summary as a book and a workbook: what its pages show, for everybody."""

from functools import cached_property
from typing import Any

from common.tables import Table, TableSet
from common.text import number_in
from reports.documents.base import Document, Parameter, ParameterError
from reports.documents.chapters import Numbered, printed
from statistics.models import PublishedSummary
from statistics.published.content import PublicContent
from statistics.published.keeping import read_content
from statistics.rules import published_summaries_of


class PublishedSummaryDocument(Document):
    """`publication` is one publication, not a collection: a withdrawn one is nobody's any more."""

    name = "published-summary"
    title = "Опубликованный свод"
    parameters = (Parameter("publication", "номер публикации", "3"),)
    for_guests = True
    template = "documents/published_summary.html"
    styles = ("tables", "drawing", "bound")

    def find(self) -> None:
        told = self.values["publication"]
        publications = PublishedSummary.objects.select_related("campaign__form")
        found = publications.filter(pk=number_in(told) or 0).first()
        if found is None:
            raise ParameterError(f"Нет публикации «{told}».")
        self.publication: PublishedSummary = found

    def is_visible_to(self, user: Any) -> bool:
        return published_summaries_of(user).filter(pk=self.publication.pk).exists()

    @cached_property
    def kept(self) -> PublicContent:
        return read_content(self.publication.content)

    @property
    def heading(self) -> str:
        campaign = self.publication.campaign
        return f"Свод за {campaign.period_words}. {campaign.form.short_title}"

    def read_content(self) -> TableSet:
        tables = [table for chapter in self.kept.chapters for table in chapter.tables]
        return TableSet(
            title=self.heading,
            tables=(self._totals, *tables),
            subtitle=f"{self.publication.campaign.form}; принятые отчёты",
            notes=self.kept.editions,
        )

    @property
    def _totals(self) -> Table:
        return self.kept.totals

    def figures_version(self) -> Any:
        """Return the publication itself: what is published never changes."""
        return [self.publication.pk, self.publication.published_at]

    def pdf_context(self) -> dict[str, Any]:
        numbered = Numbered()
        totals = numbered.of(self._totals)
        return {
            "content": self.content,
            "publication": self.publication,
            "campaign": self.publication.campaign,
            "totals": totals,
            "chapters": [printed(chapter, numbered) for chapter in self.kept.chapters],
            "edition_notes": self.kept.editions,
            "tables": numbered.tables,
        }
