"""The 2015 edition of 6-НК against the facts of the printed form."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings

from statistics.layout import Layout, UnknownCell, parse_definition

EDITION = Path(settings.BASE_DIR) / "statistics" / "editions" / "6-nk-2015.yaml"
OPEN_CELLS = {1: 27, 2: 29, 3: 28, 4: 10, 5: 46, 6: 15, 7: 24}


@pytest.fixture(scope="module")
def layout() -> Layout:
    return parse_definition(yaml.safe_load(EDITION.read_text()))


def test_the_form_has_179_open_cells_in_seven_sections(layout: Layout):
    assert {section.number: len(section.cells) for section in layout.sections} == OPEN_CELLS
    assert len(layout.cells) == 179


@pytest.mark.parametrize("address", ["2.05.5", "2.05.8", "2.05.10", "5.16.6", "5.16.8", "5.16.9"])
def test_a_closed_cell_is_not_a_cell(layout: Layout, address: str):
    with pytest.raises(UnknownCell):
        layout.canonical(address)


@pytest.mark.parametrize("written", ["2.4.3", "2.04.3", " 2 . 04 . 3 "])
def test_an_address_is_understood_with_and_without_the_leading_zero(layout: Layout, written: str):
    assert layout.canonical(written) == "2.04.3"


@pytest.mark.parametrize("written", ["", "2.4", "2.4.3.1", "8.01.1", "a.b.c", "2.٤.3"])
def test_what_is_no_address_of_the_form_is_refused(layout: Layout, written: str):
    with pytest.raises(UnknownCell):
        layout.canonical(written)


def test_flags_stand_where_the_form_has_them(layout: Layout):
    flags = {address for address, cell in layout.cells.items() if cell.kind == "flag"}
    expected = {f"1.01.{column}" for column in (2, 3, 4, 5, 6, 19, 20, 21, 22)}
    assert flags == expected | {f"3.{row:02d}.3" for row in (9, 10, 11, 12)}


def test_decimals_stand_where_the_form_has_them(layout: Layout):
    decimals = {a: cell.places for a, cell in layout.cells.items() if cell.kind == "decimal"}
    expected = {f"1.01.{column}": 1 for column in range(7, 15)}
    expected |= {f"7.19.{column}": 1 for column in range(2, 26)} | {"6.18.2": 2}
    assert decimals == expected


def test_units_carry_their_official_codes(layout: Layout):
    for address, unit, okei in [
        ("1.01.7", "квадратный метр", "055"),
        ("1.01.16", "единица", "642"),
        ("4.12.2", "человек", "792"),
        ("4.12.9", "посещение", "5451"),
        ("6.18.3", "человек", "792"),
        ("7.19.2", "тысяча рублей", "384"),
    ]:
        cell = layout.cells[address]
        assert (cell.unit, cell.okei) == (unit, okei)


def test_section_1_is_printed_in_three_blocks_of_one_row(layout: Layout):
    blocks = layout.section(1).blocks
    assert [len(block.rows) for block in blocks] == [1, 1, 1]
    assert [column.number for block in blocks for column in block.columns] == list(range(2, 29))


def test_flags_of_section_3_are_a_table_of_their_own(layout: Layout):
    main, flags = layout.section(3).blocks
    assert [row.label for row in main.rows] == ["06", "07", "08"]
    assert [row.label for row in flags.rows] == ["09", "10", "11", "12"]
    assert [column.number for column in flags.columns] == [3]
    assert [row.number for row in layout.section(3).rows] == list(range(6, 13))


def test_a_cell_is_titled_in_full_words(layout: Layout):
    assert layout.cells["2.04.4"].title == (
        "Состоит документов на конец отчётного года — в том числе: "
        "печатные издания и неопубликованные документы"
    )
    assert layout.cells["2.04.4"].place == "раздел 2, строка 04, графа 4"


def test_a_milliard_seats_are_asked_about_but_can_be_written(layout: Layout):
    seats = layout.cells["1.01.16"]
    assert seats.ask_above is not None
    assert seats.ask_above < 10**9 < 10**seats.max_digits
