"""The table of organisations: known by code, ИНН or name; doubtful ones are asked."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from common.imports import cells as plain
from common.imports.cells import CellError, choice, one, words
from common.imports.columns import ImportColumn, attribute, display, text_column, yes_no
from common.imports.importer import refuse_repeated
from common.imports.reading import ReadRow, ReadSheet
from common.imports.rows import Match, ModelImporter
from common.imports.writing import write_rows, write_template
from common.spreadsheets import CellValue
from common.text import normalise
from libraries import actions
from libraries.imports import cells
from libraries.imports.lookup import Lookup
from libraries.models import Organisation, RegistryImport, Territory

_ALIKE = 0.87
_KINDS = {
    "цбс": "library_system",
    "библиотечная система": "library_system",
    "объединение": "association",
    "самостоятельная": "independent",
    "учреждение": "institution",
}


def _code(value: CellValue, lookup: Lookup) -> str | None:
    return plain.text(value, lookup) or None


def _kind(value: CellValue, lookup: Lookup) -> str:
    return choice(value, Organisation.Kind.choices, _KINDS)


def _parent(value: CellValue, lookup: Lookup) -> int | None:
    name = words(value)
    absent = "учреждения «{}» нет в реестре. Сначала добавьте его или исправьте название."
    several = "учреждений с именем «{}» несколько. Напишите полное название."
    return one(name, lookup.organisations(name), absent, several)


def _is_active(value: CellValue, lookup: Lookup) -> bool:
    """An empty cell says nothing against the organisation."""
    return True if value is None else plain.flag(value, lookup)


def _lines(value: CellValue, lookup: Lookup) -> str:
    """Read other spellings, one a line or parted by «;»."""
    if isinstance(value, bool):
        raise CellError("здесь нужен текст, а стоит «ИСТИНА» или «ЛОЖЬ».")
    parts = str(value or "").replace(";", "\n").split("\n")
    return "\n".join(filter(None, (" ".join(part.split()) for part in parts)))


COLUMNS = (
    ImportColumn(
        "name",
        "Полное название",
        plain.text,
        attribute("name"),
        ("Название", "Наименование", "Учреждение", "Организация"),
        True,
        "МБУК «Берёзовская централизованная библиотечная система»",
        56,
    ),
    text_column("short_name", "Краткое название", example="МБУК «Берёзовская ЦБС»", width=32),
    ImportColumn("code", "Код", _code, attribute("code"), (), example="05", width=10),
    ImportColumn("inn", "ИНН", plain.digits, attribute("inn"), (), example="9505039595", width=14),
    ImportColumn("okpo", "ОКПО", plain.digits, attribute("okpo"), ("Код ОКПО",), width=14),
    ImportColumn(
        "kind",
        "Вид",
        _kind,
        display("kind"),
        ("Вид учреждения", "Тип"),
        True,
        "централизованная библиотечная система",
        34,
    ),
    ImportColumn(
        "parent_id",
        "Входит в",
        _parent,
        lambda row: row.parent.name if row.parent else None,
        ("Вышестоящее учреждение",),
        width=34,
    ),
    ImportColumn(
        "territory_id",
        "Территория",
        cells.territory,
        lambda row: row.territory.name if row.territory else None,
        ("ОКТМО", "Муниципалитет", "Район", "Муниципальное образование"),
        example="Берёзовский район",
        width=30,
    ),
    text_column("founder", "Учредитель", example="Администрация Берёзовского района", width=36),
    text_column("address", "Почтовый адрес", "Адрес", width=40),
    text_column("phone", "Телефон", example="+7 (4812) 55-01-23", width=22),
    text_column("email", "Электронная почта", "E-mail", "Почта", width=26),
    text_column("website", "Сайт", width=28),
    text_column("director_post", "Должность руководителя", example="Директор", width=24),
    text_column("director_name", "Руководитель", "Директор", "ФИО руководителя", width=34),
    ImportColumn("aliases", "Другие написания", _lines, attribute("aliases"), (), width=36),
    ImportColumn(
        "is_active", "Действует", _is_active, yes_no("is_active"), (), example="да", width=12
    ),
)
# What is no one's business outside of the department and the organisation.
_NOT_PUBLIC = ("director_post", "director_name")


class OrganisationLookup(Lookup):
    """Organisations by what a row may be known by."""

    def __init__(self) -> None:
        super().__init__()
        self.by_code: dict[str, Organisation] = {}
        self.by_name: dict[str, Organisation] = {}
        self.by_inn: dict[str, list[Organisation]] = {}
        rows = self.rows["organisation"]
        self.rows["parent"] = rows
        for each in rows.values():
            # Circles are looked for through parents: let no row ask the database for its own.
            each.parent, each.territory = (
                rows.get(each.parent_id),
                self.rows["territory"].get(each.territory_id),
            )
            self.by_name[normalise(each.name)] = each
            if each.code:
                self.by_code[each.code] = each
            if each.inn:
                self.by_inn.setdefault(each.inn, []).append(each)

    def alike(self, name: str) -> list[Organisation]:
        """Return organisations of another spelling of the name, or of one much like it."""
        rows = self.rows["organisation"]
        if found := self.organisations(name):
            return [rows[pk] for pk in sorted(found)]
        names = difflib.get_close_matches(normalise(name), self.by_name, 3, _ALIKE)
        return [self.by_name[each] for each in names]


class OrganisationImporter(ModelImporter):
    kind = "organisations"
    record = RegistryImport
    model = Organisation
    columns = COLUMNS
    relations = ("parent", "territory")
    expected = "со столбцом «Полное название» и хотя бы ещё одним"
    counted = "учреждение,учреждения,учреждений"
    shown_headings = ("Полное название", "Вид", "ИНН")
    new_row_words = "учреждение новое"

    def is_heading_line(self, fields: set[str]) -> bool:
        return bool(fields & {"name", "code", "inn"}) and len(fields) > 1

    def lookup_for(self, user: Any) -> OrganisationLookup:
        return OrganisationLookup()

    def find(self, row: ReadRow, lookup: OrganisationLookup) -> Match:
        """Take the code for certain; ИНН and name only when they agree."""
        name, inn = row.values.get("name", ""), row.values.get("inn", "")
        if found := lookup.by_code.get(row.values.get("code") or ""):
            return Match(found)
        named, taxed = lookup.by_name.get(normalise(name)), lookup.by_inn.get(inn, [])
        if named and (not inn or not named.inn or named.inn == inn):
            return Match(named)
        if len(taxed) == 1 and not name:
            return Match(taxed[0])
        if named:
            question = f"Название то же, а ИНН другой: в реестре {named.inn}, в файле {inn}."
            return Match(
                candidates=tuple({each.pk: each for each in (named, *taxed)}.values()),
                question=question,
            )
        if taxed:
            return Match(
                candidates=tuple(taxed),
                question=f"ИНН {inn} тот же, а название в реестре другое. Это одно учреждение?",
            )
        alike = tuple(lookup.alike(name)) if name else ()
        return Match(candidates=alike, question="Название похоже на то, что уже есть в реестре.")

    def review(self, sheet: ReadSheet) -> None:
        refuse_repeated(sheet, "code", "код")
        refuse_repeated(sheet, "name", "название")

    def validate(self, row: Organisation, read: ReadRow, lookup: OrganisationLookup) -> None:
        taken = lookup.by_name.get(normalise(row.name))
        if taken and row.pk and taken.pk != row.pk:
            message = f"так уже называется другое учреждение, код {taken.code or 'без кода'}."
            read.errors.append(("name", f"{message} Исправьте название."))

    def shown(self, row: Organisation) -> list[str]:
        return [row.name, row.get_kind_display(), row.inn]

    def create(self, values: Mapping[str, Any], by: Any, reason: str) -> Organisation:
        return actions.create_organisation(values, by, reason)

    def change(
        self, pk: int, values: Mapping[str, Any], version: int, by: Any, reason: str
    ) -> Organisation:
        return actions.change_organisation(pk, values, version=version, by=by, reason=reason)


ORGANISATIONS = OrganisationImporter()


def write_organisations(rows: Iterable[Organisation], with_directors: bool) -> bytes:
    """Return a workbook with one row an organisation, fit to be corrected and imported again."""
    hidden = () if with_directors else _NOT_PUBLIC
    columns = [column for column in COLUMNS if column.field not in hidden]
    return write_rows("Учреждения", columns, rows)


def write_organisation_template() -> bytes:
    allowed = {
        "Вид": Organisation.Kind.labels,
        "Да или нет": ["да", "нет"],
        "Территория": list(Territory.objects.values_list("name", flat=True)),
        "Учреждение": list(Organisation.objects.values_list("name", flat=True)),
    }
    lists = {"kind": "Вид", "is_active": "Да или нет", "territory_id": "Территория"}
    return write_template("Учреждения", COLUMNS, allowed, {**lists, "parent_id": "Учреждение"})
