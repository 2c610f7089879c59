"""The table of inhabitants: a row a territory, with a column a year or with the year told."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from common.editing import readable
from common.imports import cells
from common.imports.cells import words
from common.imports.columns import ImportColumn
from common.imports.importer import Answers, Importer, PreviewRow, errors_by_cell
from common.imports.reading import ReadRow, ReadSheet, heading_key
from common.imports.writing import write_rows, write_template
from common.russian import format_number
from common.spreadsheets import CellValue
from common.text import normalise
from libraries import actions
from libraries.models import Population, RegistryImport, Territory
from libraries.queries import territory_tree

_YEAR_HEADING = re.compile(r"(?:на )?(?:1 января |01\.01\.)?((?:19|20)\d\d)(?: ?г\.?| ?год[а]?)?")
FIRST_YEAR = 1990
_YEARS_SHOWN = 5


class PopulationLookup:
    """Territories by code and name, and what is known of their inhabitants."""

    def __init__(self) -> None:
        self.by_code: dict[str, Territory] = {}
        self.by_name: dict[str, list[Territory]] = defaultdict(list)
        for territory in Territory.objects.all():
            self.by_code[territory.oktmo] = territory
            self.by_name[normalise(territory.name)].append(territory)
        rows = Population.objects.values_list("territory", "year", "number")
        self.known = {(territory, year): number for territory, year, number in rows}


def _year_column(year: int) -> ImportColumn:
    return ImportColumn(
        f"year_{year}",
        str(year),
        cells.whole,
        lambda territory: territory.inhabitants.get(year),
        width=12,
    )


OKTMO = ImportColumn(
    "oktmo",
    "ОКТМО",
    cells.digits,
    lambda territory: territory.oktmo,
    ("Код ОКТМО",),
    example="95605000",
    width=14,
)
NAME = ImportColumn(
    "name",
    "Территория",
    cells.text,
    lambda territory: territory.name,
    ("Название", "Наименование", "Муниципальное образование", "Муниципалитет", "Район"),
    example="Берёзовский район",
    width=40,
)
# Told in the list for the reader's sake; an import takes nothing from it.
KIND = ImportColumn("kind", "Вид", cells.text, lambda row: row.get_kind_display(), width=24)
YEAR = ImportColumn("year", "Год", cells.year, lambda territory: None)
NUMBER = ImportColumn(
    "number",
    "Жителей",
    cells.whole,
    lambda territory: None,
    ("Численность", "Население", "Численность населения"),
)


class PopulationImporter(Importer):
    """A territory is known by its ОКТМО code or its name; empty cells leave a year as it is."""

    kind = "population"
    record = RegistryImport
    columns = (OKTMO, NAME, KIND, YEAR, NUMBER)
    expected = "со столбцом «ОКТМО» или «Территория» и столбцами лет («2024», «2025»)"
    counted = "территорию,территории,территорий"

    def column_of(self, heading: CellValue) -> ImportColumn | None:
        found = _YEAR_HEADING.fullmatch(heading_key(heading))
        return _year_column(int(found[1])) if found else super().column_of(heading)

    def is_heading_line(self, fields: set[str]) -> bool:
        has_figures = {"year", "number"} <= fields or any("year_" in each for each in fields)
        return bool(fields & {"oktmo", "name"}) and has_figures

    def lookup_for(self, user: Any) -> PopulationLookup:
        return PopulationLookup()

    def compare(
        self, sheet: ReadSheet, lookup: PopulationLookup, answers: Answers
    ) -> list[PreviewRow]:
        seen: dict[tuple[int, int], int] = {}
        return [self._compare_row(row, sheet, lookup, seen) for row in sheet.rows]

    def _compare_row(
        self,
        row: ReadRow,
        sheet: ReadSheet,
        lookup: PopulationLookup,
        seen: dict[tuple[int, int], int],
    ) -> PreviewRow:
        territory = _territory(row, sheet, lookup)
        figures = _figures(row)
        if territory and not row.errors:
            _refuse_repeated(row, territory, figures, seen)
        label = territory.name if territory else words(row.values.get("name"))
        told: PreviewRow = {"number": row.number, "label": label}
        if row.errors or territory is None:
            return {**told, "status": "refused", "errors": errors_by_cell(row, sheet)}
        changes = _changes(territory, figures, lookup)
        if not changes:
            return {**told, "status": "unchanged"}
        return {**told, "status": "changed", "pk": territory.pk, "changes": changes}

    def write(self, row: PreviewRow, by: Any, reason: str) -> None:
        territory = Territory.objects.get(pk=row["pk"])
        for each in row["changes"]:
            stored = Population.objects.filter(territory=territory, year=each["year"]).first()
            if (stored.number if stored else None) != each["was"]:
                raise ValidationError(f"численность на {each['year']} год после проверки изменили.")
            actions.set_population(territory, each["year"], each["number"], by)


def _territory(row: ReadRow, sheet: ReadSheet, lookup: PopulationLookup) -> Territory | None:
    """Find the territory of a row, or add the fault to it."""
    code, name = row.values.get("oktmo", ""), row.values.get("name", "")
    found = lookup.by_code.get(code)
    if code and found is None:
        row.errors.append(
            ("oktmo", f"территории с кодом ОКТМО «{code}» нет. Исправьте код или добавьте её.")
        )
        return None
    named = lookup.by_name.get(normalise(name), [])
    if found:
        if name and found not in named:
            message = f"по коду ОКТМО это «{found.name}», а здесь «{name}». Исправьте одно из двух."
            row.errors.append(("name", message))
        return found
    if len(named) == 1:
        return named[0]
    field = "name" if "name" in sheet.letters else "oktmo"
    if field not in {each for each, _ in row.errors}:
        row.errors.append((field, _not_named(name, bool(named))))
    return None


def _not_named(name: str, has_several: bool) -> str:
    if not name:
        return "не указана территория. Впишите код ОКТМО или название."
    if has_several:
        return f"территорий с именем «{name}» несколько. Впишите код ОКТМО."
    return f"территории «{name}» нет в реестре. Напишите как в списке территорий или код ОКТМО."


def _figures(row: ReadRow) -> list[tuple[str, int, int]]:
    """Return (field, year, number) of a row, with faults of years and numbers added to it."""
    told = [
        (field, int(field.removeprefix("year_")), value)
        for field, value in row.values.items()
        if field.startswith("year_") and value is not None
    ]
    year, number = row.values.get("year"), row.values.get("number")
    bad = {field for field, _ in row.errors}
    if year and number is not None:
        told.append(("number", year, number))
    elif number is not None and "year" in row.values and "year" not in bad:
        row.errors.append(("year", "не указан год. Впишите четыре цифры, например 2025."))
    last = timezone.localdate().year + 1
    for field, of_year, value in told:
        if not FIRST_YEAR <= of_year <= last:
            place = "year" if field == "number" else field
            row.errors.append((place, f"год {of_year}: нужен от {FIRST_YEAR} до {last}."))
        if value == 0:
            row.errors.append((field, "стоит 0. Впишите число жителей или оставьте ячейку пустой."))
    return told


def _refuse_repeated(
    row: ReadRow,
    territory: Territory,
    figures: Sequence[tuple[str, int, int]],
    seen: dict[tuple[int, int], int],
) -> None:
    for field, year, _ in figures:
        before = seen.setdefault((territory.pk, year), row.number)
        if before != row.number:
            message = f"«{territory.name}» за {year} год уже есть в строке {before}. Оставьте одну."
            row.errors.append((field, message))


def _shown(number: int | None) -> str:
    """Return inhabitants as people read them, «9 800»; nobody told of as «пусто»."""
    return readable(None) if number is None else format_number(number)


def _changes(
    territory: Territory,
    figures: Sequence[tuple[str, int, int]],
    lookup: PopulationLookup,
) -> list[dict[str, Any]]:
    return [
        {
            "label": f"жителей на 1 января {year} года",
            "before": _shown(lookup.known.get((territory.pk, year))),
            "after": _shown(number),
            "year": year,
            "was": lookup.known.get((territory.pk, year)),
            "number": number,
        }
        for _, year, number in sorted(figures, key=lambda each: each[1])
        if lookup.known.get((territory.pk, year)) != number
    ]


POPULATION = PopulationImporter()


def write_population() -> bytes:
    """Return a workbook of all territories in their order, with the inhabitants of each year."""
    known: dict[int, dict[int, int]] = defaultdict(dict)
    for population in Population.objects.all():
        known[population.territory_id][population.year] = population.number
    territories: list[Any] = [node.territory for node in territory_tree()]
    for territory in territories:
        territory.inhabitants = known[territory.pk]
    years = sorted({year for numbers in known.values() for year in numbers})
    columns = (OKTMO, NAME, KIND, *map(_year_column, years))
    return write_rows("Население", columns, territories)


def write_population_template() -> bytes:
    """Return a workbook to fill in: all territories, with the years that come next."""
    last = timezone.localdate().year
    years = map(_year_column, range(last - _YEARS_SHOWN + 1, last + 1))
    return write_template("Население", (OKTMO, NAME, *years), {}, {})
