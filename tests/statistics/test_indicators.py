"""Formulas of the field, over editions; wrong files and wrong formulas."""

import re
from decimal import Decimal
from typing import Any

import pytest

from statistics.actions.editions import SHIPPED
from statistics.checks.syntax import RuleError
from statistics.indicators import FILE, Indicator, parse_formula, parse_indicators
from statistics.indicators.naming import with_unit
from statistics.layout import EditionError, Layout, parse_definition
from statistics.layout.files import read_edition_file

FUND, RECEIVED, WITHDRAWN = "2.04.3", "2.02.3", "2.03.3"


@pytest.fixture(scope="module")
def layout() -> Layout:
    return parse_definition(read_edition_file(SHIPPED / "6-nk-2015.yaml"))


@pytest.fixture(scope="module")
def later() -> Layout:
    return parse_definition(read_edition_file(SHIPPED / "6-nk-2019.yaml"))


KNOWN = parse_indicators(read_edition_file(FILE))


def evaluate(
    indicator: Indicator, layout: Layout, sums: dict[str, Decimal], **given: int
) -> Decimal | None:
    """Compute the indicator from sums by address in one edition, and what the portal gives."""
    parts = {code: Decimal(number) for code, number in given.items()}
    for code in indicator.parts:
        address = KNOWN[code].cell(layout)
        if address in sums:
            parts[code] = sums[address]
    return indicator.compute(parts)


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
    found = evaluate(KNOWN[code], layout, SUMS, population=1_000_000, libraries=419)
    assert str(found) == value


def test_halves_are_rounded_up(layout: Layout):
    sums = {RECEIVED: Decimal(1), FUND: Decimal(800)}
    assert evaluate(KNOWN["renewal"], layout, sums) == Decimal("0.13")


@pytest.mark.parametrize("sums", [{}, {FUND: Decimal(5)}, {RECEIVED: Decimal(5), FUND: Decimal(0)}])
def test_without_its_parts_an_indicator_is_unknown_and_not_zero(
    layout: Layout, sums: dict[str, Decimal]
):
    assert evaluate(KNOWN["renewal"], layout, sums) is None


def test_an_indicator_stands_in_another_cell_of_another_edition(layout: Layout, later: Layout):
    users = KNOWN["users"]
    assert (users.cell(layout), users.cell(later)) == ("4.12.2", "4.11.2")
    assert evaluate(users, later, {"4.11.2": Decimal(7)}) == 7


@pytest.fixture(scope="module")
def school() -> Layout:
    return parse_definition(read_edition_file(SHIPPED / "school-library-1.yaml"))


@pytest.mark.parametrize("name", ["layout", "later", "school"])
def test_every_indicator_stands_in_the_shipped_editions(name: str, request: pytest.FixtureRequest):
    layout = request.getfixturevalue(name)
    of_form = [one for one in KNOWN.values() if one.form == layout.form and one.cells]
    for indicator in of_form:
        own = indicator.cell(layout)
        assert layout.canonical(own) == own
        assert layout.cells[own].places == indicator.places
    assert len(of_form) >= 8


def test_a_ratio_is_told_from_a_sum():
    ratios = {code for code, one in KNOWN.items() if one.is_ratio}
    assert {"reading", "coverage", "cost_per_library"} <= ratios
    assert not {"growth", "fund", "population"} & ratios


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ({"formula": "a / b"}, "показателя «b» нет"),
        ({"formula": "a * d"}, "зависит сама от себя"),
        ({"formula": "a ** c"}, "знак 4: ожидается показатель или число, а стоит «*»"),
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
    with pytest.raises(EditionError, match=re.escape(told)):
        parse_indicators({"form": "6-nk", "indicators": [*good, wrong]})


CODES = ("a", "b", "fund_per_user", "staff_2")


@pytest.mark.parametrize(
    ("text", "value", "is_sum"),
    [
        ("a - b", 6, True),
        ("-a + 2 * b", -2, True),
        ("a / 4 + b * 0.5", Decimal("4.5"), True),
        ("(a + b) / (a - b) * 3", 7, False),
        ("a * b", 40, False),
        ("100 / a", 10, False),
        ("a + 1", 11, False),
        ("fund_per_user - staff_2", 1, True),
    ],
)
def test_a_formula_is_plain_arithmetic(text: str, value: Decimal, is_sum: bool):
    formula = parse_formula(text, CODES)
    parts = {"a": 10, "b": 4, "fund_per_user": 3, "staff_2": 2}
    assert formula.compute({code: Decimal(n) for code, n in parts.items()}) == value
    assert formula.is_sum is is_sum


