"""The figures of the department's plan, told to whoever counts the facts."""

from common.planned import Planned
from common.text import normalise
from events.models import Plan, PlannedFigure


def figure_of_department(word: str, year: int) -> Planned | None:
    """Return the figure whose name holds `word` from the department's plan of `year`."""
    figures = PlannedFigure.objects.filter(plan__year=year, plan__kind=Plan.Kind.DEPARTMENT)
    rows = list(figures.select_related("counting").order_by("plan_id", "position", "pk"))
    wanted = normalise(word)
    for row in rows:
        if row.parent_id is None and wanted in normalise(row.name):
            return _told(row, tuple(_told(part) for part in rows if part.parent_id == row.pk))
    return None


def _told(row: PlannedFigure, parts: tuple[Planned, ...] = ()) -> Planned:
    rule = getattr(row, "counting", None)
    if rule is None:
        return Planned(row.name, row.number, parts)
    return Planned(row.name, row.number, parts, rule.source, rule.measure, rule.narrowing)
