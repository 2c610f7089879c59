"""The report of a visit to a library: who went, why, what was found, advised and done."""

from functools import cached_property
from typing import Any

from common.russian import short_day
from common.tables import Column, Row, Table, TableSet
from common.text import number_in
from events.models import Visit
from events.visits.queries import whole_visit
from events.visits.rules import visits_of
from reports.documents.base import Document, Parameter, ParameterError


class VisitReport(Document):
    name = "visit-report"
    title = "Справка о выезде"
    parameters = (Parameter("visit", "номер выезда на портале", "7"),)
    formats = ("pdf",)
    template = "documents/visit_report.html"
    styles = ("tables", "plan", "status_decision")

    def find(self) -> None:
        number = number_in(self.values["visit"]) or 0
        found = whole_visit(Visit.objects.filter(pk=number)).first()
        if found is None or found.state != Visit.State.DONE:
            raise ParameterError(f"Итогов выезда с номером «{self.values['visit']}» нет.")
        self.visit = found

    def is_visible_to(self, user: Any) -> bool:
        """For the department and the library's organisation."""
        return visits_of(user).filter(pk=self.visit.pk).exists()

    @cached_property
    def advice(self) -> Table:
        columns = (
            Column("text", "Рекомендация", kind="text", width=40),
            Column("due_on", "Срок", kind="text", width=12),
            Column("state", "Выполнение", kind="text", width=30),
        )
        rows = tuple(
            Row((one.text, short_day(one.due_on), _state_of(one)))
            for one in self.visit.advice.all()
        )
        return Table("Рекомендации", columns, rows, key="advice")

    def read_content(self) -> TableSet:
        tables = (self.advice,) if self.advice.rows else ()
        day = short_day(self.visit.starts_on)
        return TableSet(title=f"Справка о выезде {day}: {self.visit.library.name}", tables=tables)

    def also_printed(self) -> Any:
        visit = self.visit
        told = [visit.library.name, visit.organisation.name, visit.when, visit.purpose]
        return [*told, visit.findings, visit.all_visitors]

    def pdf_context(self) -> dict[str, Any]:
        return {
            **super().pdf_context(),
            "visit": self.visit,
            "advice": self.advice if self.advice.rows else None,
        }


def _state_of(advice: Any) -> str:
    if advice.done_on:
        return f"выполнена {short_day(advice.done_on)}"
    return f"{advice.state_words}: {advice.answer}" if advice.answer else advice.state_words
