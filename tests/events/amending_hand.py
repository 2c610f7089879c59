"""One who writes in an amendment whatever there is to write, for the property test."""

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from events import actions
from events.actions.amended.outcome import amended_contents
from events.models import Amendment, PlanSection

Kind, Spot = PlanSection.Kind, actions.Spot


@dataclass
class Hand:
    """One who writes in the amendment; two numbers choose among what there is."""

    amendment: Amendment
    by: User
    first: int
    second: int

    def seen(self, **which: object) -> int:
        row = self.amendment.rows.filter(**which).first()
        return row.version if row else 0

    def one_of(self, rows) -> Any:
        rows = list(rows)
        return rows[self.first % len(rows)]

    @property
    def spot(self) -> Spot:
        told = amended_contents(self.amendment)["sections"]
        spots = [None, *(section["id"] for section in told)]
        return Spot(spots[self.first % len(spots)], spots[self.second % len(spots)])

    def add_section(self) -> None:
        title = f"Новый {self.first}"
        actions.amend_new_section(self.amendment, title, Kind.WORK, self.spot, self.by)

    def change_section(self) -> None:
        section = self.one_of(self.amendment.plan.sections.order_by("pk"))
        told = (f"Раздел {self.second}", Kind.SERVICE, self.by, self.seen(section=section))
        actions.amend_section(self.amendment, section, *told, self.spot)

    def remove_section(self) -> None:
        section = self.one_of(self.amendment.plan.sections.order_by("pk"))
        version = self.seen(section=section)
        actions.amend_section_removal(self.amendment, section, self.by, version)

    def add_item(self) -> None:
        texts = {"name": f"Пункт {self.second}", "period": "май"}
        actions.amend_new(self.amendment, texts, self.spot, self.by)

    def change_item(self) -> None:
        item = self.one_of(self.amendment.plan.items.filter(removed_at=None))
        told = ({"place": f"Место {self.second}"}, self.by, self.seen(item=item))
        actions.amend_item(self.amendment, item, *told, self.spot)

    def remove_item(self) -> None:
        item = self.one_of(self.amendment.plan.items.filter(removed_at=None))
        actions.amend_removal(self.amendment, item, self.by, self.seen(item=item))

    def add_figure(self) -> None:
        told = amended_contents(self.amendment)["figures"]
        parents = [None, *(one["id"] for one in told if one["parent_id"] is None)]
        parent = parents[self.first % len(parents)]
        change = actions.FigureChange(f"Новый {self.second}", self.second, parent=parent)
        actions.amend_figures(self.amendment, [change], self.by)

    def change_figure(self) -> None:
        figure = self.one_of(self.amendment.plan.figures.order_by("pk"))
        change = actions.FigureChange(
            "Иное",
            self.second,
            figure=figure,
            version=self.seen(figure=figure),
            is_removed=self.second % 2 == 0,
        )
        actions.amend_figures(self.amendment, [change], self.by)

    def change_heading(self) -> None:
        version = self.seen(kind="heading")
        actions.amend_heading(self.amendment, {"goal": f"{self.second}"}, self.by, version)
