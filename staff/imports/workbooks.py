"""The list of people as a workbook, and the template to fill in."""

from collections.abc import Iterable

from common.imports.writing import write_rows, write_template
from staff.imports.columns import COLUMNS
from staff.models import Education, Employment

_LISTS = {"kind": "Вид работы", "level": "Образование", "is_library": "Да или нет"}


def write_staff(works: Iterable[Employment]) -> bytes:
    """Return a workbook with one row a work of `list_employments`, fit to be loaded again."""
    return write_rows("Кадры", COLUMNS, works)


def write_staff_template() -> bytes:
    """Return a workbook to fill in: headings, lists of allowed values, an example."""
    allowed = {
        "Вид работы": Employment.Kind.labels,
        "Образование": Education.Level.labels,
        "Да или нет": ["да", "нет"],
    }
    return write_template("Кадры", COLUMNS, allowed, _LISTS)
