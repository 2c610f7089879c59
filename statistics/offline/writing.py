"""The workbook to take away: a list of the libraries, a sheet for each, and the hidden note."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from common.text import strip_controls
from statistics.answers import Reply
from statistics.models import Campaign, Submission
from statistics.offline import stamp
from statistics.offline.formulas import number_format, total_formula
from statistics.offline.limits import add_limits
from statistics.offline.looks import Brush
from statistics.offline.places import NAME_COLUMNS, FormPlaces, Place, places_of
from statistics.queries.answers import Sheet

LIST = "Список"
# As many sheets as are read back, less the list and the hidden note.
MAX_FORMS = 100
HOW_TO = (
    "Заполняйте светло-жёлтые ячейки. 0 — такого не было; «н/д: причина» — данных нет и почему; "
    "пустая ячейка — ещё не заполнено.",
    "Серые ячейки и итоги закрыты: итоги считаются сами. Курсивом под строкой — прошлый год.",
    "Не переставляйте строки и листы: портал узнаёт ячейки по их месту. Формулы в ячейки не "
    "вставляйте, только числа.",
)
_TITLE_LENGTH = 31
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
_NAME_WIDTH, _NUMBER_WIDTH, _ANSWER_WIDTH = 38, 8, 14
_LINE_HEIGHT = 12.5


@dataclass(frozen=True)
class Given:
    """One library's report as it is given out: its sheet's title and what stands in the form."""

    title: str
    submission: Submission
    sheet: Sheet

    @property
    def with_last(self) -> bool:
        return bool(self.sheet.previous)


def head_of(form: str, period: str, code: str, library: str) -> tuple[str, ...]:
    """Return the lines above the form; `period` is in words, «2025 год»."""
    return (
        form,
        f"за {period}",
        f"Библиотека: {library}, код {code}",
        *HOW_TO,
    )


def write_workbook(campaign: Campaign, given: Sequence[tuple[Submission, Sheet]]) -> bytes:
    """Return a workbook with the forms of the libraries, in the order given."""
    book = Workbook(write_only=True)
    forms = [
        Given(_title(number, one.library.name), one, sheet)
        for number, (one, sheet) in enumerate(given, start=1)
    ]
    _write_list(book, campaign, forms)
    stamps = [_write_form(book, campaign, form) for form in forms]
    _write_stamps(book, stamps)
    book.security = WorkbookProtection(lockStructure=True)
    book.active = 1 if len(forms) == 1 else 0
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _title(number: int, name: str) -> str:
    clean = " ".join(_NOT_IN_TITLES.sub(" ", strip_controls(name)).split())
    title = f"{number}. {clean}"
    return title if len(title) <= _TITLE_LENGTH else f"{title[: _TITLE_LENGTH - 1].strip()}…"


def _write_list(book: Workbook, campaign: Campaign, forms: Sequence[Given]) -> None:
    sheet = book.create_sheet(LIST)
    sheet.protection.sheet = True
    _set_page(sheet)
    brush = Brush(sheet)
    for column, width in zip("ABCD", (6, 12, 62, 20), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.append([brush.cell("title", campaign.form.title)])
    sheet.append([brush.cell("line", f"за {campaign.period_words}")])
    for line in HOW_TO:
        sheet.append([brush.cell("line", line)])
    sheet.append([])
    headings = ("№", "Код", "Библиотека", "Состояние")
    sheet.append([brush.cell("heading", heading) for heading in headings])
    first = len(HOW_TO) + 5
    for number, form in enumerate(forms, start=1):
        one = form.submission
        name = brush.cell("name", one.library.name)
        name.hyperlink = Hyperlink(ref="A1", location=f"'{form.title}'!A1")
        name.hyperlink.ref = f"C{first + number - 1}"
        state = brush.cell("name", one.get_state_display())
        code = brush.cell("number", one.library.code)
        sheet.append([brush.cell("number", number), code, name, state])


def _write_form(book: Workbook, campaign: Campaign, form: Given) -> stamp.Stamp:
    library = form.submission.library
    head = head_of(campaign.form.title, campaign.period_words, library.code, library.name)
    places = places_of(form.sheet.layout, head, form.with_last)
    sheet = book.create_sheet(form.title)
    _set_up(sheet, places)
    brush = Brush(sheet)
    totals = _totals(form.sheet, places)
    for number, row in enumerate(places.rows, start=1):
        height = _height(row)
        if height:
            sheet.row_dimensions[number].height = height
        sheet.append(_row(brush, row, form, totals))
    for row in places.rows:
        for place in row:
            if place.width > 1 or place.height > 1:
                sheet.merged_cells.add(place.range)
    add_limits(sheet, places, form.sheet.layout)
    return _stamp(campaign, form)


def _set_up(sheet: Any, places: FormPlaces) -> None:
    sheet.protection.sheet = True
    # Whoever fills the form may widen a column that is too narrow for her.
    sheet.protection.formatColumns = False
    sheet.freeze_panes = f"{get_column_letter(NAME_COLUMNS + 1)}1"
    sheet.column_dimensions["A"].width = _NAME_WIDTH
    sheet.column_dimensions["B"].width = _NUMBER_WIDTH
    for column in range(NAME_COLUMNS + 1, places.width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _ANSWER_WIDTH
    _set_page(sheet)


def _set_page(sheet: Any) -> None:
    """Print over the width of a sheet of A4, on as many pages as it takes."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _height(row: Sequence[Place]) -> float | None:
    """Return the height that the words of a merged heading need: no program finds it itself."""
    lines = [1.0]
    for place in row:
        if place.look in ("heading", "name"):
            width = _NAME_WIDTH if place.column == 1 else place.width * _ANSWER_WIDTH
            lines.append(-(-len(place.text) // max(int(width * 0.95), 1)) / place.height)
    return max(lines) * _LINE_HEIGHT + 3 if max(lines) > 1 else None


def _totals(sheet: Sheet, places: FormPlaces) -> Mapping[str, str]:
    at = {address: place.coordinate for address, place in places.answers.items()}
    return {total.address: total_formula(total, at) for total in sheet.layout.totals}


def _row(brush: Brush, row: Sequence[Place], form: Given, totals: Mapping[str, str]) -> list[Any]:
    cells: list[Any] = [None] * max((one.column + one.width - 1 for one in row), default=0)
    for place in row:
        cells[place.column - 1] = _cell(brush, place, form, totals)
        for beside in range(place.column, place.column + place.width - 1):
            cells[beside] = brush.cell(place.look, None)
    return cells


def _cell(brush: Brush, place: Place, form: Given, totals: Mapping[str, str]) -> Any:
    if place.text.isdigit() and place.look in ("number", "numbering"):
        # As numbers: Excel marks digits that are kept as words.
        return brush.cell(place.look, int(place.text), "0" * len(place.text))
    if place.look == "year":
        return brush.cell("last", f"{form.submission.campaign.year - 1} год")
    if not place.address:
        return brush.cell(place.look, place.text)
    spec = form.sheet.layout.cells[place.address]
    state = form.sheet.cells[place.address]
    if place.look == "last":
        return brush.cell("last", _value(state.last), number_format(spec))
    if place.address in totals:
        return brush.cell("total", totals[place.address], number_format(spec))
    return brush.cell("cell", _value(state.reply), number_format(spec))


def _value(reply: Reply | None) -> int | float | str | None:
    if reply is None:
        return None
    return reply.text if reply.number is None else _number(reply.number)


def _number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _stamp(campaign: Campaign, form: Given) -> stamp.Stamp:
    return stamp.Stamp(
        sheet=form.title,
        campaign=campaign.name,
        form=campaign.short_title,
        edition=campaign.edition.checksum,
        submission=form.submission.pk,
        code=form.submission.library.code,
        library=form.submission.library.name,
        with_last=form.with_last,
        cells={
            address: (state.version, state.text)
            for address, state in form.sheet.cells.items()
            if state.reply is not None and not form.sheet.layout.cells[address].is_total
        },
    )


def _write_stamps(book: Workbook, stamps: Sequence[stamp.Stamp]) -> None:
    sheet = book.create_sheet(stamp.SHEET)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    for row in stamp.written(stamps):
        sheet.append(row)
