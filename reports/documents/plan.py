"""The annual plan and extracts of it: to be printed, approved and signed, or edited in Word."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

from common.tables import Line, Table, TableSet
from events.contents.reading import Amended
from events.forms.documents import GROUPINGS, grouping_of
from events.fulfilment.parts import CODES, YearPart
from events.models import Amendment, PlanItem, PlanProfile, PlanSection
from events.models.profile import profile_of
from events.order import sections_in_order
from events.own_files import BY_MONTHS, EXTRACT, MARK
from events.queries import Group, by_months, by_sections, rows_of
from events.rules import plans_visible_to
from reports.documents.base import Document, Parameter
from reports.documents.plan_extract import WHOLE, Extract
from reports.documents.plan_fulfilment import find_plan
from reports.documents.plan_tables import figures_table, printed_table, with_keys, working_table
from reports.documents.plan_words import (
    Signatures,
    Visa,
    agreed_visas,
    amended_by,
    is_list,
    lines_of,
    prose_of,
    signatures_of,
)
from reports.docx import Sheet
from reports.letterhead import Letterhead, of_plan
from reports.plan_docx import render_plan
from reports.xlsx import render_xlsx

_LANDSCAPE_FROM, _SMALL_FROM = 6, 7
_WORD_LANDSCAPE_FROM = 5
_CHOICE = {"": "нет", "on": "да"}


class PlanDocument(Document):
    name = "plan"
    title = "Годовой план"
    parameters = (
        Parameter("plan", "номер плана на портале", "2"),
        Parameter("group", "порядок пунктов", "sections", is_required=False, choices=GROUPINGS),
        Parameter("part", "за какое время", "m11", default=WHOLE, choices=CODES),
        Parameter("person", "ответственный, как в плане", "Зимина Т. С.", is_required=False),
        Parameter("shared", "и общие пункты", "on", is_required=False, choices=_CHOICE),
        Parameter("organiser", "организатор, как в плане", "СОНБ", is_required=False),
    )
    formats = ("pdf", "xlsx", "docx")
    quick = ("xlsx",)
    template = "documents/plan.html"
    styles = ("tables", "plan")

    def find(self) -> None:
        self.plan = find_plan(self.values)
        # As the page of the plan has it: consolidated plans by months, the others by sections.
        self.values["group"] = self.values["group"] or grouping_of(self.plan)
        self.extract = Extract(
            YearPart(self.plan.year, self.values["part"]),
            self.values["person"],
            bool(self.values["shared"]),
            self.values["organiser"],
        )

    def is_visible_to(self, user: Any) -> bool:
        return plans_visible_to(user).filter(pk=self.plan.pk).exists()

    @cached_property
    def letterhead(self) -> Letterhead:
        return of_plan(self.plan)

    @property
    def is_whole(self) -> bool:
        """Whether it is the plan itself, with its figures and prose, and can be loaded back."""
        return self.extract.is_whole

    @property
    def heading(self) -> str:
        words = self.extract.words
        return f"{self.plan.title}: {words}" if words else self.plan.title

    def read_rows(self) -> tuple[list[PlanSection], list[PlanItem]]:
        """Return the sections and the rows of the plan, in its order."""
        sections = sections_in_order(self.plan)
        return sections, rows_of(self.plan, sections)

    def read_content(self) -> TableSet:
        self.sections, rows = self.read_rows()
        sections, self.rows = self.sections, self.extract.of(rows)
        by_month = self.values["group"] == "months"
        groups = (
            by_months(self.rows, self.plan.year) if by_month else by_sections(self.rows, sections)
        )
        self.groups: list[Group] = [each for each in groups if each.items or self.is_whole]
        items = printed_table(self.heading, self.rows, self.groups)
        self.figures = figures_table(self.plan, sections) if self.is_whole else None
        tables = (items, self.figures) if self.figures else (items,)
        return TableSet(self.heading, tables, self.subtitle)

    @property
    def subtitle(self) -> str:
        return self.plan.department or self.plan.organisation.name

    def under_title(self) -> list[str]:
        """Return what stands under the title: of which part it is, and how it was amended."""
        words = self.extract.words
        amended = self.plan.amendments.filter(state=Amendment.State.APPROVED).order_by("number")
        told = [Amended(one.title, one.approved_on, one.order_number) for one in amended]
        return [*([words[:1].upper() + words[1:]] if words else []), *amended_by(told)]

    @cached_property
    def prose(self) -> list[tuple[str, list[str]]]:
        return prose_of(self.plan) if self.is_whole else []

    @cached_property
    def profile(self) -> PlanProfile:
        return profile_of(self.plan.organisation)

    def visas(self) -> list[Visa]:
        """Return those who have agreed to the text."""
        return agreed_visas(self.plan)

    @cached_property
    def signatures(self) -> Signatures:
        is_for_all = self.extract.is_for_all
        return signatures_of(self.plan, self.profile, self.visas(), is_approved=is_for_all)

    def working(self) -> Table:
        """Return the rows as they are kept, to go on working on them."""
        title = self.content.title
        return working_table(title, self.rows, self.groups)

    def sheets(self) -> TableSet:
        items = replace(
            with_keys(self.working()),
            top=tuple(self.signatures.top),
            after_title=(
                Line(self.subtitle),
                *map(Line, self.under_title()),
                *lines_of(self.prose),
            ),
            bottom=tuple(self.signatures.bottom),
        )
        tables = (items, self.figures) if self.figures else (items,)
        return replace(self.content, tables=tables)

    def also_printed(self) -> Any:
        signed = self.signatures
        sheet = [self.profile.size, self.profile.left, self.profile.right]
        sheet += [self.profile.top, self.profile.bottom]
        around = [signed.agreed, signed.approval, signed.signer_post, signed.signer_line]
        visas = [[each.post, each.name, each.day] for each in signed.visas]
        told = [self.prose, around, visas, sheet, self.under_title()]
        return [*told, self.working().as_json()]

    @property
    def is_landscape(self) -> bool:
        return len(self.content.tables[0].columns) >= _LANDSCAPE_FROM

    @property
    def word_sheet(self) -> Sheet:
        one = self.profile
        return Sheet(
            is_landscape=len(self.working().columns) >= _WORD_LANDSCAPE_FROM,
            left=one.left,
            right=one.right,
            top=one.top,
            bottom=one.bottom,
            size=one.size,
        )

    def renderers(self) -> dict[str, Callable[[], bytes]]:
        is_by_months = self.values["group"] == "months"
        told = (MARK, BY_MONTHS if is_by_months else "", "" if self.is_whole else EXTRACT)
        about = " ".join(filter(None, told))
        return {
            **super().renderers(),
            "xlsx": lambda: render_xlsx(self.sheets(), self.letterhead.author, about),
            "docx": partial(render_plan, self, about),
        }

    def page_rules(self) -> str:
        one = self.profile
        margins = f"{one.top}mm {one.right}mm {one.bottom}mm {one.left}mm"
        # Many columns are read better in smaller letters than in torn words.
        small = one.size - (2 if len(self.content.tables[0].columns) >= _SMALL_FROM else 1)
        return (
            f"@page{{margin:{margins}}}@page landscape{{margin:{margins}}}"
            f"html{{font-size:{one.size}pt}}table.figures.plain{{font-size:{small}pt}}"
        )

    def pdf_context(self) -> dict[str, Any]:
        return {
            "content": self.content,
            "tables": self.content.tables,
            "plan": self.plan,
            "is_extract": not self.is_whole,
            "under_title": self.under_title(),
            "items": self.content.tables[0],
            "figures": self.figures,
            "prose": [(title, texts, is_list(texts)) for title, texts in self.prose],
            "signed": self.signatures,
            "orientation": "landscape" if self.is_landscape else "portrait",
        }
