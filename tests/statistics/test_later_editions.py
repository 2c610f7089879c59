"""The 2019 edition of 6-НК and the form of school libraries against the facts of their sources."""

from decimal import Decimal

import pytest

from statistics.actions.editions import SHIPPED
from statistics.checks.engine import Answer, run_checks
from statistics.layout import Layout, parse_definition
from statistics.layout.files import read_edition_file


def read(name: str) -> Layout:
    return parse_definition(read_edition_file(SHIPPED / f"{name}.yaml"))


@pytest.fixture(scope="module")
def layout_2015() -> Layout:
    return read("6-nk-2015")


@pytest.fixture(scope="module")
def layout_2019() -> Layout:
    return read("6-nk-2019")


@pytest.fixture(scope="module")
def school() -> Layout:
    return read("school-library-1")


def broken(layout: Layout, figures: dict[str, int], last: dict[str, int] | None = None) -> set[str]:
    now = {address: Answer(Decimal(figures.get(address, 0))) for address in layout.cells}
    before = {address: Answer(Decimal((last or {}).get(address, 0))) for address in layout.cells}
    return {finding.code for finding in run_checks(layout, now, before)}


def test_only_section_4_differs_and_the_edition_says_so(layout_2015: Layout, layout_2019: Layout):
    differing = set(layout_2015.cells.items()) ^ set(layout_2019.cells.items())
    assert {address.split(".")[0] for address, _cell in differing} == {"4"}
    section = layout_2019.section(4)
    assert [cell.address for cell in section.cells] == [f"4.11.{n}" for n in range(2, 15)]
    assert len(layout_2019.cells) == 182
    assert "изменён раздел 4" in layout_2019.title
    assert "кроме раздела 4, как в редакции 2015 года" in layout_2019.order


def test_the_checks_of_section_4_went_along_to_its_new_row(
    layout_2015: Layout, layout_2019: Layout
):
    codes = [{check.code for check in each.checks} for each in (layout_2015, layout_2019)]
    assert codes[1] - codes[0] == {"s4-mobile"}
    assert not codes[0] - codes[1]
    moved = [check.expression.replace("4.12.", "4.11.") for check in layout_2015.checks]
    same = [check.expression for check in layout_2019.checks if check.code != "s4-mobile"]
    assert same == moved


@pytest.mark.parametrize(
    ("figures", "codes"),
    [
        ({}, set()),
        ({"4.11.6": 1}, {"s4-users"}),
        ({"4.11.5": 1}, {"s4-ages"}),
        ({"4.11.9": 1}, {"s4-visits"}),
        ({"4.11.11": 1}, {"s4-remote"}),
        ({"4.11.12": 1}, {"s4-mobile"}),
        ({"4.11.13": 9, "4.11.14": 90}, set()),
        ({"4.11.2": 1, "4.11.3": 1}, {"x-users-loans"}),
    ],
)
def test_relations_of_the_later_section_4(
    layout_2019: Layout, figures: dict[str, int], codes: set[str]
):
    assert broken(layout_2019, figures) == codes


def test_the_school_form_has_its_rows_and_its_flags(school: Layout):
    fund, service = school.sections
    assert [row.label for row in fund.rows] == [f"{n:02}" for n in range(1, 10)]
    assert [column.number for column in fund.columns] == [3, 4, 5]
    assert [row.label for row in service.rows] == [f"{n:02}" for n in range(1, 13)]
    flags = [cell.row for cell in school.cells.values() if cell.kind == "flag"]
    assert flags == list(range(6, 13))
    assert len(school.cells) == 39


@pytest.mark.parametrize(
    ("figures", "last", "codes"),
    [
        ({}, {}, set()),
        ({"1.06.3": 5}, {}, {"s1-total@1.01.3", "s1-balance@1.06.5"}),
        ({"1.02.4": 2, "1.02.3": 2}, {}, {"s1-contents@1.02.3", "s1-contents@1.02.4"}),
        ({"1.08.5": 3, "1.01.5": 3}, {"1.08.5": 3, "1.01.5": 3}, set()),
        ({"1.08.5": 3, "1.01.5": 3}, {}, {"s1-balance@1.08.5", "s1-balance@1.01.5"}),
        ({"2.02.3": 1, "2.07.3": 1}, {}, {"s2-computers"}),
        ({"2.03.3": 1}, {}, {"s2-internet"}),
        ({"2.09.3": 2}, {}, {"s2-flags@2.09.3"}),
        ({"2.01.3": 9, "2.02.3": 1}, {}, {"s2-places-computers"}),
        ({"2.04.3": 9}, {}, {"x-users-visits"}),
        ({"2.05.3": 130}, {"2.05.3": 100}, {"y-visits-change"}),
        ({"2.04.3": 101, "2.05.3": 500}, {"2.04.3": 101}, {"y-users-same"}),
    ],
)
def test_relations_of_the_school_form(
    school: Layout, figures: dict[str, int], last: dict[str, int], codes: set[str]
):
    assert broken(school, figures, last) == codes
