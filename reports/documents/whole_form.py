"""The whole form summed, in the official layout: for an organisation, a municipality, the region.

The title page, the sections with closed cells, and under each figure how many libraries gave it.
"""

from collections import Counter
from functools import cached_property
from typing import Any

from django.utils import timezone

from common.russian import short_day
from common.tables import TableSet
from reports.documents.base import Document, ParameterError
from reports.documents.form_pages import about_organisation, filled, title_sheet
from reports.documents.summaries import (
    CAMPAIGN,
    ORGANISATION,
    STATES_COUNTED,
    TERRITORY,
    SummaryScope,
)
from reports.letterhead import Letterhead, of_department, of_organisation
from statistics.layout import layout_of
from statistics.summaries import whole_form
from statistics.summaries.choice import STATES
from statistics.summaries.completeness import silent_libraries, silent_table
from statistics.summaries.whole_form import counts_tables

# Of more libraries nobody reads a list here: it stands on a sheet, and in the bound summary.
_MOST_SILENT = 60


class WholeForm(Document):
    name = "whole-form"
    title = "Свод по всей форме"
    parameters = (CAMPAIGN, STATES_COUNTED, ORGANISATION, TERRITORY)
    is_signed = True
    template = "documents/whole_form.html"
    styles = ("tables", "submission")

    def find(self) -> None:
        self.scope = SummaryScope(self.values)
        if not self.scope.choice().submissions().exists():
            raise ParameterError(f"В этом сборе нет отчётов {self.scope.of_whom}.")
        self.layout = layout_of(self.scope.campaign.edition)

    def is_visible_to(self, user: Any) -> bool:
        return self.scope.is_visible_to(user)

    def is_allowed_to(self, user: Any) -> bool:
        return self.scope.is_allowed_to(user)

    @cached_property
    def letterhead(self) -> Letterhead:
        """Whose the summary is: an organisation sums up its own libraries itself."""
        organisation = self.scope.organisation
        return of_organisation(organisation) if organisation else of_department()

    def read_content(self) -> TableSet:
        return whole_form(self.scope.choice())

    @cached_property
    def silent(self) -> list[str]:
        """The libraries whose reports are not summed, with their states; of many, their number."""
        found = silent_libraries(self.scope.choice())
        if len(found) > _MOST_SILENT:
            counts = Counter(one.organisation for one in found)
            return [f"{organisation} — {number}" for organisation, number in counts.items()]
        return [f"{one.organisation}: {one.library} — {one.state}" for one in found]

    def also_printed(self) -> Any:
        return [self._title_page(), self._codes(), self.silent]

    def pdf_context(self) -> dict[str, Any]:
        return {
            **super().pdf_context(),
            "campaign": self.scope.campaign,
            "layout": self.layout,
            "title_page": self._title_page(),
            "codes": self._codes(),
            "silent": self.silent,
        }

    def _title_page(self) -> list[tuple[str, str]]:
        organisation, territory = self.scope.organisation, self.scope.territory
        known = about_organisation(organisation) if organisation else {}
        if organisation is None:
            known["organisation"] = f"Сводный отчёт: {self._place()}"
        fields = filled(self.layout.title_page, known)
        # A field of one library has no sense in a summary, unless something is known of it.
        told = [(title, value) for title, value in fields if value]
        place = [("Муниципалитет", territory.name)] if organisation and territory else []
        return [*told, *place, ("Полнота свода", self.content.notes[0])]

    def _place(self) -> str:
        if self.scope.territory:
            return self.scope.territory.name
        region = self.scope.region
        return region.name if region else "регион"

    def _codes(self) -> list[tuple[str, str]]:
        territory = self.scope.territory or (None if self.scope.organisation else self.scope.region)
        return [
            ("Код формы по ОКУД", self.layout.okud),
            ("Утверждена", self.layout.order),
            *([("Код территории по ОКТМО", territory.oktmo)] if territory else []),
            ("Что сложено", STATES[self.scope.states]),
            ("Составил", self.letterhead.author),
        ]

    def sheets(self) -> TableSet:
        """Return the title page, the sums, and how many libraries stand behind each."""
        made = [("Составлено", short_day(timezone.localdate()))]
        fields = [*self._title_page(), *self._codes(), *made]
        title = title_sheet(
            f"Сводный отчёт. {self.layout.form_title}", fields, self.content.notes[1:]
        )
        silent = silent_table(self.scope.choice())
        tables = (
            title,
            *self.content.tables,
            *counts_tables(self.content),
            *([silent] if silent.rows else []),
        )
        return TableSet(self.content.title, tables, self.content.subtitle)
