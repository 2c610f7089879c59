"""The figures of the department's plan, told to whoever counts the facts."""

from common.planned import Planned
from common.text import normalise
from events.models import Plan, PlannedFigure


def figure_of_department(word: str, year: int) -> Planned | None:
    """Return the figure whose name holds `word` from the department's plan of `year`."""
    figures = PlannedFigure.objects.filter(plan__year=year, plan__kind=Plan.Kind.DEPARTMENT)
    rows = list(figures.order_by("plan_id", "position", "pk"))
    wanted = normalise(word)
    for row in rows:
        if row.parent_id is None and wanted in normalise(row.name):
            parts = (part for part in rows if part.parent_id == row.pk)
            return Planned(
                row.name, row.number, tuple(Planned(part.name, part.number) for part in parts)
            )
    return None
