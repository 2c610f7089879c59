"""What an import brings besides items: sections, planned figures, the prose of the plan."""

from collections.abc import Sequence

from django.db.models import Max

from common.text import normalise
from events.imports.draft import Draft
from events.imports.figures import MAX_NAME, Part
from events.imports.items import build_figures, section_title
from events.imports.prose import FIELDS
from events.models import Plan, PlanImport, PlannedFigure, PlanSection

_KINDS_BY_WORD = (
    ("услуг", PlanSection.Kind.SERVICE),
    ("работа", PlanSection.Kind.WORK),
    ("работы", PlanSection.Kind.WORK),
)


def create_sections(plan_import: PlanImport, draft: Draft) -> dict[int | None, PlanSection]:
    """Create the headings of the draft as a tree, after the sections that stand.

    Returns them by the index of their row.
    """
    standing = PlanSection.objects.filter(plan_id=plan_import.plan_id)
    position = standing.aggregate(last=Max("position"))["last"] or 0
    parents = _parents(draft)
    made: dict[int | None, PlanSection] = {}
    for place, index in enumerate(parents, start=1):
        title = section_title(draft.rows[index])
        made[index] = PlanSection(
            plan_id=plan_import.plan_id,
            title=title,
            kind=draft.rows[index].section_kind or _kind_of(title),
            position=position + place,
            plan_import=plan_import,
        )
    # Outer headings are written before those inside them, a level at a time.
    written: set[int | None] = {None}
    while waiting := [index for index in parents if index not in written]:
        layer = [index for index in waiting if parents[index] in written]
        for index in layer:
            made[index].parent = made.get(parents[index])
        PlanSection.objects.bulk_create(made[index] for index in layer)
        written.update(layer)
    return made


def _parents(draft: Draft) -> dict[int, int | None]:
    """Return for each row that is a heading the row of the heading around it."""
    parents: dict[int, int | None] = {}
    around: list[int] = []
    for index, row in enumerate(draft.rows):
        if row.kind == "section":
            while around and draft.rows[around[-1]].level >= row.level:
                around.pop()
            parents[index] = around[-1] if around else None
            around.append(index)
    return parents


def _kind_of(title: str) -> PlanSection.Kind:
    """«УСЛУГА ПО …» and «РАБОТА ПО …» are what a state task calls them; all else is other."""
    words = normalise(title).split()
    first = words[0] if words else ""
    return next(
        (kind for word, kind in _KINDS_BY_WORD if first.startswith(word)), PlanSection.Kind.OTHER
    )


def create_figures(
    plan: Plan, draft: Draft, sections: dict[int | None, PlanSection]
) -> list[PlannedFigure]:
    """Create the planned figures of the draft with their parts, after those that stand."""
    position = plan.figures.aggregate(last=Max("position"))["last"] or 0
    pairs: list[tuple[PlannedFigure, list[Part]]] = []
    for figure in build_figures(draft):
        whole = PlannedFigure(
            plan=plan,
            section=sections.get(figure.section_index),
            name=figure.name,
            number=figure.number,
            position=position + 1,
        )
        pairs.append((whole, figure.parts))
        position += 1 + len(figure.parts)
    wholes = PlannedFigure.objects.bulk_create(whole for whole, _ in pairs)
    parts = [
        PlannedFigure(
            plan=plan,
            section=whole.section,
            parent=whole,
            name=part.name[:MAX_NAME],
            number=part.number,
            position=whole.position + place,
        )
        for whole, parts in pairs
        for place, part in enumerate(parts, start=1)
    ]
    return [*wholes, *PlannedFigure.objects.bulk_create(parts)]


def take_texts(plan: Plan, draft: Draft) -> dict[str, str]:
    """Put the prose of the file under what stands in the plan; return what stood there before."""
    before = {}
    for field in FIELDS:
        found = [part["text"] for part in draft.texts if part["field"] == field]
        standing = getattr(plan, field)
        new = [text for text in found if text not in standing]
        if new:
            before[field] = standing
            setattr(plan, field, "\n".join(filter(None, [standing, *new])))
    return before


def give_texts_back(plan: Plan, draft: Draft) -> list[str]:
    """Return the fields given back what stood there; a text changed since is left alone."""
    given = []
    for field, standing in draft.texts_before.items():
        found = [part["text"] for part in draft.texts if part["field"] == field]
        new = [text for text in found if text not in standing]
        if getattr(plan, field) == "\n".join(filter(None, [standing, *new])):
            setattr(plan, field, standing)
            given.append(field)
    return given


def remove_figures(plan: Plan, keys: Sequence[int], draft: Draft) -> None:
    """Remove the planned figures of an import, except those that somebody has changed since."""
    written = {(figure.name, figure.number) for figure in build_figures(draft)}
    written |= {part for figure in build_figures(draft) for part in map(tuple, figure.parts)}
    standing = plan.figures.filter(pk__in=keys)
    changed = {row.pk for row in standing if (row.name, row.number) not in written}
    kept = changed | {row.parent_id for row in standing if row.pk in changed}
    standing.exclude(pk__in=kept).exclude(parent__in=kept).delete()
