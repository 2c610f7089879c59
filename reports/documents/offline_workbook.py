"""The forms of an organisation's libraries to be filled in without the portal, as one workbook."""

from functools import cached_property
from typing import Any

from accounts.scope import organisations_below
from common.roles import is_librarian
from common.tables import TableSet
from reports.documents.base import Document, Parameter, ParameterError
from reports.documents.summaries import (
    CAMPAIGN,
    find_campaign,
    find_organisation,
    is_organisation_visible,
)
from statistics.models import Submission
from statistics.offline.giving import version_of, workbook_of
from statistics.offline.writing import MAX_FORMS
from statistics.queries.offline import to_be_filled


class OfflineWorkbook(Document):
    """What is read back, cell by cell, so it is laid out by `statistics.offline` alone."""

    name = "offline-workbook"
    title = "Бланки библиотек"
    parameters = (CAMPAIGN, Parameter("organisation", "номер учреждения", "12"))
    formats = ("xlsx",)
    quick = ()

    def find(self) -> None:
        self.campaign = find_campaign(self.values["campaign"])
        self.organisation = find_organisation(self.values["organisation"])
        if not 0 < len(self.reports) <= MAX_FORMS:
            raise ParameterError(
                f"Бланков в книге бывает от 1 до {MAX_FORMS}, а незаполненных отчётов учреждения "
                f"{self.organisation} — {len(self.reports)}."
            )

    @cached_property
    def reports(self) -> list[Submission]:
        """The reports of the organisation and of those below it that are yet to be filled."""
        below = organisations_below(self.organisation.pk)
        reports = Submission.objects.filter(organisation__in=below.values("pk"))
        return list(to_be_filled(reports, self.campaign))

    def is_visible_to(self, user: Any) -> bool:
        return is_organisation_visible(user, self.organisation)

    def is_allowed_to(self, user: Any) -> bool:
        """Figures are the library's own word: the department types into no form."""
        return is_librarian(user)

    def read_content(self) -> TableSet:
        return TableSet(f"{self.campaign.short_title}, {self.organisation}", ())

    def also_printed(self) -> Any:
        return version_of(self.campaign, self.reports)

    def render(self, format_: str) -> bytes:
        if format_ not in self.formats:
            raise ParameterError(f"Документ «{self.title}» бывает: {', '.join(self.formats)}.")
        return workbook_of(self.campaign, self.reports)
