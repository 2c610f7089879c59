"""What an import brings besides items: sections, planned figures, the prose of the plan."""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Max

from common.text import normalise
from events.imports.differences import Difference
from events.imports.draft import TAKE, Draft
from events.imports.figures import MAX_NAME, DraftFigure, Part
from events.imports.items import build_figures, section_title
from events.imports.levels import parents_of, paths_of_rows, paths_of_sections
from events.imports.matching import Matching
from events.imports.prose import FIELDS
from events.models import Plan, PlanImport, PlannedFigure, PlanSection
from events.order import sections_in_order

_KINDS_BY_WORD = (
    ("услуг", PlanSection.Kind.SERVICE),
    ("работа", PlanSection.Kind.WORK),
    ("работы", PlanSection.Kind.WORK),
)


def create_sections(
    plan_import: PlanImport, draft: Draft, wanted: Collection[int | None] | None = None
) -> dict[int | None, PlanSection]:
    """Create the headings of the draft as a tree, after the sections that stand.

    Those that the plan has already under the same headings are not created again where the file is
    the portal's own; of the others only those `wanted`, and what is around them. Returns the
    sections by the index of their row.
    """
    parents = parents_of(draft.rows)
    made = _standing_sections(plan_import, draft)
    missing = [index for index in parents if index not in made]
    if wanted is not None:
        missing = [index for index in missing if _leads_to(index, wanted, parents)]
    made |= _new_sections(plan_import, draft, missing)
    # Outer headings are written before those inside them, a level at a time.
    written: set[int | None] = {None, *made.keys()} - set(missing)
    while waiting := [index for index in missing if index not in written]:
        layer = [index for index in waiting if parents[index] in written]
        for index in layer:
            made[index].parent = made.get(parents[index])
        PlanSection.objects.bulk_create(made[index] for index in layer)
        written.update(layer)
    return made


def _standing_sections(plan_import: PlanImport, draft: Draft) -> dict[int | None, PlanSection]:
    if draft.own is None:
        return {}
    sections = sections_in_order(plan_import.plan)
    paths = paths_of_sections(sections)
    by_path = {paths[section.pk]: section for section in reversed(sections)}
    own = paths_of_rows(draft.rows)
    return {index: by_path[path] for index, path in own.items() if path in by_path}


def _new_sections(
    plan_import: PlanImport, draft: Draft, indexes: Sequence[int]
) -> dict[int | None, PlanSection]:
    standing = PlanSection.objects.filter(plan_id=plan_import.plan_id)
    position = standing.aggregate(last=Max("position"))["last"] or 0
    made: dict[int | None, PlanSection] = {}
    for place, index in enumerate(indexes, start=1):
        title = section_title(draft.rows[index])
        made[index] = PlanSection(
            plan_id=plan_import.plan_id,
            title=title,
            kind=draft.rows[index].section_kind or _kind_of(title),
            position=position + place,
            plan_import=plan_import,
        )
    return made


def _leads_to(
    index: int, wanted: Collection[int | None], parents: Mapping[int, int | None]
) -> bool:
    """Tell whether a heading is wanted, or has a wanted one inside it."""
    for each in wanted:
        place = each
        while place is not None:
            if place == index:
                return True
            place = parents[place]
    return False


def _kind_of(title: str) -> PlanSection.Kind:
    """«УСЛУГА ПО …» and «РАБОТА ПО …» are what a state task calls them; all else is other."""
    words = normalise(title).split()
    first = words[0] if words else ""
    return next(
        (kind for word, kind in _KINDS_BY_WORD if first.startswith(word)), PlanSection.Kind.OTHER
    )


def create_figures(
    plan: Plan,
    figures: Sequence[DraftFigure],
    sections: Mapping[int | None, PlanSection],
) -> list[PlannedFigure]:
    """Create planned figures of a draft with their parts, after those that stand."""
    position = plan.figures.aggregate(last=Max("position"))["last"] or 0
    pairs: list[tuple[PlannedFigure, list[Part]]] = []
    for figure in figures:
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
    return [*wholes, *create_parts(pairs)]


def create_parts(pairs: Sequence[tuple[PlannedFigure, Sequence[Part]]]) -> list[PlannedFigure]:
    """Create parts of figures that stand."""
    return PlannedFigure.objects.bulk_create(
        PlannedFigure(
            plan_id=whole.plan_id,
            section=whole.section,
            parent=whole,
            name=part.name[:MAX_NAME],
            number=part.number,
            position=whole.position + place,
        )
        for whole, parts in pairs
        for place, part in enumerate(parts, start=1)
    )


def take_texts(plan: Plan, draft: Draft, matching: Matching | None) -> dict[str, str]:
    """Put the prose of the file into the plan; return what stood there before.

    It goes under what stands; where a file of the portal's own has a text otherwise, it takes the
    place of the other, if a person has said so.
    """
    before: dict[str, str] = {}
    for field in FIELDS:
        standing = getattr(plan, field)
        told = [(text, one) for name, text, one in _told(draft, matching) if name == field]
        new = [text for text, one in told if one is None and text not in standing]
        taken = [text for text, one in told if one is not None and one.choice == TAKE]
        if new or taken:
            before[field] = standing
            setattr(plan, field, "\n".join(taken or filter(None, [standing, *new])))
    draft.replaced["texts"] = {field: getattr(plan, field) for field in before}
    return before


def _told(draft: Draft, matching: Matching | None) -> Sequence[tuple[str, str, Difference | None]]:
    if matching is not None:
        return matching.texts
    return [(part["field"], part["text"], None) for part in draft.texts]


def give_texts_back(plan: Plan, draft: Draft) -> list[str]:
    """Return the fields given back what stood there; a text changed since is left alone."""
    given = []
    for field, standing in draft.texts_before.items():
        if getattr(plan, field) == draft.replaced.get("texts", {}).get(field):
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
