"""Indicators against a published regional table, over editions, and wrong files."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from statistics.actions.editions import SHIPPED
from statistics.indicators import evaluate, load_indicators, parse_indicators
from statistics.layout import EditionError, Layout, parse_definition
from statistics.layout.files import read_edition_file

DATA = Path(__file__).parent / "data"
FUND, RECEIVED, WITHDRAWN = "2.04.3", "2.02.3", "2.03.3"


def districts() -> Iterator[Any]:
    """Yield figures of a published summary: twelve districts, two years each."""
    with (DATA / "fund-by-district.csv").open() as file:
        for row in csv.DictReader(file):
            for year in ("2015", "2016"):
                figures = {key[:-4]: value for key, value in row.items() if key.endswith(year)}
                yield pytest.param(figures, id=f"{row['district']} {year}")


@pytest.fixture(scope="module")
def layout() -> Layout:
    return parse_definition(read_edition_file(SHIPPED / "6-nk-2015.yaml"))


@pytest.fixture(scope="module")
def later() -> Layout:
    return parse_definition(read_edition_file(SHIPPED / "6-nk-2019.yaml"))


@pytest.mark.parametrize("figures", list(districts()))
def test_renewal_and_growth_are_those_of_the_published_table(
    layout: Layout, figures: dict[str, str]
):
    sums = {
        FUND: Decimal(figures["fond"]),
        RECEIVED: Decimal(figures["in"]),
        WITHDRAWN: Decimal(figures["out"]),
    }
    known = load_indicators()
    assert evaluate(known["renewal"], layout, sums) == Decimal(figures["renew"])
    assert evaluate(known["growth"], layout, sums) == Decimal(figures["growth"])


SUMS = {
    FUND: Decimal(7100000),
    RECEIVED: Decimal(142000),
    WITHDRAWN: Decimal(213000),
    "4.12.2": Decimal(374000),
    "4.12.7": Decimal(3366000),
    "5.17.3": Decimal(7900000),
    "7.19.10": Decimal("935000.5"),
}


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("reading", "21.1"),
        ("attendance", "9.0"),
        ("turnover", "1.11"),
        ("fund_per_user", "18.98"),
        ("fund_per_person", "7.10"),
        ("renewal", "2.00"),
        ("withdrawal", "3.00"),
        ("coverage", "37.4"),
        ("cost_per_user", "2500.00"),
        ("cost_per_person", "935.00"),
        ("cost_per_library", "2231.5"),
        ("users", "374000"),
        ("population", "1000000"),
        ("libraries", "419"),
    ],
)
def test_each_formula_is_that_of_the_field(layout: Layout, code: str, value: str):
    found = evaluate(load_indicators()[code], layout, SUMS, population=1_000_000, libraries=419)
    assert str(found) == value


def test_halves_are_rounded_up(layout: Layout):
    sums = {RECEIVED: Decimal(1), FUND: Decimal(800)}
    assert evaluate(load_indicators()["renewal"], layout, sums) == Decimal("0.13")


@pytest.mark.parametrize("sums", [{}, {FUND: Decimal(5)}, {RECEIVED: Decimal(5), FUND: Decimal(0)}])
def test_without_its_parts_an_indicator_is_unknown_and_not_zero(
    layout: Layout, sums: dict[str, Decimal]
):
    assert evaluate(load_indicators()["renewal"], layout, sums) is None


def test_an_indicator_stands_in_another_cell_of_another_edition(layout: Layout, later: Layout):
    users = load_indicators()["users"]
    assert (users.cell(layout), users.cell(later)) == ("4.12.2", "4.11.2")
    assert evaluate(users, later, {"4.11.2": Decimal(7)}) == 7


@pytest.mark.parametrize("name", ["layout", "later"])
def test_every_indicator_stands_in_the_shipped_editions(name: str, request: pytest.FixtureRequest):
    layout = request.getfixturevalue(name)
    for indicator in load_indicators().values():
        for address in indicator.cells_needed(layout):
            assert address in layout.cells
            assert layout.canonical(address) == address
        own = indicator.cell(layout)
        if own:
            assert layout.cells[own].places == indicator.places


def test_a_ratio_is_told_from_a_sum():
    ratios = {code for code, one in load_indicators().items() if one.is_ratio}
    assert {"reading", "coverage", "cost_per_library"} <= ratios
    assert not {"growth", "fund", "population"} & ratios


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ({"formula": "a / b"}, "показателя «b» нет"),
        ({"formula": "a / c"}, "«c» — тоже формула"),
        ({"formula": "a ** b"}, "формула пишется вида"),
        ({"formula": "a", "given": True}, "ровно одно из"),
        ({}, "ровно одно из"),
        ({"cells": {"2015": 4}}, "слова по словам"),
        ({"code": "a", "given": True}, "такой код уже есть"),
        ({"given": True, "colour": "red"}, "неизвестный ключ «colour»"),
    ],
)
def test_a_wrong_indicator_is_told(item: dict[str, Any], told: str):
    good = [
        {"code": "a", "title": "А", "unit": "ед.", "given": True},
        {"code": "c", "title": "В", "unit": "ед.", "formula": "a + a"},
    ]
    wrong = {"code": "d", "title": "Г", "unit": "ед.", **item}
    with pytest.raises(EditionError, match=told.replace("*", r"\*")):
        parse_indicators({"form": "6-nk", "indicators": [*good, wrong]})
