"""The log of consultations in figures, beside the plan; and those who never asked."""

from typing import Any

from common.tables import TableSet
from common.text import number_in
from consultations.counts import (
    GROUPINGS,
    QUARTERS,
    SILENT_KINDS,
    Choice,
    counts,
    picture_of,
    silent_table,
)
from consultations.counts.choice import FIRST_YEAR, LAST_YEAR
from consultations.rules import can_keep_log
from reports.documents.base import Document, Parameter, ParameterError, read_day
from reports.documents.summaries import TERRITORY, find_territory

YEAR = Parameter("year", "год", "2026")
QUARTER = Parameter("quarter", "квартал, 1–4", "1", is_required=False, choices=QUARTERS)
# How many columns an upright page takes; then the tables, the picture and the signature fit one.
_FIT_UPRIGHT = 6


def _year(text: str) -> int:
    year = number_in(text)
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise ParameterError(f"Год пишется четырьмя цифрами, а не «{text}».")
    return year


class ConsultationCounts(Document):
    name = "consultations"
    title = "Счёт консультаций"
    parameters = (
        YEAR,
        QUARTER,
        Parameter("by", "строки таблицы", "topic", default="form", choices=GROUPINGS),
        Parameter("since", "с какого дня", "2026-02-01", is_required=False),
        Parameter("until", "по какой день", "2026-03-31", is_required=False),
    )
    formats = ("pdf", "xlsx", "csv")
    is_signed = True
    template = "documents/consultations.html"

    def find(self) -> None:
        values = self.values
        days = (read_day(values["since"]), read_day(values["until"]))
        self.choice = Choice(_year(values["year"]), values["quarter"], values["by"], *days)

    def is_visible_to(self, user: Any) -> bool:
        return True

    def is_allowed_to(self, user: Any) -> bool:
        return can_keep_log(user)

    def read_content(self) -> TableSet:
        return counts(self.choice)

    def pdf_context(self) -> dict[str, Any]:
        columns = self.content.tables[-1].columns
        return {
            **super().pdf_context(),
            "orientation": "landscape" if len(columns) > _FIT_UPRIGHT else "portrait",
            "picture": picture_of(self.content.tables[-1]),
        }


class SilentLibraries(Document):
    name = "silent-libraries"
    title = "Кто не обращался за консультациями"
    parameters = (
        YEAR,
        QUARTER,
        Parameter("kind", "кто", "library", default="library", choices=SILENT_KINDS),
        TERRITORY,
    )
    formats = ("xlsx", "csv")

    def find(self) -> None:
        self.choice = Choice(_year(self.values["year"]), self.values["quarter"])
        self.territory = find_territory(self.values["territory"])

    def is_visible_to(self, user: Any) -> bool:
        return True

    def is_allowed_to(self, user: Any) -> bool:
        return can_keep_log(user)

    def read_content(self) -> TableSet:
        table = silent_table(self.choice, self.values["kind"], self.territory)
        return TableSet(table.title, (table,), table.subtitle)
