"""The bound summary of the region or of one municipality: chapters, pictures, completeness.

A chapter for every ready choice of the builder, so that a figure is the same here, on the screen
and in the workbook, where totals and ratios are living formulas.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst

from common.russian import short_day
from common.tables import Column, Row, Table, TableSet
from libraries.queries import list_changes
from reports.documents.base import Document, ParameterError
from reports.documents.chapters import Numbered, printed
from reports.documents.network_changes import changes_table
from reports.documents.summaries import CAMPAIGN, STATES_COUNTED, TERRITORY, SummaryScope
from reports.letterhead import approval_lines
from statistics.builder.build import MOST_LIBRARIES
from statistics.builder.chapters import Chapter, Chapters
from statistics.builder.presets import shipped_presets
from statistics.flat import FlatValues
from statistics.summaries.choice import STATES
from statistics.summaries.completeness import gaps_table, reported_table, silent_table
from statistics.summaries.figures import reported_counts
from statistics.summaries.raw import raw_table
from statistics.summaries.reported import reported_words
from statistics.summaries.rounding import RULES
from statistics.summaries.stamp import stamp_of

_PLACES = {
    "область": "по области",
    "край": "по краю",
    "республика": "по республике",
    "округ": "по округу",
}


class BoundSummary(Document):
    name = "bound-summary"
    title = "Свод-книга"
    parameters = (CAMPAIGN, STATES_COUNTED, TERRITORY)
    is_signed = True
    quick = ()
    template = "documents/bound_summary.html"
    styles = ("tables", "drawing", "bound")

    def find(self) -> None:
        self.scope = SummaryScope(self.values)
        self.choice = self.scope.choice()
        if not self.choice.submissions().exists():
            raise ParameterError(f"В этом сборе нет отчётов {self.scope.of_whom}.")

    def is_visible_to(self, user: Any) -> bool:
        return True

    def is_allowed_to(self, user: Any) -> bool:
        return self.scope.is_allowed_to(user)

    @cached_property
    def chapters(self) -> list[Chapter]:
        """The chapters that tell of some library; the notes name the others."""
        return [one for one in self._read_chapters if one.has_rows]

    @cached_property
    def _read_chapters(self) -> list[Chapter]:
        return self._reader.read()

    @cached_property
    def _reader(self) -> Chapters:
        territory = self.scope.territory
        return Chapters(self.scope.campaign, self.values["states"], territory and territory.pk)

    @property
    def place(self) -> str:
        where = self.scope.territory or self.scope.region
        return where.name if where else ""

    @property
    def heading(self) -> str:
        """The title with the form, so that books of two forms of one year are told apart."""
        return f"{self._title}. {self.scope.campaign.form.short_title}"

    @property
    def _title(self) -> str:
        period = self.scope.campaign.period_words
        if self.scope.territory:
            return f"Свод за {period}: {self.scope.territory}"
        return f"Свод {self._of_region()} за {period}"

    def read_content(self) -> TableSet:
        tables = [table for chapter in self.chapters for table in chapter.tables]
        return TableSet(
            title=self.heading,
            tables=(*tables, *self.completeness),
            subtitle=f"{self.scope.campaign.form}; {STATES[self.scope.states]}",
            notes=tuple(self._notes()),
        )

    def _of_region(self) -> str:
        words = self.scope.region.name.casefold().split() if self.scope.region else []
        return next((told for word, told in _PLACES.items() if word in words), "по региону")

    def _notes(self) -> Iterable[str]:
        words = capfirst(reported_words(*self.counts))
        yield f"{words} ({STATES[self.scope.states]})."
        yield from self._left_out
        yield from self._of_editions

    @cached_property
    def _left_out(self) -> list[str]:
        """Name the chapters that have nothing to tell; no words when there are none."""
        empty = [f"«{one.title}»" for one in self._read_chapters if not one.has_rows]
        is_one = len(empty) == 1
        chapters, verb = ("Глава", "пропущена") if is_one else ("Главы", "пропущены")
        why = "таких библиотек в отчётах нет"
        return [f"{chapters} {', '.join(empty)} {verb}: {why}."] if empty else []

    @cached_property
    def _of_editions(self) -> list[str]:
        return self._reader.edition_notes() or ["Форма за эти годы не менялась."]

    @cached_property
    def counts(self) -> tuple[int, int]:
        return reported_counts(self.choice)

    @cached_property
    def completeness(self) -> tuple[Table, ...]:
        """The tables of the last chapter; one without rows says so in words."""
        return (
            reported_table(self.choice),
            silent_table(self.choice),
            gaps_table(self.choice, self.counts[0]),
            self._network(),
        )

    def _network(self) -> Table:
        year = self.scope.campaign.year
        changes = list_changes().filter(date__year=year).order_by("date", "pk")
        if self.scope.territory:
            changes = changes.filter(parts__library__territory=self.scope.territory).distinct()
        table = changes_table(changes, f"Изменения сети за {year} год")
        keys = ("date", "kind", "what", "order")
        told = table.select(keys, key="network", sheet="Изменения сети")
        widths = zip(told.columns, (20, 20, 60, 36), strict=True)
        return replace(told, columns=tuple(replace(one, width=width) for one, width in widths))

    def figures_version(self) -> Any:
        """Return a stamp: reading all the chapters takes seconds, and not in a request."""
        chapters = [repr(one) for one in shipped_presets()]
        network = TableSet("", (self._network(),)).as_json()
        return [stamp_of(self.choice, self._reader.campaigns), chapters, network]

    def also_printed(self) -> Any:
        return [approval_lines(), self.heading, self.place]

    def pdf_context(self) -> dict[str, Any]:
        numbered = Numbered()
        chapters = [printed(chapter, numbered) for chapter in self.chapters]
        completeness = [numbered.of(table) for table in self.completeness]
        return {
            "content": self.content,
            "title": self._title,
            "approval": approval_lines(),
            # A municipality is named in the title already.
            "place": "" if self.scope.territory else self.place,
            "left_out": self._left_out,
            "edition_notes": self._of_editions,
            "campaign": self.scope.campaign,
            "chapters": chapters,
            "completeness": completeness,
            "rules": RULES,
            "tables": numbered.tables,
        }

    def sheets(self) -> TableSet:
        """Return a sheet a table with living formulas, the raw values and the explanations."""
        series = self._reader.series
        flat = FlatValues(self.choice)
        tables = [
            *(sheet for chapter in self.chapters for sheet in chapter.sheets if sheet.rows),
            *([replace(series[1], sheet="Динамика")] if series else []),
            *(table for table in self.completeness if table.rows),
            *([raw_table(flat)] if self.counts[0] <= MOST_LIBRARIES else []),
        ]
        return TableSet(
            self.content.title, (*tables, self._explanations(tables)), self.content.subtitle
        )

    def _explanations(self, tables: Iterable[Table]) -> Table:
        rows = [
            Row((self.content.title,), "heading"),
            Row(("Где", self.place)),
            Row(("Форма", self.content.subtitle)),
            Row(("Составил", self.letterhead.author)),
            Row(("Составлено", short_day(timezone.localdate()))),
            *(Row(("Полнота" if not number else "", note))
              for number, note in enumerate(self.content.notes)),
            Row(("Как считается",), "heading"),
            *(Row((name, words)) for name, words in RULES),
            Row(("Листы",), "heading"),
            *(Row((table.sheet or table.title, table.title)) for table in tables),
        ]  # fmt: skip
        columns = (
            Column("name", "Что", kind="text", width=30),
            Column("words", "Пояснение", kind="text", width=100),
        )
        return Table("Пояснения", columns, tuple(rows), key="explanations", sheet="Пояснения")
