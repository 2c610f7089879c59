"""Every relation of the 2015 edition, broken by a figure at a time.

All zeros hold together, so the figures given are all that is wrong.
"""

from decimal import Decimal

import pytest

from statistics.actions.editions import SHIPPED
from statistics.checks.engine import Answer, run_checks
from statistics.layout import Layout, parse_definition
from statistics.layout.files import read_edition_file

# What is written at which address, and which relations break by it.
BROKEN: list[tuple[dict[str, int], set[str]]] = [
    *(({f"1.01.{c}": 2}, {f"s1-flags@1.01.{c}"}) for c in (2, 3, 4, 5, 6, 19, 20, 21, 22)),
    ({"1.01.7": 5}, {"s1-area"}),
    ({"1.01.11": 5}, {"s1-area"}),
    ({"1.01.9": 5}, {"s1-area-use"}),
    ({"1.01.13": 3}, {"s1-area-state"}),
    ({"1.01.14": 3}, {"s1-area-state"}),
    ({"1.01.17": 1}, {"s1-seats-computers"}),
    ({"1.01.18": 1}, {"s1-seats-internet"}),
    ({"1.01.25": 1}, {"s1-copiers-users"}),
    ({"1.01.26": 1}, {"s1-copiers-scans"}),
    ({"1.01.28": 1}, {"s1-transport"}),
    ({"2.05.6": 1}, {"s2-total@2.05.3"}),
    ({"2.03.8": 1}, {"s2-special@2.03.8", "s2-balance@2.04.8"}),
    ({"2.05.9": 1}, {"s2-peoples@2.05.9"}),
    ({"2.04.10": 1}, {"s2-foreign@2.04.10", "s2-balance@2.04.10"}),
    ({"2.04.3": 1, "2.04.7": 1}, {"s2-balance@2.04.3", "s2-balance@2.04.7"}),
    ({"3.06.4": 1}, {"s3-catalogue@3.06.4"}),
    ({"3.08.6": 1}, {"s3-library@3.08.6"}),
    *(({f"3.08.{c}": 1}, {f"s3-balance@3.08.{c}"}) for c in (3, 5, 7, 8, 9, 10)),
    *(({f"3.{r}.3": 2}, {f"s3-flags@3.{r}.3"}) for r in ("09", "10", "11", "12")),
    ({"4.12.6": 1}, {"s4-users"}),
    ({"4.12.5": 1}, {"s4-ages"}),
    ({"4.12.9": 1}, {"s4-visits"}),
    ({"4.12.8": 1}, {"s4-visits"}),
    ({"4.12.11": 1}, {"s4-remote"}),
    ({"5.16.7": 1}, {"s5-own@5.16.3", "s5-all@5.17.7"}),
    ({"5.13.9": 1}, {"s5-other@5.13.8", "s5-all@5.17.9"}),
    ({"5.17.12": 1}, {"s5-all@5.17.12"}),
    ({"5.17.5": 1}, {"s5-all@5.17.5", "s5-all-own"}),
    ({"5.17.10": 1}, {"s5-all@5.17.10", "s5-all-other"}),
    ({"5.15.11": 1}, {"s5-ages@5.14.11"}),
    ({"6.18.4": 1}, {"s6-disabled"}),
    ({"6.18.5": 1, "6.18.11": 1, "6.18.14": 1}, {"s6-main"}),
    ({"6.18.6": 1}, {"s6-trained"}),
    ({"6.18.9": 1}, {"s6-education"}),
    ({"6.18.8": 1}, {"s6-higher"}),
    ({"6.18.10": 1}, {"s6-secondary"}),
    ({"6.18.12": 1}, {"s6-experience"}),
    ({"6.18.16": 1}, {"s6-age"}),
    ({"7.19.9": 1}, {"s7-income"}),
    ({"7.19.8": 1}, {"s7-earned"}),
    ({"7.19.10": 5, "7.19.11": 3, "7.19.24": 3}, {"s7-spent"}),
    ({"7.19.11": 1}, {"s7-spent", "s7-wages"}),
    ({"7.19.12": 1}, {"s7-wages-main"}),
    ({"7.19.13": 1}, {"s7-wages-own"}),
    ({"7.19.14": 1}, {"s7-spent", "s7-acquisition"}),
    ({"7.19.15": 1}, {"s7-acquisition-remote"}),
    ({"7.19.16": 1}, {"s7-acquisition-own"}),
    ({"7.19.17": 1}, {"s7-spent", "s7-repair"}),
    ({"7.19.18": 1}, {"s7-repair-own"}),
    ({"7.19.19": 1}, {"s7-spent", "s7-equipment"}),
    ({"7.19.20": 1}, {"s7-equipment-access"}),
    ({"7.19.21": 1}, {"s7-equipment-own"}),
    ({"7.19.22": 1}, {"s7-spent", "s7-events"}),
    ({"7.19.23": 1}, {"s7-events-own"}),
    ({"7.19.24": 1}, {"s7-spent", "s7-it"}),
    ({"7.19.25": 1}, {"s7-it-own"}),
    ({"4.12.2": 1, "4.12.3": 1}, {"x-users-loans"}),
    ({"4.12.2": 1, "4.12.3": 1, "4.12.4": 1}, {"x-users-loans", "x-children-loans"}),
]
AGAINST_LAST_YEAR = {
    "2.04.3": "fund",
    "4.12.2": "users",
    "4.12.7": "visits",
    "5.17.3": "loans",
    "6.18.3": "staff",
}


