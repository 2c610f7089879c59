"""Taking into a plan what a file of the portal's own has otherwise, and giving it back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from accounts.models import User
from common.russian import plural
from events.actions.base import lock_plan, record
from events.actions.cells import MOST_ROWS, Cell, change_cells
from events.actions.figures import change_figure
from events.actions.imports.drafts import ImportRefusedError
from events.actions.imports.structure import create_parts
from events.actions.moves import move_items
from events.actions.places import Arrangement, Place
from events.actions.texts import settled
from events.imports.draft import ADD, TAKE, Draft
from events.imports.draft_item import DraftItem
from events.imports.figures import DraftFigure
from events.imports.items import build_figures
from events.imports.matching import Matching
from events.imports.matching_rows import PROGRAMME, Match
from events.item_fields import text_of
from events.models import Plan, PlanChange, PlanItem, PlanSection
from events.queries import full_rows

_STEP = "загрузка файла, взятого с портала"


@dataclass(frozen=True)
class New:
    """What of a file becomes new in its plan.

    `checked` are the items that have to be without faults, and `headings` the rows of the headings
    that are needed, None for all.
    """

    items: Sequence[DraftItem]
    checked: Sequence[DraftItem]
    figures: Sequence[DraftFigure]
    headings: set[int | None] | None = None


def new_in(draft: Draft, items: Sequence[DraftItem], matching: Matching | None) -> New:
    """Return what is to be written anew: all of a foreign file, of an own one what the plan lacks.

    Raises:
        ImportRefusedError: see `_refuse_undecided`.
    """
    if matching is None:
        return New(items, items, build_figures(draft))
    _refuse_undecided(matching)
    added, checked = _added_of(matching), _written_of(matching)
    return New(added, checked, _new_figures(matching), _wanted_of(matching))


def _refuse_undecided(matching: Matching) -> None:
    """Refuse to go on while it is not said what becomes of what the plan has otherwise.

    Raises:
        ImportRefusedError: something is undecided, or nothing of the file is to be written.
    """
    if number := matching.undecided:
        told = plural(number, "отличие", "отличия", "отличий")
        raise ImportRefusedError(
            f"Не сохранено: у {number} {told} файла от плана не выбрано, что оставить. "
            "Если выбирали, значит, план с тех пор изменили: посмотрите ещё раз."
        )
    is_taken = any(one.choice != "plan" for one in matching.differences)
    texts = any(text and one is None for _, text, one in matching.texts)
    if not (is_taken or _added_of(matching) or _new_figures(matching) or texts):
        raise ImportRefusedError("Всё, что есть в файле, в плане уже есть: сохранять нечего.")


def _added_of(matching: Matching) -> list[DraftItem]:
    """Return the items that become rows of their own."""
    return [match.item for match in matching.items if _adds(match)]


def _adds(match: Match) -> bool:
    return match.row is None or _choice(match) == ADD


def _choice(match: Match) -> str:
    return match.difference.choice if match.difference else ""


def _taken(matching: Matching) -> list[Match]:
    return [match for match in matching.items if match.row and _choice(match) == TAKE]


def _written_of(matching: Matching) -> list[DraftItem]:
    """Return the items that saving writes, or all of them where none is written."""
    taken = [match.item for match in _taken(matching)]
    return [*_added_of(matching), *taken] or [match.item for match in matching.items]


def _wanted_of(matching: Matching) -> set[int | None]:
    """Return the headings of the file that saving needs: of new and moved items, and empty ones."""
    moved = (match for match in matching.items if match.moves and _choice(match) == TAKE)
    needed = {match.item.section_index for match in (*moved, *filter(_adds, matching.items))}
    return needed | matching.empty_sections


def _new_figures(matching: Matching) -> list[DraftFigure]:
    return [match.figure for match in matching.figures if match.standing is None]


def put_beside(plan: Plan, draft: Draft, matching: Matching, rows: Mapping[int, PlanItem]) -> None:
    """Put the rows just added where they stand in the file: after the row before them."""
    is_in_order = not (plan.is_ordered_by_time or draft.is_by_months)
    if not is_in_order or not any(match.row for match in matching.items):
        return
    arrangement = Arrangement(plan)
    for run, place in _runs(matching, rows):
        arrangement.put([row.pk for row in run], place)
    arrangement.write()


def _runs(
    matching: Matching, rows: Mapping[int, PlanItem]
) -> Iterator[tuple[list[PlanItem], Place]]:
    """Yield new rows that follow one another in a section, with their place beside a known row."""
    for _section, group in groupby(matching.items, key=lambda match: match.item.section_index):
        before: PlanItem | None = None
        run: list[PlanItem] = []
        for match in group:
            if match.item.index in rows:
                run.append(rows[match.item.index])
                continue
            if match.moves:
                continue
            if run:
                yield run, Place(after=before) if before else Place(before=match.row)
            before, run = match.row, []
        if run and before:
            yield run, Place(after=before)


def take_changes(
    plan: Plan,
    draft: Draft,
    matching: Matching,
    sections: Mapping[int | None, PlanSection],
    by: User | None,
) -> int:
    """Write what a person has said to take from the file; return how many rows it changed.

    What stood there is kept in the draft, to be given back when the import is undone.
    """
    taken = _taken(matching)
    cells = [
        Cell(match.row.pk, name, text, text_of(match.row, name))
        for match in taken
        for name, text in match.texts.items()
        if name != PROGRAMME
    ]
    draft.replaced["cells"] = [[cell.item, cell.field, cell.base, cell.text] for cell in cells]
    _change(plan, cells, by)
    programmes = [
        (match.row.pk, match.row.programme, match.texts[PROGRAMME])
        for match in taken
        if PROGRAMME in match.texts
    ]
    draft.replaced["programmes"] = [list(told) for told in programmes]
    _write_programmes(plan, programmes, by)
    moved = [match for match in taken if match.moves]
    draft.replaced["sections"] = [[match.row.pk, match.row.section_id] for match in moved]
    for match in moved:
        move_items(plan, [match.row.pk], Place(section=sections.get(match.item.section_index)), by)
    _take_figures(plan, draft, matching, by)
    plan.refresh_from_db(fields=["version"])
    return len(taken)


def _change(plan: Plan, cells: Sequence[Cell], by: User | None) -> None:
    rows = list(dict.fromkeys(cell.item for cell in cells))
    for start in range(0, len(rows), MOST_ROWS):
        part = set(rows[start : start + MOST_ROWS])
        change_cells(plan, [cell for cell in cells if cell.item in part], by, _STEP)


def _write_programmes(plan: Plan, told: Sequence[tuple[int, str, str]], by: User | None) -> None:
    """Write the programmes of rows, which no cell of the grid holds."""
    if not told:
        return
    plan = lock_plan(plan.pk)
    for pk, before, after in told:
        item = plan.items.get(pk=pk)
        item.programme = after
        item.save(update_fields=["programme"])
        record(
            plan,
            PlanChange.Action.CHANGED,
            by,
            item=item,
            before={PROGRAMME: before},
            after={PROGRAMME: after},
        )


def _take_figures(plan: Plan, draft: Draft, matching: Matching, by: User | None) -> None:
    taken = [
        match
        for match in matching.figures
        if match.standing and match.difference and match.difference.choice == TAKE
    ]
    draft.replaced["figures"] = [
        [figure.pk, figure.number, number] for match in taken for figure, number in match.numbers
    ]
    for match in taken:
        for figure, number in match.numbers:
            change_figure(figure, figure.name, number, by, str(figure))
    parts = create_parts(
        [(match.standing, [match.figure.parts[n] for n in match.added]) for match in taken]
    )
    draft.figures += [part.pk for part in parts]


def give_changes_back(plan: Plan, draft: Draft, by: User | None) -> None:
    """Give the rows and figures of the plan back what the import has put in place of it.

    What somebody has changed since is left alone.
    """
    _give_cells_back(plan, draft, by)
    told = [
        (pk, after, before)
        for pk, before, after in draft.replaced.get("programmes", [])
        if plan.items.filter(pk=pk, programme=after, removed_at=None).exists()
    ]
    _write_programmes(plan, told, by)
    for pk, section_id in draft.replaced.get("sections", []):
        section = plan.sections.filter(pk=section_id).first()
        if plan.items.filter(pk=pk, removed_at=None).exists() and (section or not section_id):
            move_items(plan, [pk], Place(section=section), by)
    for pk, before, after in draft.replaced.get("figures", []):
        figure = plan.figures.filter(pk=pk, number=after).first()
        if figure:
            change_figure(figure, figure.name, before, by, str(figure))
    plan.refresh_from_db(fields=["version"])


def _give_cells_back(plan: Plan, draft: Draft, by: User | None) -> None:
    kept = draft.replaced.get("cells", [])
    rows = full_rows(plan.items.filter(pk__in={pk for pk, *_ in kept}, removed_at=None))
    standing = {row.pk: row for row in rows}
    cells = [
        Cell(pk, name, before, after)
        for pk, name, before, after in kept
        if pk in standing and settled(name, text_of(standing[pk], name)) == settled(name, after)
    ]
    _change(plan, cells, by)
