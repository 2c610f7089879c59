"""Taking a form away as a workbook, filling it in with openpyxl, and bringing it back."""

import io
from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from statistics.layout import layout_of
from statistics.models import Campaign, Submission
from statistics.offline.places import places_of
from statistics.offline.writing import head_of, write_workbook
from statistics.queries.sheets import read_sheets

HEAD = head_of("", "", "", "")


def given_out(campaign: Campaign, *submissions: Submission) -> bytes:
    """Return the workbook with the forms of the libraries, as the portal gives it out."""
    sheets = read_sheets(campaign, submissions)
    return write_workbook(campaign, [(one, sheets[one.pk]) for one in submissions])


def coordinates(campaign: Campaign, with_last: bool = False) -> dict[str, tuple[int, int]]:
    """Return row and column of every cell of the form on its sheet."""
    places = places_of(layout_of(campaign.edition), HEAD, with_last)
    return {address: (place.row, place.column) for address, place in places.answers.items()}


def changed(data: bytes, change: Callable[[Workbook], None]) -> bytes:
    """Return the workbook as a person would leave it: opened, changed and saved."""
    book = load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def filled_in(
    data: bytes, campaign: Campaign, values: Mapping[str, Any], number: int = 1, **how: bool
) -> bytes:
    """Return the workbook with values typed into the cells of its sheet `number`."""
    at = coordinates(campaign, **how)

    def fill(book: Workbook) -> None:
        sheet = book.worksheets[number]
        for address, value in values.items():
            sheet.cell(*at[address]).value = value

    return changed(data, fill)


def as_upload(data: bytes, name: str = "бланк.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)
