"""What Excel lets a person type: it refuses at once what the portal would refuse afterwards."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation

from statistics.answers import NO_DATA
from statistics.layout import CellSpec, Layout
from statistics.offline.places import FormPlaces, Place


def add_limits(sheet: Any, places: FormPlaces, layout: Layout) -> None:
    """Give the open cells of a sheet their limits, one for neighbours that take the same."""
    for run in _runs(places, layout):
        spec = layout.cells[run[0].address]
        rule = DataValidation(
            type="custom",
            formula1=_formula(spec, run[0].coordinate),
            allow_blank=True,
            showErrorMessage=True,
            errorTitle="Так не подойдёт",
            error=_words(spec),
        )
        if spec.kind == "flag":
            rule.promptTitle, rule.prompt = "Да или нет", _words(spec)
            rule.showInputMessage = True
        rule.add(f"{run[0].coordinate}:{run[-1].coordinate}")
        sheet.data_validations.append(rule)


def _runs(places: FormPlaces, layout: Layout) -> Iterator[list[Place]]:
    run: list[Place] = []
    for place in places.answers.values():
        if layout.cells[place.address].is_total:
            continue
        if run and not _goes_on(run[-1], place, layout):
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _goes_on(before: Place, place: Place, layout: Layout) -> bool:
    beside = place.row == before.row and place.column == before.column + 1
    first, second = layout.cells[before.address], layout.cells[place.address]
    return beside and _takes(first) == _takes(second)


def _takes(spec: CellSpec) -> tuple[str, int, int]:
    return spec.kind, spec.places, spec.max_digits


def _formula(spec: CellSpec, place: str) -> str:
    """Return what must hold in the cell at `place`: a number of its kind, or «н/д» with words."""
    number = f"AND(ISNUMBER({place}),{place}>=0,{_of_kind(spec, place)})"
    return f'OR(LEFT({place},{len(NO_DATA)})="{NO_DATA}",{number})'


def _of_kind(spec: CellSpec, place: str) -> str:
    if spec.kind == "flag":
        return f"OR({place}=0,{place}=1)"
    # Excel keeps fifteen digits, so that the last of a fraction may be a little off.
    top = f"{Decimal(10) ** spec.max_digits:f}"
    return f"{place}<{top},ABS(ROUND({place},{spec.places})-{place})<0.0000001"


def _words(spec: CellSpec) -> str:
    """Return in words what the cell takes."""
    no_data = "Нет данных — «н/д: причина»."
    if spec.kind == "flag":
        return f"1 — да, 0 — нет. {no_data}"
    if spec.places:
        return f"Число не меньше нуля, знаков после запятой не больше {spec.places}. {no_data}"
    return f"Целое число не меньше нуля. {no_data}"
