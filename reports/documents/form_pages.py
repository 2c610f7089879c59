"""The title page of the official form, for one library's report and for a summary alike."""

from collections.abc import Iterable, Mapping, Sequence

from common.tables import Column, Row, Table
from libraries.models import Organisation
from statistics.layout import TitleField

Fields = Sequence[tuple[str, str]]


def filled(fields: Iterable[TitleField], known: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the printed titles of the form's fields with what is known of each."""
    return [(field.title, known.get(field.key, "")) for field in fields]


def about_organisation(organisation: Organisation) -> dict[str, str]:
    """Return what the title page tells of who reports, by key of the field."""
    is_system = organisation.kind == organisation.Kind.LIBRARY_SYSTEM
    return {
        "organisation": organisation.name,
        "address": organisation.address,
        "okpo": organisation.okpo,
        "founder": organisation.founder,
        "system": organisation.name if is_system else "",
    }


def title_sheet(title: str, fields: Fields, notes: Sequence[str] = ()) -> Table:
    """Return the title page as a sheet of a workbook, where no page template is printed."""
    return Table(
        title=title,
        columns=(
            Column("name", "Реквизит", kind="text", width=46),
            Column("value", "Значение", kind="text", width=70),
        ),
        rows=tuple(Row((name, value or "—")) for name, value in fields),
        notes=tuple(notes),
        key="title_page",
        sheet="Титульный лист",
    )
