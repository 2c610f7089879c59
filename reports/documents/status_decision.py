"""The commission's decision on the status of a school's or college's library.

Laid out after ГОСТ Р 7.0.97-2016: author, kind of the document, date and number, heading, text,
signatures.
"""

from typing import Any

from common.russian import format_number
from common.tables import TableSet
from common.text import number_in
from libraries.models import Examination
from libraries.queries import maximum_of, scores_of
from libraries.rules import keeps_examinations, own_examinations
from reports.documents.base import Document, Parameter, ParameterError


class StatusDecision(Document):
    name = "status_decision"
    title = "Решение о статусе библиотеки"
    parameters = (Parameter("examination", "номер экспертизы на портале", "2"),)
    formats = ("pdf",)
    template = "documents/status_decision.html"
    styles = ("tables", "plan", "status_decision")

    def find(self) -> None:
        number = self.values["examination"]
        rows = Examination.objects.select_related("library", "organisation", "criteria")
        found = rows.filter(pk=number_in(number) or 0).first()
        if found is None or not found.is_decided:
            raise ParameterError(f"Решения по экспертизе с номером «{number}» нет.")
        self.examination = found

    def is_visible_to(self, user: Any) -> bool:
        """For the department and the applicant; to others the examination does not exist."""
        own = own_examinations(user).filter(pk=self.examination.pk)
        return keeps_examinations(user) or own.exists()

    def read_content(self) -> TableSet:
        scores = scores_of(self.examination, names=False)
        return TableSet(title=f"Решение {self.subject}", tables=(scores.table,))

    @property
    def subject(self) -> str:
        """The heading after ГОСТ: what the decision is about."""
        acts = {
            ("assigned", "assign"): "о присвоении статуса",
            ("assigned", "renew"): "о продлении статуса",
            ("refused", "assign"): "об отказе в присвоении статуса",
            ("refused", "renew"): "об отказе в продлении статуса",
        }
        act = acts[self.examination.state, self.examination.purpose]
        return f"{act} «{self.examination.criteria.status}»"

    @property
    def verb(self) -> str:
        is_renewal = self.examination.purpose == Examination.Purpose.RENEW
        if self.examination.state == Examination.State.ASSIGNED:
            return "Продлить" if is_renewal else "Присвоить"
        return "Отказать в продлении" if is_renewal else "Отказать в присвоении"

    def points(self) -> str:
        """Return «82,5 из 100 при проходном 60»."""
        examination = self.examination
        if examination.total is None:
            return ""
        most = maximum_of(examination.criteria)
        minimum = examination.criteria.minimum
        return f"{format_number(examination.total, 1)} из {most} при проходном {minimum}"

    def _signatures(self) -> list[tuple[str, str]]:
        """Return who signs: the chair, then the members under their common heading."""
        members = [line.strip() for line in self.examination.members.splitlines() if line.strip()]
        posts = ["Члены комиссии", *("" for _ in members[1:])]
        return [
            ("Председатель комиссии", self.examination.chair),
            *zip(posts, members, strict=False),
        ]

    def also_printed(self) -> Any:
        found = self.examination
        return [self.verb, found.pk, found.version, found.library.name, found.organisation.name]

    def pdf_context(self) -> dict[str, Any]:
        return {
            **super().pdf_context(),
            "examination": self.examination,
            "subject": self.subject,
            "verb": self.verb,
            "points": self.points(),
            "signatures": self._signatures(),
            "scores": self.content.tables[0],
        }
