"""The list of model libraries as a workbook."""

from collections.abc import Iterable

from common.imports.cells import text
from common.imports.columns import ImportColumn, text_column
from common.imports.writing import write_rows
from libraries.models import Library


def _named(field: str, heading: str) -> ImportColumn:
    return ImportColumn(field, heading, text, lambda row: getattr(row, field).name, width=36)


_COLUMNS = (
    text_column("model_year", "Год", width=8),
    text_column("model_programme", "Программа", width=40),
    text_column("name", "Библиотека", width=50),
    text_column("code", "Код", width=12),
    text_column("locality", "Населённый пункт", width=24),
    _named("territory", "Территория"),
    _named("organisation", "Учреждение"),
)


def write_model_libraries(libraries: Iterable[Library]) -> bytes:
    """Return a workbook with the model libraries: since which year, by which programme."""
    return write_rows("Модельные библиотеки", _COLUMNS, libraries)
