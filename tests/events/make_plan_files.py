"""Builds plan.docx and plan.xlsx of tests/events/data from plan.tsv.

Run once after a change of the table: python -m tests.events.make_plan_files
"""

import csv
import re
from pathlib import Path

from docx import Document
from openpyxl import Workbook

DATA = Path(__file__).parent / "data"
TITLE = "Сводный план основных мероприятий областных библиотек Приозёрской области на 2024 год"


def table_rows() -> list[list[str]]:
    with (DATA / "plan.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t"))


def make_document(rows: list[list[str]], path: Path) -> None:
    """Titles stand in italics as runs of their own; a heading takes the whole width."""
    document = Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=0, cols=4)
    for row in rows:
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[3]).text = row[0]
            continue
        for column, text in enumerate(row):
            paragraph = cells[column].paragraphs[0]
            for piece in re.split(r"(«.*»)", text):
                paragraph.add_run(piece).italic = column == 1 and piece.startswith("«")
    document.save(str(path))


def make_workbook(rows: list[list[str]], path: Path) -> None:
    """The title and the heading stand in merged cells."""
    book = Workbook()
    sheet = book.active
    sheet.title = "План"
    for number, row in enumerate([[TITLE], *rows], start=1):
        sheet.append([cell or None for cell in row])
        if len(row) == 1:
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=4)
    book.save(path)


if __name__ == "__main__":
    make_document(table_rows(), DATA / "plan.docx")
    make_workbook(table_rows(), DATA / "plan.xlsx")
