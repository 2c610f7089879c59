"""Taking an approved amendment into the plan itself, as `events.actions.amended` has shown it."""

from itertools import groupby

from accounts.models import User
from events.actions.amendments.base import Act, Kind
from events.actions.amendments.outlining import arrange_sections, remove_sections
from events.actions.base import Act as By
from events.actions.base import Entry, record, record_all
from events.actions.items import put_in, take_out
from events.actions.moves import put_at
from events.actions.places import Place
from events.actions.texts import CellText, write_all
from events.item_fields import text_of
from events.models import Amendment, AmendmentRow, Plan, PlanChange, PlanItem, PlanSection
from events.queries import full_rows

Sections = dict[int | None, PlanSection | None]


def apply_rows(amendment: Amendment, by: User | None) -> None:
    """Write all of an amendment into its plan, which is to be locked, with history.

    What it adds is remembered by its rows: with it the amendment can be told of afterwards.
    """
    plan, act = amendment.plan, By(by)
    rows = list(amendment.rows.select_related("item", "section", "figure").order_by("pk"))
    chosen = {kind: [row for row in rows if row.kind == kind] for kind in Kind}
    for row in chosen[Kind.HEADING]:
        _change_heading(plan, row, by)
    sections = arrange_sections(plan, chosen[Kind.SECTION], act)
    _add(plan, _of(chosen[Kind.ITEM], Act.ADD), sections, act)
    _change(plan, _of(chosen[Kind.ITEM], Act.CHANGE), act)
    _move(plan, [row for row in _of(chosen[Kind.ITEM], Act.CHANGE) if row.place], sections, act)
    _take_out(plan, _of(chosen[Kind.ITEM], Act.REMOVE), act)
    _write_figures(plan, chosen[Kind.FIGURE], by)
    remove_sections(plan, _of(chosen[Kind.SECTION], Act.REMOVE), act)


def _of(rows: list[AmendmentRow], act: str) -> list[AmendmentRow]:
    return [row for row in rows if row.act == act]


def _change_heading(plan: Plan, row: AmendmentRow, by: User | None) -> None:
    before = {name: getattr(plan, name) for name in row.texts}
    for name, text in row.texts.items():
        setattr(plan, name, text)
    plan.save(update_fields=list(row.texts))
    record(plan, PlanChange.Action.CHANGED, by, before=before, after=row.texts)


def _add(plan: Plan, rows: list[AmendmentRow], sections: Sections, act: By) -> None:
    """Put new rows at the ends of their sections; each remembers the row it has become."""
    for key, group in _by_section(rows):
        added = list(group)
        place = Place(section=sections.get(key))
        items = put_in(plan, [row.texts for row in added], act, place)
        for row, item in zip(added, items, strict=True):
            row.item = item
            row.save(update_fields=["item"])


def _by_section(rows: list[AmendmentRow]) -> "groupby[int | None, AmendmentRow]":
    """Group rows by the section they go to, those of one section in their order."""
    in_order = sorted(rows, key=lambda row: (row.place["section"] or 0, row.pk))
    return groupby(in_order, key=lambda row: row.place["section"])


def _change(plan: Plan, rows: list[AmendmentRow], act: By) -> None:
    items = _items_of(plan, rows)
    cells, entries = [], []
    for row in rows:
        item = items[row.item_id]
        before = {name: text_of(item, name) for name in row.texts}
        if row.texts:
            entries.append(Entry(item, before, row.texts))
        cells += [CellText(item, name, text) for name, text in row.texts.items()]
    if cells:
        write_all(cells)
        record_all(plan, PlanChange.Action.CHANGED, act, entries)


def _items_of(plan: Plan, rows: list[AmendmentRow]) -> dict[int, PlanItem]:
    items = full_rows(plan.items.filter(pk__in=[row.item_id for row in rows]))
    known = {item.pk: item for item in items}
    for item in known.values():
        item.plan = plan
    return known


def _move(plan: Plan, rows: list[AmendmentRow], sections: Sections, act: By) -> None:
    items = _items_of(plan, rows)
    for key, group in _by_section(rows):
        moved = [items[row.item_id] for row in group]
        put_at(plan, moved, Place(section=sections.get(key)), act)


def _take_out(plan: Plan, rows: list[AmendmentRow], act: By) -> None:
    if rows:
        take_out(plan, list(_items_of(plan, rows).values()), act)


def _write_figures(plan: Plan, rows: list[AmendmentRow], by: User | None) -> None:
    made: dict[int | None, int] = {}
    for row in _of(rows, Act.ADD):
        made[-row.pk] = _add_figure(plan, row, made, by)
    for row in _of(rows, Act.CHANGE):
        figure, before = row.figure, {"figure": str(row.figure)}
        figure.name = row.texts.get("name", figure.name)
        figure.number = int(row.texts.get("number", figure.number))
        figure.save(update_fields=["name", "number"])
        after = {"figure": str(figure)}
        record(plan, PlanChange.Action.CHANGED, by, before=before, after=after)
    for row in _of(rows, Act.REMOVE):
        if plan.figures.filter(pk=row.figure_id).exists():  # not gone with its whole
            before = {"figure": str(row.figure)}
            row.figure.delete()
            record(plan, PlanChange.Action.REMOVED, by, before=before)


def _add_figure(plan: Plan, row: AmendmentRow, made: dict[int | None, int], by: User | None) -> int:
    key = row.place["parent"]
    parent = plan.figures.filter(pk=made.get(key, key)).first() if key else None
    last = plan.figures.order_by("-position").first()
    row.figure = plan.figures.create(
        name=row.texts["name"],
        number=int(row.texts["number"]),
        parent=parent,
        section=parent.section if parent else None,
        position=(last.position if last else 0) + 1,
    )
    row.save(update_fields=["figure"])
    record(plan, PlanChange.Action.ADDED, by, after={"figure": str(row.figure)})
    return row.figure.pk
