"""The sections of a plan as an approved amendment leaves them."""

from collections.abc import Iterable

from django.db.models import Max

from events.actions.amended.outline import Outline
from events.actions.amended.sketch import MOST, number_of
from events.actions.amendments.base import Act
from events.actions.base import Act as By
from events.actions.base import record
from events.actions.moves import put_at
from events.actions.places import Place
from events.actions.sections import take_section_out, write_title
from events.models import AmendmentRow, Plan, PlanChange, PlanSection
from events.order import sections_in_order
from events.queries import full_rows

_STEP = 10


def arrange_sections(
    plan: Plan, rows: Iterable[AmendmentRow], act: By
) -> dict[int | None, PlanSection | None]:
    """Add, rename and move the sections of a locked plan; none is taken out yet.

    Returns all of them by the numbers that the rows of the amendment call them.
    """
    rows = list(rows)
    outline = Outline((one.pk, one.parent_id) for one in sections_in_order(plan))
    made: dict[int | None, int] = {}
    for row in rows:
        if row.act == Act.ADD:
            made[number_of(row)] = _add(plan, row, act)
            outline.put(row.section_id, None, MOST)
        elif row.act == Act.CHANGE and row.texts:
            section = row.section
            texts = {"title": section.title, "kind": section.kind, **row.texts}
            write_title(plan, section, texts["title"], texts["kind"], act)
    for row in rows:
        if row.place:
            around, after = (made.get(row.place[name], row.place[name]) for name in _SPOT)
            outline.put(row.section_id, around, after)
    if rows:
        _stand(plan, outline, [row.section_id for row in rows if row.act == Act.CHANGE], act)
    known = {section.pk: section for section in plan.sections.all()}
    return {None: None, **known, **{number: known[key] for number, key in made.items()}}


_SPOT = ("section", "after")


def _add(plan: Plan, row: AmendmentRow, act: By) -> int:
    last = plan.sections.aggregate(last=Max("position"))["last"] or 0
    row.section = plan.sections.create(position=last + 1, **row.texts)
    row.save(update_fields=["section"])
    after = {"section_title": row.section.title, "section_id": row.section.pk}
    record(plan, PlanChange.Action.ADDED, act, after=after)
    return row.section.pk


def _stand(plan: Plan, outline: Outline, moved: list[int], act: By) -> None:
    """Write the order of all sections, those inside one right after it.

    So what stands in a heading that is taken out comes into its place. The history tells of those
    that the amendment moves.
    """
    sections = {section.pk: section for section in plan.sections.all()}
    before = dict(outline_of(sections_in_order(plan)))
    for number, (key, parent) in enumerate(outline.order(), start=1):
        sections[key].parent_id, sections[key].position = parent, number * _STEP
    PlanSection.objects.bulk_update(sections.values(), ["parent", "position"], batch_size=200)
    after = dict(outline_of(sections_in_order(plan)))
    for key in moved:
        if before[key] != after[key]:
            told = {"section_title": sections[key].title, "section_id": key}
            was, became = ({**told, "number": one[key]} for one in (before, after))
            record(plan, PlanChange.Action.MOVED, act, before=was, after=became)


def outline_of(sections: Iterable[PlanSection]) -> Iterable[tuple[int, int]]:
    """Return each section with its number in the whole plan."""
    return ((section.pk, number) for number, section in enumerate(sections, start=1))


def remove_sections(plan: Plan, rows: Iterable[AmendmentRow], act: By) -> None:
    """Take headings out; the rows under them come to the end of the section around."""
    for row in rows:
        section = plan.sections.select_related("parent").get(pk=row.section_id)
        items = list(full_rows(section.items.filter(removed_at=None)).order_by("position", "pk"))
        if items:
            put_at(plan, items, Place(section=section.parent), act)
        take_section_out(plan, section, act)
