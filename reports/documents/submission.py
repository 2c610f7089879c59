"""The printed form of one library's report."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils import timezone

from common.russian import round_half_up, short_day
from common.tables import CellValue, TableSet
from libraries.models import Library
from reports.documents.base import Document, Parameter, ParameterError
from reports.documents.form_pages import about_organisation, filled, title_sheet
from reports.documents.summaries import CAMPAIGN, find_campaign
from statistics.layout import layout_of
from statistics.models import Submission
from statistics.queries.texts import TextPart, text_part_of
from statistics.rules import submissions_visible_to
from statistics.summaries.whole_form import form_tables

NO_DATA = "н/д"


class SubmissionDocument(Document):
    name = "submission"
    title = "Отчёт библиотеки"
    parameters = (CAMPAIGN, Parameter("library", "код библиотеки", "0012"))
    template = "documents/submission.html"
    styles = ("tables", "submission")

    def find(self) -> None:
        self.campaign = find_campaign(self.values["campaign"])
        code = self.values["library"]
        found = Submission.objects.select_related(
            "campaign", "library", "organisation__parent"
        ).filter(campaign=self.campaign, library__code=code)
        submission = found.first()
        if submission is None:
            raise ParameterError(f"В сборе {self.campaign.name} нет библиотеки с кодом «{code}».")
        self.submission = submission
        submission.campaign = self.campaign
        self.layout = layout_of(self.campaign.edition)

    def is_visible_to(self, user: Any) -> bool:
        return submissions_visible_to(user).filter(pk=self.submission.pk).exists()

    def read_content(self) -> TableSet:
        answers = dict(self._answers())
        tables = form_tables(self.layout, answers.get)
        period = self.campaign.period_words
        return TableSet(
            title=f"{self.layout.form_title}: {self.submission.library}, {period}",
            tables=tuple(tables),
            notes=tuple(self._explanations()),
        )

    def _answers(self) -> Iterable[tuple[str, CellValue]]:
        rows = self.submission.values.values_list("cell__address", "cell__places", "number")
        for address, places, number in rows:
            yield address, NO_DATA if number is None else _exact(number, places)

    def _explanations(self) -> Iterable[str]:
        missing = self.submission.values.filter(number=None).order_by("cell__position")
        for address, reason in missing.values_list("cell__address", "no_data_reason"):
            yield f"{self.layout.cell(address).place}: нет данных — {reason}"
        for explanation in self.submission.explanations.all():
            yield explanation.text

    def also_printed(self) -> Any:
        part = self.part
        return [
            *(self._title_page(), self._signature(), self.submission.state, str(self._moment())),
            [(one.title, one.text) for one in part.texts],
            [(one.file_name, one.checksum) for one in (*part.scans, *part.files)],
        ]

    def pdf_context(self) -> dict[str, Any]:
        return {
            **super().pdf_context(),
            "layout": self.layout,
            "campaign": self.campaign,
            "title_page": self._title_page(),
            "codes": self._codes(),
            "signature": self._signature(),
            "part": self.part,
        }

    @cached_property
    def part(self) -> TextPart:
        """What the report has besides figures."""
        return text_part_of(self.submission)

    def _moment(self) -> Any:
        submission = self.submission
        moment = submission.decided_at or submission.submitted_at
        return timezone.localtime(moment) if moment else None

    def _title_page(self) -> list[tuple[str, str]]:
        organisation, library = self.submission.organisation, self.submission.library
        known = {
            **about_organisation(organisation),
            "address": library.postal_address or organisation.address,
            "library": library.name,
            "kind": str(Library.Kind(self.submission.kind).label),
        }
        return filled(self.layout.title_page, known)

    def _codes(self) -> list[tuple[str, str]]:
        moment, state = self._moment(), self.submission.get_state_display()
        return [
            ("Код формы по ОКУД", self.layout.okud),
            ("Утверждена", self.layout.order),
            ("Код библиотеки на портале", self.submission.library.code),
            ("Состояние отчёта", f"{state}, {short_day(moment)}" if moment else state),
        ]

    def sheets(self) -> TableSet:
        """Return the title page, the sections as printed, and who answers for the report."""
        fields = [*self._title_page(), *self._codes(), *self._signature()]
        title = title_sheet(self.layout.form_title, fields, self.content.notes)
        return TableSet(self.content.title, (title, *self.content.tables))

    def _signature(self) -> list[tuple[str, str]]:
        submission = self.submission
        signed = submission.submitted_at
        known = {
            "responsible_post": submission.responsible_post,
            "responsible_name": submission.responsible_name,
            "responsible_phone": submission.responsible_phone,
            "responsible_email": submission.responsible_email,
            "signed_on": f"{timezone.localtime(signed):%d.%m.%Y}" if signed else "",
        }
        return filled(self.layout.signature, known)


def _exact(number: Decimal, places: int) -> CellValue:
    return round_half_up(number, places)