@pytest.fixture(scope="module")
def layout() -> Layout:
    return parse_definition(read_edition_file(SHIPPED / "6-nk-2015.yaml"))


def zeros(layout: Layout, **changed: int) -> dict[str, Answer]:
    return {address: Answer(Decimal(changed.get(address, 0))) for address in layout.cells}


def broken(layout: Layout, figures: dict[str, int], last: dict[str, int] | None = None) -> set[str]:
    previous = zeros(layout, **(last or {}))
    return {finding.code for finding in run_checks(layout, zeros(layout, **figures), previous)}


def test_all_zeros_hold_together(layout: Layout):
    assert broken(layout, {}) == set()


NAMES = ["+".join(sorted(codes)) for _, codes in BROKEN]


@pytest.mark.parametrize(("figures", "codes"), BROKEN, ids=NAMES)
def test_a_figure_out_of_line_breaks_its_relations(
    layout: Layout, figures: dict[str, int], codes: set[str]
):
    assert broken(layout, figures) == codes


def test_every_relation_is_broken_by_some_case(layout: Layout):
    seen = {code.split("@")[0] for _, codes in BROKEN for code in codes}
    assert seen == {check.code for check in layout.checks if not check.code.startswith("y-")}


@pytest.mark.parametrize(("address", "name"), AGAINST_LAST_YEAR.items())
@pytest.mark.parametrize(
    ("last", "now", "codes"),
    [
        (1000, 1200, set()),
        (1000, 1201, {"change"}),
        (1000, 800, set()),
        (1000, 799, {"change"}),
        (101, 101, {"same"}),
        (100, 100, set()),
        (0, 500, set()),
    ],
)
def test_figures_are_held_against_last_year(
    layout: Layout, address: str, name: str, last: int, now: int, codes: set[str]
):
    found = broken(layout, {address: now}, {address: last})
    expected = {f"y-{name}-{code}" for code in codes}
    assert {code for code in found if code.startswith("y-")} == expected


def test_the_balance_takes_last_year_into_account(layout: Layout):
    figures = {"2.04.9": 12, "2.02.9": 5, "2.03.9": 3, "2.02.3": 5, "2.03.3": 3, "2.04.3": 12}
    assert "s2-balance@2.04.9" not in broken(layout, figures, {"2.04.9": 10})
    assert "s2-balance@2.04.9" in broken(layout, figures, {"2.04.9": 11})


def test_only_relations_with_last_year_ask_for_an_explanation(layout: Layout):
    severities = {check.code: check.severity for check in layout.checks}
    for code, severity in severities.items():
        expected = {"y": "explain", "x": "warning"}.get(code[0], "error")
        assert severity == expected, code