def test_a_half_is_a_half_though_decimals_do_not_hold_its_parts():
    half = {"code": "half", "title": "Половина", "unit": "ед.", "formula": "a / b * 1.5"}
    given = [{"code": code, "title": code, "unit": "ед.", "given": True} for code in ("a", "b")]
    one = parse_indicators({"form": "x", "indicators": [*given, half]})["half"]
    assert one.compute({"a": Decimal(1), "b": Decimal(3)}) == 1
    assert one.compute({"a": Decimal(-1), "b": Decimal(3)}) == -1


@pytest.mark.parametrize(
    ("text", "position", "told"),
    [
        ("a / bb", 4, "показателя «bb» нет"),
        ("fund_per_usr + a", 0, "похожие: fund_per_user"),
        ("a + ", 4, "а формула кончилась"),
        ("a b", 2, "ожидается конец формулы, а стоит «b»"),
        ("(a + b", 6, "ожидается «)»"),
        ("a = b", 2, "ожидается конец формулы"),
        ("a / (b > 1)", 4, "а стоит условие"),
        ("2.04.3 / a", 0, "а не адреса ячеек"),
        ("5 * 2", 0, "ни одного показателя"),
        ("a; b", 1, "непонятный знак «;»"),
        ("__import__(a)", 0, "непонятный знак «_»"),
        ("sum(a)", 0, "показателя «sum» нет"),
        ("(" * 40 + "a" + ")" * 40, 26, "слишком много вложенных скобок"),
    ],
)
def test_a_wrong_formula_points_at_the_character(text: str, position: int, told: str):
    with pytest.raises(RuleError) as raised:
        parse_formula(text, CODES)
    assert told in raised.value.message
    assert raised.value.position == position


def test_a_formula_of_formulas_is_computed_from_what_is_summed_and_rounded_once():
    items = [
        {"code": "loans", "title": "Выдача", "unit": "экз.", "cells": {"1": "1.01.2"}},
        {"code": "users", "title": "Пользователи", "unit": "чел.", "cells": {"1": "1.01.3"}},
        {"code": "reading", "title": "Читаемость", "unit": "экз.", "formula": "loans / users"},
        {"code": "twice", "title": "Вдвое", "unit": "экз.", "places": 2, "formula": "2 * reading"},
    ]
    twice = parse_indicators({"form": "x", "indicators": items})["twice"]
    assert twice.parts == ("loans", "users")
    assert twice.is_ratio
    assert twice.compute({"loans": Decimal(10), "users": Decimal(3)}) == Decimal("6.67")
    assert twice.formula.words({"reading": "Читаемость"}) == "2 × Читаемость"


@pytest.mark.parametrize(
    ("title", "unit", "named"),
    [
        ("Посещения", "ед.", "Посещения, ед."),
        ("Доля исключённых документов", "%", "Доля исключённых документов, %"),
        ("Читаемость", "экз. на пользователя", "Читаемость, экз. на пользователя"),
        ("Посадочные места", "ед.", "Посадочные места, ед."),
        ("Расходы на пользователя", "руб.", "Расходы на пользователя, руб."),
        ("Израсходовано: всего", "тысяча рублей", "Израсходовано: всего, тысяча рублей"),
        ("Число посещений, посещений: всего", "посещение", None),
        ("Число посещений: всего", "посещение", None),
        ("Площадь помещений, кв. м: всего", "квадратный метр", None),
        ("Лекции — Посетило, человек: из них дети", "человек", None),
        ("Израсходовано, тыс. рублей: всего", "тысяча рублей", None),
        ("Зарегистрированные пользователи, человек — Всего", "единица", None),
        ("Площадь, гектаров", "гектар", None),
        ("Принтер — Да — 1, нет — 0", "единица", None),
        ("Без единицы", "", None),
    ],
)
def test_a_figure_is_named_with_its_unit_once(title, unit, named):
    assert with_unit(title, unit) == (named or title)
