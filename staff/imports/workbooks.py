"""The lists of people and of what they have learnt as workbooks, and the templates to fill in."""

from collections.abc import Iterable

from common.imports.writing import write_rows, write_template
from staff.imports.columns import COLUMNS
from staff.imports.training_columns import COLUMNS as TRAINING_COLUMNS
from staff.models import DocumentKind, Education, Employment, Training, TrainingKind

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


def write_training(trainings: Iterable[Training]) -> bytes:
    """Return a workbook with one row a training of `with_library_code`, fit to be loaded again."""
    return write_rows("Обучение", TRAINING_COLUMNS, trainings)


def write_training_template() -> bytes:
    """Return a workbook to fill in: headings, kinds of learning and documents, an example."""
    allowed = {"Вид": TrainingKind.labels, "Документ": DocumentKind.labels}
    choices = {"kind": "Вид", "document_kind": "Документ"}
    return write_template("Обучение", TRAINING_COLUMNS, allowed, choices)
