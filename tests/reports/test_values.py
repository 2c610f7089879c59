"""The flat file of values: both forms, both manners of CSV, as many queries for many as for one."""

import csv
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from libraries.models import Library
from reports import xlsx_flat
from reports.actions import make, request_document
from reports.documents import open_document
from reports.models import DocumentFile
from reports.progress import listening
from statistics.models import Campaign, Submission, Value
from tests.factories import LibraryFactory
from tests.statistics.reported import report

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures(submission: Submission, foreign_submission: Submission) -> Campaign:
    return submission.campaign


def file_of(format_: str = "csv", **values: str) -> bytes:
    return open_document("values", {"campaign": "6-nk/2025", **values}).render(format_)


def rows_of(**values: str) -> list[dict[str, str]]:
    text = file_of(manner="plain", **values).decode()
    return list(csv.DictReader(StringIO(text)))


def test_the_long_form_has_a_row_a_value_with_the_reason_where_there_is_none(
    figures: Campaign, library: Library
):
    rows = [row for row in rows_of() if row["library_code"] == library.code]
    assert {row["cell"]: row["value"] for row in rows} == {
        "4.12.2": "1234",
        "5.17.3": "5000",
        "2.04.3": "",
    }
    none = next(row for row in rows if row["cell"] == "2.04.3")
    assert (none["state"], none["reason"]) == ("н/д", "учёт не вёлся")
    told = next(row for row in rows if row["cell"] == "4.12.2")
    assert (told["campaign"], told["edition"]) == ("6-nk/2025", "2015")
    assert told["organisation_code"] == str(library.organisation_id)
    assert told["oktmo"] == library.territory.oktmo
    assert (told["report_state"], told["state"]) == ("принят", "число")


def test_the_wide_form_has_a_row_a_library_even_one_that_answered_nothing(
    figures: Campaign, library: Library, foreign_library: Library
):
    silent = LibraryFactory(code="0000-first", organisation=library.organisation)
    report(figures, silent, {})
    rows = {row["library_code"]: row for row in rows_of(shape="wide")}
    assert set(rows) == {silent.code, library.code, foreign_library.code}
    assert rows[library.code]["2.04.3"] == "н/д"
    assert rows[foreign_library.code]["7.19.2"] == "12.5"
    assert rows[silent.code]["4.12.2"] == ""
    assert rows[library.code]["library"] == library.name
    assert sum(int(row["4.12.2"] or 0) for row in rows.values()) == 2000


def test_a_russian_excel_opens_it_by_a_double_click(figures: Campaign):
    content = file_of()
    assert content.startswith("\ufeffСбор;Редакция формы;".encode())
    assert "12,5;число;" in content.decode("utf-8-sig")


def test_words_of_people_never_become_formulas(figures: Campaign, library: Library):
    Library.objects.filter(pk=library.pk).update(name="=1+1")
    Value.objects.filter(number=None).update(no_data_reason="@SUM(A1)")
    assert "'=1+1" in file_of(shape="wide").decode("utf-8-sig")
    assert ";'@SUM(A1)" in file_of().decode("utf-8-sig")
    sheet = load_workbook(BytesIO(file_of("xlsx")))["Значения"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "@SUM(A1)")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_the_workbook_has_numbers_headings_and_explanations(figures: Campaign):
    book = load_workbook(BytesIO(file_of("xlsx", shape="wide")))
    sheet, told = book["Значения"], book["Пояснения"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    headings = [cell.value for cell in sheet[1]]
    place = headings.index("4.12.2")
    assert sorted(sheet.cell(row, place + 1).value for row in (2, 3)) == [766, 1234]
    words = {row[0].value: row[1].value for row in told.iter_rows()}
    assert "раздел 4, строка 12, графа 2" in words["4.12.2"]


def test_rows_that_do_not_fit_a_sheet_go_on_in_the_next(figures: Campaign, monkeypatch):
    monkeypatch.setattr(xlsx_flat, "MOST_ROWS", 4)
    book = load_workbook(BytesIO(file_of("xlsx")))
    assert book.sheetnames == ["Значения", "Значения 2", "Пояснения"]
    rows = [sheet.max_row - 1 for sheet in book.worksheets[:2]]
    assert rows == [4, 2]
    assert book["Значения 2"]["A1"].value == "Сбор"


def test_a_country_takes_as_many_queries_as_one_library(figures: Campaign, library: Library):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            document = open_document("values", {"campaign": "6-nk/2025", "shape": "wide"})
            assert document.data_version()
            document.render("csv")
        return len(captured)

    queries()
    few = queries()
    for _ in range(3):
        report(figures, LibraryFactory(organisation=library.organisation), {"4.12.2": 1})
    assert queries() == few <= 8


def test_the_version_follows_the_values_and_who_gave_them(figures: Campaign, library: Library):
    def version() -> str:
        return open_document("values", {"campaign": "6-nk/2025"}).data_version()

    seen = {version()}
    Value.objects.filter(number=1234).update(number=1235)
    seen.add(version())
    Value.objects.filter(number=1235).delete()
    seen.add(version())
    Submission.objects.filter(library=library).update(state=Submission.State.DRAFT)
    seen.add(version())
    assert len(seen) == 4


def test_it_is_made_in_the_background_and_tells_how_far_it_is(
    figures: Campaign, methodist, settings
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    document = open_document("values", {"campaign": "6-nk/2025"})
    file = request_document(document, "csv", methodist)
    assert file.state == DocumentFile.State.WAITING
    make(file)
    assert file.state == DocumentFile.State.READY
    assert file.file.read() == file_of()
    told: list[int] = []
    with listening(told.append):
        document.render("csv")
    assert told == sorted(set(told))
