"""The annual plan, to be printed, approved and signed."""

from collections.abc import Iterable, Sequence
from typing import Any

from common.tables import Column, Line, Row, Table, TableSet
from events.models import ItemPeriod, PlanItem, PlanSection
from events.names.full import full_name
from events.order import sections_in_order
from events.queries import Group, by_months, by_sections, figures_of, rows_of
from events.rules import plans_visible_to
from reports.documents.base import Document, Parameter
from reports.documents.plan_fulfilment import find_plan
from reports.documents.plan_words import (
    approval_lines,
    lines_of,
    prose_of,
    signature_of,
)

GROUPINGS = {"sections": "по разделам", "months": "по месяцам"}
_LANDSCAPE_FROM = 6
_LIST = "\n"


class PlanDocument(Document):
    name = "plan"
    title = "Годовой план"
    parameters = (
        Parameter("plan", "номер плана на портале", "2"),
        Parameter("group", "порядок пунктов", "sections", default="sections", choices=GROUPINGS),
    )
    template = "documents/plan.html"
    styles = ("tables", "plan")

    def find(self) -> None:
        self.plan = find_plan(self.values)

    def is_visible_to(self, user: Any) -> bool:
        return plans_visible_to(user).filter(pk=self.plan.pk).exists()

    def read_content(self) -> TableSet:
        sections, rows = self.read_rows()
        by_month = self.values["group"] == "months"
        groups = by_months(rows, self.plan.year) if by_month else by_sections(rows, sections)
        figures = self._figures()
        return TableSet(
            title=self.plan.title,
            subtitle=self.plan.department or self.plan.organisation.name,
            tables=(self._items(rows, groups), *([figures] if figures else [])),
        )

    def read_rows(self) -> tuple[list[PlanSection], list[PlanItem]]:
        """Return the sections and the rows of the plan, in its order."""
        sections = sections_in_order(self.plan)
        return sections, rows_of(self.plan, sections)

    def _items(self, rows: Sequence[PlanItem], groups: Sequence[Group]) -> Table:
        columns = tuple(_columns(rows))
        return Table(
            title=self.plan.title,
            columns=columns,
            rows=tuple(_rows(groups, [column.key for column in columns])),
            blank="",
            key="items",
            sheet="План",
            top=tuple(approval_lines(self.plan)),
            after_title=tuple(lines_of(prose_of(self.plan))),
            bottom=(Line(""), *(Line(line) for line in signature_of(self.plan))),
        )

    def _figures(self) -> Table | None:
        rows = []
        for figure in figures_of(self.plan):
            rows.append(Row((figure.figure.name, figure.figure.number)))
            rows += [Row((part.name, part.number), level=1) for part in figure.parts]
        if not rows:
            return None
        columns = (
            Column("name", "Показатель", kind="text", width=60),
            Column("number", "План на год", width=14),
        )
        return Table("Плановые показатели", columns, tuple(rows), key="figures")

    def also_printed(self) -> Any:
        plan = self.plan
        return [prose_of(plan), [line.text for line in approval_lines(plan)], signature_of(plan)]

    def pdf_context(self) -> dict[str, Any]:
        items, *figures = self.content.tables
        return {
            "content": self.content,
            "tables": self.content.tables,
            "plan": self.plan,
            "items": items,
            "figures": figures[0] if figures else None,
            "approval": approval_lines(self.plan),
            "prose": prose_of(self.plan),
            "signature": signature_of(self.plan),
            "orientation": "landscape" if len(items.columns) >= _LANDSCAPE_FROM else "portrait",
        }


def _columns(rows: Sequence[PlanItem]) -> Iterable[Column]:
    """Yield the columns that the plan's rows fill; what nobody filled is not printed."""
    yield Column("number", "№ п/п", kind="ordinal", width=10)
    yield Column("name", "Наименование мероприятия", kind="text", width=42)
    yield Column("period", "Срок", kind="text", width=21)
    optional = {
        "place": ("Место проведения", 18, any(row.place for row in rows)),
        "audience": ("Для кого", 18, any(row.audience for row in rows)),
        "organisers": ("Организаторы", 34, any(row.organisers.all() for row in rows)),
        "responsibles": ("Ответственные", 20, any(row.responsibles.all() for row in rows)),
        "note": ("Примечание", 18, any(row.note for row in rows)),
    }
    for key, (title, width, is_filled) in optional.items():
        if is_filled:
            yield Column(key, title, kind="text", width=width)


def _rows(groups: Iterable[Group], keys: Sequence[str]) -> Iterable[Row]:
    """Yield headings and items, numbered through the whole plan in the printed order."""
    number = 0
    for group in groups:
        if group.title:
            yield Row((group.title,), "heading", level=group.depth)
        for item in group.items:
            number += 1
            values = _values(item)
            row = tuple(values[key] for key in keys[1:])
            yield Row((number, *row), anchor=str(item.pk))


def _values(item: PlanItem) -> dict[str, str]:
    return {
        "name": full_name(item),
        "period": _LIST.join(_period(period) for period in item.periods.all()),
        "place": item.place,
        "audience": item.audience,
        "organisers": _LIST.join(organiser.wording for organiser in item.organisers.all()),
        "responsibles": _LIST.join(person.wording for person in item.responsibles.all()),
        "note": item.note,
    }


def _period(period: ItemPeriod) -> str:
    """Return the wording as written; that of preparation or result is named."""
    if period.role == ItemPeriod.Role.MAIN:
        return period.wording
    return f"{period.get_role_display()}: {period.wording}"
