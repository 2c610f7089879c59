import datetime
import io

import pytest
import xlsxwriter
from openpyxl import Workbook

from common.spreadsheets import find_delimiter, read_text, read_text_table, read_workbook
from common.uploads import UploadError
from tests.common import hostile


def rows_of(data: bytes) -> list[list]:
    return read_workbook(data, "файл.xlsx")[0].rows


def test_cells_keep_their_kinds():
    data = hostile.workbook(
        ["0012", 12, 12.0, 2.5, True, datetime.date(2024, 3, 1), None, "конец"], [None, None], ["x"]
    )
    assert rows_of(data) == [
        ["0012", 12, 12, 2.5, True, "2024-03-01", None, "конец"],
        [],
        ["x"],
    ]


def test_sheets_keep_their_titles():
    book = Workbook()
    book.active.title = "Библиотеки"
    book.create_sheet("Справочник").append(["да"])
    titles = [sheet.title for sheet in read_workbook(hostile.saved(book), "файл.xlsx")]
    assert titles == ["Библиотеки", "Справочник"]


def test_control_and_direction_marks_are_stripped():
    data = hostile.workbook(["Зел\u202eёная\u200b"])
    assert rows_of(data) == [["Зелёная"]]


def test_formula_without_a_saved_result_is_reported_and_not_taken_for_empty():
    sheet = read_workbook(hostile.workbook(["a", "=1+1"]), "файл.xlsx")[0]
    assert sheet.unsaved_formulas == ("B1",)


def test_formula_with_a_saved_result_gives_the_result():
    data = hostile.with_sheet(
        '<sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row></sheetData>'
    )
    sheet = read_workbook(data, "файл.xlsx")[0]
    assert sheet.rows == [[2]]
    assert sheet.unsaved_formulas == ()


def test_declared_dimension_of_17_billion_cells_is_not_believed():
    data = hostile.with_sheet(
        '<dimension ref="A1:XFD1048576"/>'
        '<sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData>'
    )
    assert rows_of(data) == [[7]]


@pytest.mark.parametrize(
    ("cell", "message"), [("A1048576", "больше 50000 строк"), ("XFD1", "больше 1000 столбцов")]
)
def test_far_cell_is_refused_with_advice(cell, message):
    row = "".join(filter(str.isdigit, cell))
    data = hostile.with_sheet(
        f'<sheetData><row r="{row}"><c r="{cell}"><v>7</v></c></row></sheetData>'
    )
    with pytest.raises(UploadError, match=message):
        rows_of(data)


def test_shared_string_repeated_in_many_cells_is_refused():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for row in range(1_000):
        sheet.write(row, 0, "я" * 30_000)
    book.close()
    with pytest.raises(UploadError, match="слишком много ячеек или текста"):
        rows_of(out.getvalue())


def test_broken_sheet_gets_a_clear_message():
    data = hostile.with_sheet("<sheetData><row r='1'><c r=")
    with pytest.raises(UploadError, match="повреждён"):
        rows_of(data)


def test_text_where_a_workbook_is_wanted_is_refused():
    with pytest.raises(UploadError, match="простой текст"):
        read_workbook(b"code;name", "файл.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_text_is_read_in_every_usual_encoding(encoding):
    text = "код\tназвание\n1\tЗелёная библиотека № 5 «Истоки»\n"
    assert read_text(text.encode(encoding), "список.tsv") == text


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866"])
def test_text_in_a_foreign_encoding_is_refused_and_never_garbled(encoding):
    text = "Сельская библиотека проводит день открытых дверей и выставку новых книг"
    with pytest.raises(UploadError, match="неизвестной кодировке"):
        read_text(text.encode(encoding), "список.csv")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a\tb, c\n1\t2\n", "\t"),
        ("код;цена\n1;2,5\n2;3,5\n", ";"),
        ("a,b\n1,2\n", ","),
        ("просто строка, с запятой\nи другая\nтретья\n", "\t"),
    ],
)
def test_delimiter_is_what_most_lines_agree_on(text, delimiter):
    assert find_delimiter(text) == delimiter


def test_quoted_cell_keeps_its_lines_together():
    table = read_text_table('код;адрес\n1;"ул. Мира,\n5"\n'.encode("cp1251"), "a.csv")
    assert table == [["код", "адрес"], ["1", "ул. Мира,\n5"]]
