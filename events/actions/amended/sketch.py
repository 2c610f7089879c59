"""The contents of a plan while an amendment is taken into them, row by row."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any

from events.actions.amended.outline import Outline
from events.actions.texts import read_wording, split
from events.calendar import time_key
from events.contents.reading import read_contents
from events.contents.taking import LISTS, fields_of
from events.item_fields import FIELDS
from events.models import AmendmentRow, Plan, PlanItem, PlannedFigure, PlanSection

Kept = dict[str, Any]
Kind, Act = AmendmentRow.Kind, AmendmentRow.Act
MOST = 2**31 - 1


def number_of(row: AmendmentRow) -> int:
    """Return the number of what an amendment adds, until it has one of its own in the plan."""
    return -row.pk


class Sketch:
    """Contents as `take_contents` takes them, to be changed; the ones given stay as they are."""

    def __init__(self, kept: Kept) -> None:
        self.kept = deepcopy(kept)
        self.sections: dict[int, Kept] = {told["id"]: told for told in self.kept["sections"]}
        pairs = ((told["id"], told["parent_id"]) for told in self.kept["sections"])
        self.outline = Outline(pairs)
        self._rows: dict[int | None, list[Kept]] = defaultdict(list)
        for told in sorted(self.kept["items"], key=lambda one: (one["position"], one["id"])):
            self._rows[told["section_id"]].append(told)

    def take(self, rows: Iterable[AmendmentRow]) -> None:
        """Take all rows of an amendment in, each kind in its turn, as `apply_rows` writes them."""
        rows = list(rows)
        for kind, acts, step in _STEPS:
            for row in rows:
                if row.kind == kind and row.act in acts:
                    step(self, row)

    def finished(self) -> Kept:
        """Return the contents in the order of the plan."""
        order = self.outline.order()
        self.kept["sections"] = [
            {**self.sections[key], "parent_id": parent, "position": number}
            for number, (key, parent) in enumerate(order, start=1)
        ]
        keys = [None, *(key for key, _ in order)]
        self.kept["items"] = [told for key in keys for told in self._rows[key]]
        if self.kept["plan"]["kind"] == Plan.Kind.CONSOLIDATED:
            self._sort_by_time()
        return self.kept

    def _sort_by_time(self) -> None:
        contents = read_contents(self.kept)
        told = {one["id"]: one for one in self.kept["items"]}
        rows = sorted(contents.rows, key=lambda row: time_key(row, contents.plan.year))
        self.kept["items"] = [told[row.pk] for row in rows]

    def change_heading(self, row: AmendmentRow) -> None:
        self.kept["plan"].update(row.texts)

    def add_section(self, row: AmendmentRow) -> None:
        key = number_of(row)
        section = PlanSection(pk=key, plan_id=self.kept["plan"]["id"], position=0, **row.texts)
        self.sections[key] = fields_of(section)
        self.outline.put(key, None, MOST)

    def rename_section(self, row: AmendmentRow) -> None:
        if row.section_id in self.sections:
            self.sections[row.section_id].update(row.texts)

    def place_section(self, row: AmendmentRow) -> None:
        key = row.section_id or number_of(row)
        if row.place and key in self.outline:
            self.outline.put(key, row.place["section"], row.place["after"])

    def remove_section(self, row: AmendmentRow) -> None:
        """Take a heading out; what stood under it comes to the end of the section around it."""
        key = row.section_id
        if key not in self.outline:
            return
        parent = self.outline.remove(key)
        del self.sections[key]
        for told in self._rows.pop(key, ()):
            self._stand(told, parent)
        for told in self.kept["figures"]:
            if told["section_id"] == key:
                told["section_id"] = parent

    def add_item(self, row: AmendmentRow) -> None:
        item = PlanItem(pk=number_of(row), plan_id=self.kept["plan"]["id"], position=0)
        told = {**fields_of(item), **{name: [] for name in LISTS}}
        self._write(told, row.texts)
        self._stand(told, row.place["section"])

    def change_item(self, row: AmendmentRow) -> None:
        told = self._item(row)
        if told is None:
            return
        self._write(told, row.texts)
        if row.place:
            self._rows[told["section_id"]].remove(told)
            self._stand(told, row.place["section"])

    def remove_item(self, row: AmendmentRow) -> None:
        told = self._item(row)
        if told is not None:
            self._rows[told["section_id"]].remove(told)

    def add_figure(self, row: AmendmentRow) -> None:
        parent = self._figure(row.place["parent"])
        figure = PlannedFigure(
            pk=number_of(row),
            plan_id=self.kept["plan"]["id"],
            parent_id=parent["id"] if parent else None,
            section_id=parent["section_id"] if parent else None,
            name=row.texts["name"],
            number=int(row.texts["number"]),
            position=max((told["position"] for told in self.kept["figures"]), default=0) + 1,
        )
        self.kept["figures"].append(fields_of(figure))

    def change_figure(self, row: AmendmentRow) -> None:
        told = self._figure(row.figure_id)
        if told is not None:
            told.update(row.texts)
            told["number"] = int(told["number"])

    def remove_figure(self, row: AmendmentRow) -> None:
        """Take a figure out with its parts."""
        self.kept["figures"] = [
            told
            for told in self.kept["figures"]
            if row.figure_id not in (told["id"], told["parent_id"])
        ]

    def _stand(self, told: Kept, section: int | None) -> None:
        """Put a row at the end of a section; where that is gone, outside sections."""
        told["section_id"] = section if section in self.sections else None
        self._rows[told["section_id"]].append(told)

    def _item(self, row: AmendmentRow) -> Kept | None:
        rows = (told for section in self._rows.values() for told in section)
        return next((told for told in rows if told["id"] == row.item_id), None)

    def _figure(self, key: int | None) -> Kept | None:
        return next((told for told in self.kept["figures"] if told["id"] == key), None)

    def _write(self, told: Kept, texts: dict[str, str]) -> None:
        year = self.kept["plan"]["year"]
        for name, text in texts.items():
            relation = FIELDS[name].relation
            if relation == "periods":
                told[relation] = [fields_of(read_wording(line, year)) for line in split(text)]
            elif relation:
                told[relation] = [{"wording": line} for line in split(text)]
            else:
                told[name] = text


_STEPS: tuple[tuple[str, tuple[str, ...], Callable[[Sketch, AmendmentRow], None]], ...] = (
    (Kind.HEADING, (Act.CHANGE,), Sketch.change_heading),
    (Kind.SECTION, (Act.ADD,), Sketch.add_section),
    (Kind.SECTION, (Act.CHANGE,), Sketch.rename_section),
    (Kind.SECTION, (Act.ADD, Act.CHANGE), Sketch.place_section),
    (Kind.ITEM, (Act.ADD,), Sketch.add_item),
    (Kind.ITEM, (Act.CHANGE,), Sketch.change_item),
    (Kind.ITEM, (Act.REMOVE,), Sketch.remove_item),
    (Kind.FIGURE, (Act.ADD,), Sketch.add_figure),
    (Kind.FIGURE, (Act.CHANGE,), Sketch.change_figure),
    (Kind.FIGURE, (Act.REMOVE,), Sketch.remove_figure),
    (Kind.SECTION, (Act.REMOVE,), Sketch.remove_section),
)
