"""Where sections stand in one another: in a file, and in a plan."""

from collections.abc import Sequence

from events.imports.items import section_title
from events.imports.rows import DraftRow
from events.models import PlanSection

Path = tuple[str, ...]


def parents_of(rows: Sequence[DraftRow]) -> dict[int, int | None]:
    """Return for each row that is a heading the row of the heading around it."""
    parents: dict[int, int | None] = {}
    around: list[int] = []
    for index, row in enumerate(rows):
        if row.kind == "section":
            while around and rows[around[-1]].level >= row.level:
                around.pop()
            parents[index] = around[-1] if around else None
            around.append(index)
    return parents


def paths_of_rows(rows: Sequence[DraftRow]) -> dict[int | None, Path]:
    """Return the titles of each heading of a file and of those around it, the outermost first."""
    paths: dict[int | None, Path] = {None: ()}
    for index, parent in parents_of(rows).items():
        paths[index] = (*paths[parent], section_title(rows[index]))
    return paths


def paths_of_sections(sections: Sequence[PlanSection]) -> dict[int | None, Path]:
    """Return the titles of each section of a plan and of those around it, by its key.

    The sections stand in their order, those around before those inside.
    """
    paths: dict[int | None, Path] = {None: ()}
    for section in sections:
        paths[section.pk] = (*paths[section.parent_id], section.title)
    return paths
