"""The columns of the table of what people have learnt, in both directions."""

from typing import Any

from common.imports import cells
from common.imports.cells import words
from common.imports.columns import ImportColumn, Writer, attribute, display
from common.spreadsheets import CellValue
from common.text import number_alone
from staff.imports.columns import COLUMNS as STAFF_COLUMNS
from staff.models import DocumentKind, Training, TrainingKind

_KINDS = {
    "кпк": TrainingKind.UPGRADE,
    "повышение квалификации": TrainingKind.UPGRADE,
    "переподготовка": TrainingKind.RETRAINING,
    "профпереподготовка": TrainingKind.RETRAINING,
    "практикум": TrainingKind.WORKSHOP,
    "мастер-класс": TrainingKind.WORKSHOP,
}
_DOCUMENTS = {
    "удостоверение": DocumentKind.CERTIFICATE,
    "диплом": DocumentKind.DIPLOMA,
    "сертификат": DocumentKind.ATTENDANCE,
    "нет": DocumentKind.NONE,
}


def _kind(value: CellValue, lookup: Any) -> str:
    return cells.choice(value, TrainingKind.choices, _KINDS)


def _document(value: CellValue, lookup: Any) -> str:
    return cells.choice(value, DocumentKind.choices, _DOCUMENTS)


def _number(value: CellValue, lookup: Any) -> str:
    """Read the number of a document, which a spreadsheet may hold as a number."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return number_alone(cells.text(value, lookup) if isinstance(value, bool) else words(value))


def _of_person(name: str) -> Writer:
    return lambda training: str(getattr(training.employee, name) or "")


def _person_columns() -> tuple[ImportColumn, ...]:
    """Return the columns by which the list of people knows a person, written of a training."""
    writers: dict[str, Writer] = {name: _of_person(name) for name in PERSON}
    writers["library_id"] = attribute("library_code")
    told = {column.field: column for column in STAFF_COLUMNS}
    return tuple(
        ImportColumn(
            name,
            told[name].heading,
            told[name].read,
            writer,
            told[name].other_headings,
            told[name].is_required,
            told[name].example,
            told[name].width,
        )
        for name, writer in writers.items()
    )


PERSON = ("last_name", "first_name", "patronymic", "born")
COLUMNS = (
    *_person_columns(),
    ImportColumn(
        "title",
        "Чему обучена",
        cells.text,
        attribute("title"),
        ("Чему", "Чему обучен", "Название", "Тема", "Программа", "Курс"),
        True,
        "Библиотечное краеведение",
        40,
    ),
    ImportColumn(
        "kind",
        "Вид",
        _kind,
        display("kind"),
        ("Вид обучения",),
        True,
        "курсы повышения квалификации",
        30,
    ),
    ImportColumn(
        "organiser",
        "Где, кем проведено",
        cells.text,
        attribute("organiser"),
        ("Организатор", "Где", "Кем проведено"),
        example="Областная научная библиотека",
        width=32,
    ),
    ImportColumn(
        "starts_on",
        "Начало",
        cells.day,
        attribute("starts_on"),
        ("Дата начала",),
        example="02.03.2026",
        width=13,
    ),
    ImportColumn(
        "ends_on",
        "Окончание",
        cells.day,
        attribute("ends_on"),
        ("Дата окончания", "Окончено", "Дата"),
        True,
        "06.03.2026",
        13,
    ),
    ImportColumn(
        "hours",
        "Часов",
        cells.whole,
        attribute("hours"),
        ("Часы", "Количество часов"),
        example="36",
        width=8,
    ),
    ImportColumn(
        "document_kind",
        "Документ",
        _document,
        display("document_kind"),
        ("Вид документа",),
        example="удостоверение",
        width=30,
    ),
    ImportColumn(
        "document_number",
        "Номер документа",
        _number,
        attribute("document_number"),
        ("Номер", "№ документа"),
        example="УД-15",
        width=16,
    ),
    ImportColumn(
        "document_on",
        "Дата документа",
        cells.day,
        attribute("document_on"),
        ("Дата выдачи",),
        example="06.03.2026",
        width=13,
    ),
)
LEARNT = (
    "title",
    "kind",
    "organiser",
    "starts_on",
    "ends_on",
    "hours",
    "document_kind",
    "document_number",
    "document_on",
)
_GIVEN_FOR = {
    TrainingKind.UPGRADE: DocumentKind.CERTIFICATE,
    TrainingKind.RETRAINING: DocumentKind.DIPLOMA,
}


def document_of(values: dict[str, Any]) -> str:
    """Return the kind of document of a new row whose cell of it is empty."""
    if not values.get("document_number"):
        return DocumentKind.NONE
    return _GIVEN_FOR.get(values.get("kind"), DocumentKind.ATTENDANCE)


def to_python(values: dict[str, Any]) -> dict[str, Any]:
    """Return what JSON made of the values to the types of Training."""
    fields = Training._meta
    return {name: fields.get_field(name).to_python(value) for name, value in values.items()}
