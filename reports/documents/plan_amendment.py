"""An amendment of a plan as a paper to its order: what was, what becomes, thing by thing."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar

from common.russian import format_day
from common.tables import Column, Row, Table, TableSet
from common.text import number_in
from events.actions.amended.outcome import changes_of
from events.approving.rules import can_see_approval
from events.contents.comparing import CellChange, RowChange, SectionChange
from events.models import Amendment
from events.rules import plans_visible_to
from reports.documents.base import Document, Parameter, ParameterError
from reports.letterhead import Letterhead, of_plan

_COLUMNS = (
    Column("number", "№ п/п", kind="ordinal", width=8),
    Column("name", "Пункт плана", kind="text", width=40),
    Column("what", "Что меняется", kind="text", width=20),
    Column("before", "Было", kind="text", width=30),
    Column("after", "Стало", kind="text", width=30),
)


class PlanAmendment(Document):
    name = "plan-amendment"
    title = "Изменение плана"
    parameters = (Parameter("amendment", "номер изменения на портале", "1"),)
    formats = ("pdf", "xlsx", "docx")
    quick = ("xlsx",)
    is_signed: ClassVar[bool] = True

    def find(self) -> None:
        number = self.values["amendment"]
        rows = Amendment.objects.select_related("plan__organisation")
        found = rows.filter(pk=number_in(number) or 0).first()
        if found is None:
            raise ParameterError(f"Нет изменения плана с номером «{number}».")
        self.amendment = found

    def is_visible_to(self, user: Any) -> bool:
        """An approved amendment is for all who see the plan, one on its way for its readers."""
        plan = self.amendment.plan
        if not plans_visible_to(user).filter(pk=plan.pk).exists():
            return False
        is_approved = self.amendment.state == Amendment.State.APPROVED
        return is_approved or can_see_approval(user, plan)

    @cached_property
    def letterhead(self) -> Letterhead:
        return of_plan(self.amendment.plan)

    def read_content(self) -> TableSet:
        amendment = self.amendment
        notes = (f"Основание: {amendment.grounds}",) if amendment.grounds else ()
        table = Table(
            f"{amendment.title}. {amendment.plan.title}",
            _COLUMNS,
            tuple(self._rows()),
            blank="",
            notes=notes,
            key="amendment",
            sheet="Изменение",
        )
        return TableSet(table.title, (table,), self._standing())

    def _standing(self) -> str:
        """Return by what it is approved, or that it is a draft still."""
        amendment = self.amendment
        if amendment.approved_on is None:
            return f"Проект, {amendment.get_state_display()}"
        order = f", приказ № {amendment.order_number}" if amendment.order_number else ""
        return f"Утверждено {format_day(amendment.approved_on)}{order}"

    def _rows(self) -> Iterator[Row]:
        comparison = changes_of(self.amendment)
        if comparison is None:
            return
        for cell in (*comparison.heading, *comparison.figures):
            yield Row((None, "", cell.label, cell.before, cell.after))
        for section in comparison.sections:
            yield from _section_rows(section)
        for change in comparison.rows:
            yield from _rows_of(change)


def _section_rows(change: SectionChange) -> Iterator[Row]:
    """Yield a line for each thing that changes of a section; a new one has one line."""
    about = f"Раздел «{change.title}»"
    if change.what == "changed":
        for cell in change.cells:
            yield Row((None, about, cell.label, cell.before, cell.after))
    elif change.what == "added":
        yield Row((None, about, "новый раздел", "", _told(change.cells)))
    else:
        yield Row((None, about, "исключён, пункты остаются", change.title, ""))


def _rows_of(change: RowChange) -> Iterator[Row]:
    """Yield a line for each cell that changes; a row that comes or goes has one line."""
    if change.what == "changed":
        for place, cell in enumerate(change.cells):
            number, name = (None, "") if place else (change.number, change.row.name)
            yield Row((number, name, cell.label, cell.before, cell.after))
    elif change.what == "added":
        yield Row((change.number, change.row.name, "новый пункт", "", _told(change.cells)))
    else:
        yield Row((change.number, change.row.name, "исключён", change.row.name, ""))


def _told(cells: list[CellChange]) -> str:
    return "\n".join(f"{cell.label}: {cell.after}" for cell in cells)
