"""A table of the summary builder as a document: cut to pages in print, whole in a workbook."""

from functools import cached_property
from typing import Any

from accounts.scope import organisations_below, sees_whole_region
from common.tables import TableSet
from reports.documents.base import Document, Parameter, ParameterError
from reports.documents.summaries import ORGANISATION, find_organisation, is_organisation_visible
from statistics.builder import NothingCollectedError, Query, Scope, built, read_grounds
from statistics.builder.pictures import picture_of
from statistics.builder.presets import shipped_presets
from statistics.builder.printing import in_print
from statistics.forms.builder import BuilderForm
from statistics.pictures import Picture


class BuiltSummary(Document):
    """`query` is the choice as the address of the builder's page tells it."""

    name = "built-summary"
    title = "Свод из конструктора"
    parameters = (
        Parameter("query", "выбор, как в адресе конструктора", "rows=kind&what=users&year=2025"),
        ORGANISATION,
    )
    formats = ("pdf", "xlsx", "csv")
    template = "documents/built_summary.html"
    styles = ("tables", "drawing")
    is_signed = True

    def find(self) -> None:
        self.organisation = find_organisation(self.values["organisation"])
        query = Query.read(self.values["query"])
        try:
            self.form = BuilderForm(query, read_grounds(query, self._scope()))
        except NothingCollectedError as error:
            raise ParameterError("Отчётность по этой форме ещё не собиралась.") from error
        if not (self.form.is_valid() and self.form.build):
            faults = [str(one) for faults in self.form.errors.values() for one in faults]
            raise ParameterError(" ".join(faults))

    def _scope(self) -> Scope:
        if self.organisation is None:
            return Scope()
        ids = organisations_below(self.organisation.pk).values_list("pk", flat=True)
        return Scope(tuple(ids), f"по учреждению {self.organisation}")

    def is_visible_to(self, user: Any) -> bool:
        return is_organisation_visible(user, self.organisation)

    def is_allowed_to(self, user: Any) -> bool:
        """The whole region's figures are the department's; a librarian sees her organisation's."""
        return sees_whole_region(user) or self.organisation is not None

    def read_content(self) -> TableSet:
        build = self.form.build
        ready = (one.title for one in shipped_presets() if one.query == self.form.query.table)
        table = built(build, next(ready, "")).table
        return TableSet(table.title, (table,), table.subtitle)

    @cached_property
    def picture(self) -> Picture | None:
        kind, build = self.form.cleaned_data["picture"], self.form.build
        if not kind:
            return None
        found = picture_of(build, self.content.tables[0], kind, self.form.picture_measure)
        return found if isinstance(found, Picture) else None

    def sheets(self) -> TableSet:
        if self.picture is None:
            return self.content
        tables = (*self.content.tables, self.picture.table)
        return TableSet(self.content.title, tables, self.content.subtitle)

    def pdf_context(self) -> dict[str, Any]:
        tables = in_print(self.content.tables[0])
        return {
            "content": self.content,
            "pieces": tables,
            "picture": self.picture,
            "tables": (*tables, *([self.picture.table] if self.picture else [])),
        }
