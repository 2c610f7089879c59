import datetime
from decimal import Decimal

import pytest

from common.tables import Column, Row, Table, TableSet
from reports.delimited import render_csv


def lines_of(*values) -> list[str]:
    columns = tuple(Column(f"c{number}", f"Графа {number}") for number, _ in enumerate(values))
    content = TableSet("Свод", (Table("Свод", columns, (Row(values),)),))
    return render_csv(content).decode("utf-8-sig").splitlines()


@pytest.mark.parametrize("words", ["=1+1", "+7", "-1", "@СУММ", "\t=1+1"])
def test_words_that_a_spreadsheet_would_compute_get_an_apostrophe(words):
    assert lines_of(words)[1] == f"'{words}"


def test_numbers_stay_numbers_with_a_comma_and_a_minus():
    assert lines_of(-5, Decimal("-1.50"), None)[1] == "-5;-1,50;"


def test_days_are_written_as_russian_programs_read_them():
    assert lines_of(datetime.date(2026, 1, 11))[1] == "11.01.2026"
