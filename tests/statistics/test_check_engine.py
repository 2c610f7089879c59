"""Running checks: when a relation is looked at, what it says, and totals."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statistics.checks.engine import Answer, Reporter, compute_totals, run_checks
from statistics.layout import EditionError
from tests.statistics.small_form import answers, layout_with

PARTS = "1.*.2 = sum(1.*.3:4)"


def found(rule: str | dict[str, Any], previous: dict[str, Answer] | None = None, **now: Any):
    return run_checks(layout_with(rule), answers(**now), previous or {})


def plain(text: str) -> str:
    """Spaces of all kinds as common ones."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        ("1.01.2 = 5", True),
        ("1.01.2 != 5", False),
        ("1.01.2 < 5", False),
        ("1.01.2 <= 5", True),
        ("1.01.2 > 4", True),
        ("1.01.2 >= 6", False),
        ("1.01.2 = 2 + 3", True),
        ("1.01.2 = 2 + 3 * 1.01.3", False),
        ("1.01.2 * 2 - 4 = 2 * 1.01.3", True),
        ("1.01.2 = (2 + 3) * 1", True),
        ("-1.01.2 + 10 = 5", True),
        ("1.01.2 / 2 = 2.5", True),
        ("12 / 1.01.3 / 2 = 2", True),
        ("1.01.2 in (1, 5)", True),
        ("1.01.2 in (1, 6)", False),
        ("not 1.01.2 = 5", False),
        ("1.01.2 = 5 and 1.01.3 = 4", False),
        ("1.01.2 = 5 or 1.01.3 = 4", True),
        ("1.01.2 = 6 or (1.01.2 = 5 and 1.01.3 = 3)", True),
        ("1.01.2 = 5 or 1.01.3 = 4 and 1.01.3 = 9", True),
        ("if 1.01.2 > 0 then 1.01.3 > 3", False),
        ("if 1.01.2 > 9 then 1.01.3 > 3", True),
        ("sum(1.01.2, 1.01.3) = 8", True),
        ("sum(1.01.2:3) = 8", True),
        ("share(1.01.3 of 1.01.2) within 60..60.5 %", True),
        ("share(1.01.3 of 1.01.2) within 5..59.9 %", False),
        ("share(1.01.3 of 1.01.2) within 5..59.9 % unless below 6", True),
        ("share(1.01.3 of 1.01.2) within 5..59.9 % unless below 5", False),
        ("share(1.01.3 of sum(1.01.2:3)) within 37.5..37.5 %", True),
        ("share(1.01.3 of 1.01.2 - 5) within 5..6 %", True),
    ],
)
def test_a_relation_holds_or_not_as_arithmetic_says(rule: str, holds: bool):
    assert (found(rule, c1_01_2=5, c1_01_3=3) == []) is holds


def test_a_share_out_of_its_limits_is_told_with_its_figures():
    rule = "share(1.*.3 of 1.*.2) within 5..60 %"
    (finding,) = found(rule, c1_01_2=200, c1_01_3=150, c1_02_2=200, c1_02_3=50)
    assert plain(finding.message) == (
        "Раздел 1, строка 01: гр. 3 — 150; это 75 % от гр. 2 — 200, а обычно от 5 до 60 %."
    )
    told = {
        "rule": "share(1.01.3 of 1.01.2) within 5..60 %",
        "message": "{part}/{whole}: {percent}",
    }
    (finding,) = found(told, c1_01_2=200, c1_01_3=150)
    assert plain(finding.message) == "150/200: 75 %"


@pytest.mark.parametrize(
    ("limit", "kind", "settlement", "is_asked"),
    [
        ("for kinds rural, children", "rural", "city", True),
        ("for kinds rural, children", "central", "rural", False),
        ("for kinds rural", "", "", False),
        ("for settlements urban", "rural", "urban", True),
        ("for settlements urban", "rural", "rural", False),
        ("for kinds rural for settlements urban", "rural", "urban", True),
        ("for kinds rural for settlements urban", "city", "urban", False),
    ],
)
def test_a_rule_for_some_libraries_leaves_others_alone(
    limit: str, kind: str, settlement: str, is_asked: bool
):
    layout = layout_with(f"1.01.2 > 10 {limit}")
    now = answers(c1_01_2=5)
    findings = run_checks(layout, now, {}, reporter=Reporter(kind, settlement))
    assert bool(findings) is is_asked


def test_a_cell_of_another_form_is_compared_when_it_is_answered():
    layout = layout_with("1.01.2 = form(other-1).3.04.5")
    now = answers(c1_01_2=5)
    assert run_checks(layout, now, {}) == []
    no_data = Reporter(others={("other-1", "3.04.5"): Answer(None, no_data=True)})
    assert run_checks(layout, now, {}, reporter=no_data) == []
    same, differs, more = (
        run_checks(layout, now, {}, reporter=Reporter(others={("other-1", "3.04.5"): Answer(n)}))
        for n in (Decimal(5), Decimal(7), Decimal(8))
    )
    assert same == []
    assert plain(differs[0].message) == (
        "Раздел 1, строка 01: гр. 2 — 5, а 3.04.5 формы other-1 — 7. Разница 2."
    )
    assert differs[0].addresses == ("1.01.2",)
    assert differs[0].fingerprint != more[0].fingerprint


def test_a_blank_is_not_zero_and_leaves_the_relation_aside():
    assert found(PARTS, c1_01_2=5, c1_01_3=4) == []
    assert len(found(PARTS, c1_01_2=5, c1_01_3=4, c1_01_4=0)) == 1


def test_no_data_leaves_the_relation_aside():
    assert found(PARTS, c1_01_2=5, c1_01_3=4, c1_01_4="н/д") == []


def test_a_missing_last_year_leaves_the_relation_aside():
    rule = "1.01.2 = prev(1.01.2) + 1.01.3"
    now = {"c1_01_2": 9, "c1_01_3": 3}
    assert found(rule, **now) == []
    assert found(rule, answers(c1_01_2="н/д"), **now) == []
    assert found(rule, answers(c1_01_2=6), **now) == []
    assert len(found(rule, answers(c1_01_2=7), **now)) == 1


def test_a_division_by_zero_leaves_the_relation_aside():
    assert found("1.01.2 / 1.01.3 = 1", c1_01_2=5, c1_01_3=0) == []


@pytest.mark.parametrize(
    ("rule", "last", "now", "holds"),
    [
        ("change(1.01.2) within 20%", 100, 120, True),
        ("change(1.01.2) within 20%", 100, 121, False),
        ("change(1.01.2) within 20%", 100, 79, False),
        ("change(1.01.2) within 20%", 0, 50, True),
        ("change(1.01.2) within 20% unless below 5", 4, 8, True),
        ("change(1.01.2) within 20% unless below 5", 4, 9, False),
        ("not same(1.01.2) above 100", 101, 101, False),
        ("not same(1.01.2) above 100", 100, 100, True),
        ("not same(1.01.2) above 100", 101, 102, True),
    ],
)
def test_relations_with_last_year(rule: str, last: int, now: int, holds: bool):
    assert (found(rule, answers(c1_01_2=last), c1_01_2=now) == []) is holds


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (PARTS, "Раздел 1, строка 01: гр. 2 — 1 200, а гр. 3 + гр. 4"),
        (
            "1.01.2 = sum(1.01.3:5)",
            "Раздел 1, строка 01: гр. 2 — 1 200, а сумма граф 3–5 — 1 190 (1 000 + 100 + 90). "
            "Разница 10.",
        ),
        (
            "1.01.2 + 1.01.4 <= 1.01.3",
            "Раздел 1, строка 01: гр. 2 + гр. 4 — 1 300 (1 200 + 100); "
            "должно быть не больше, чем гр. 3 — 1 000. Разница 300.",
        ),
        (
            "1.01.2 = prev(1.01.2) - 1.03.4 + 2.04.3",
            "Раздел 1, строка 01: гр. 2 — 1 200, а гр. 2 за прошлый год − стр. 03 гр. 4 + 2.04.3 — "
            "797,5 (800 − 3 + 0,5). Разница 402,5.",
        ),
        (
            "change(1.01.2) within 20%",
            "Раздел 1, строка 01, графа 2: 1 200, в прошлом году 800: рост на 50 % "
            "(обычно не больше 20 %).",
        ),
        ("1.01.2 in (0, 1)", "Раздел 1, строка 01: гр. 2 — 1 200, а допускается только 0 или 1."),
        (
            "if 1.01.2 > 0 then 2.04.3 > 1",
            "Раздел 1, строка 01: должно быть так: если гр. 2 > 0, то 2.04.3 > 1. "
            "Указано: гр. 2 — 1 200, 2.04.3 — 0,5.",
        ),
        (
            {"rule": PARTS, "message": "{place}: {left}, а не {right} ({difference}); {1.*.3}"},
            "Раздел 1, строка 01, графа 2: 1 200, а не 1 100 (100); 1 000",
        ),
        (
            {"rule": "change(1.01.2) within 5%", "message": "{previous} → {value}, {percent}"},
            "800 → 1 200, 50 %",
        ),
    ],
)
def test_a_message_shows_the_actual_numbers(rule: str | dict[str, Any], message: str):
    now = {"c1_01_2": 1200, "c1_01_3": 1000, "c1_01_4": 100, "c1_01_5": 90}
    (finding,) = found(rule, answers(c1_01_2=800), **now, c1_03_4=3, c2_04_3="0.50")
    if rule == PARTS:
        message = message.replace("гр. 3 + гр. 4", "сумма граф 3 и 4 — 1 100 (1 000 + 100).")
        message += " Разница 100."
    assert plain(finding.message) == message


def test_a_finding_leads_to_its_cells():
    (finding,) = found({"rule": "1.01.2 = prev(1.01.4) + 1.01.3", "severity": "warning"},
                       answers(c1_01_4=1), c1_01_2=5, c1_01_3=3)  # fmt: skip
    assert finding.addresses == ("1.01.2", "1.01.3")
    assert (finding.code, finding.severity, finding.total) == ("c1", "warning", None)


def test_the_fingerprint_follows_the_figures_looked_at_and_no_others():
    rule = "1.01.2 = prev(1.01.2)"
    (first,) = found(rule, answers(c1_01_2=4), c1_01_2=5, c1_01_3=1)
    (other_cell,) = found(rule, answers(c1_01_2="4.000"), c1_01_2="5.0", c1_01_3=2)
    (changed,) = found(rule, answers(c1_01_2=4), c1_01_2=6, c1_01_3=1)
    (changed_last_year,) = found(rule, answers(c1_01_2=3), c1_01_2=5, c1_01_3=1)
    assert first.fingerprint == other_cell.fingerprint
    assert len({first.fingerprint, changed.fingerprint, changed_last_year.fingerprint}) == 3


def test_only_the_checks_of_given_cells_are_run():
    layout = layout_with(PARTS, "1.01.4 = 1", "prev(1.02.2) = 1.02.3")
    now = answers(c1_01_2=5, c1_01_3=1, c1_01_4=2, c1_02_2=3, c1_02_3=1, c1_02_4=1)
    everything = run_checks(layout, now, answers(c1_02_2=9))
    assert [f.code for f in everything] == ["c1@1.01.2", "c1@1.02.2", "c2", "c3"]
    some = run_checks(layout, now, {}, only=["1.01.4"])
    assert [f.code for f in some] == ["c1@1.01.2", "c2"]
    assert run_checks(layout, now, {}, only=[]) == []


TOTALS = (
    {"rule": "1.03.* = sum(1.01:02.*)", "total": True},
    {"rule": "1.*.2 = sum(1.*.3:5) for rows 1:2", "total": True},
)


def test_totals_of_totals_are_computed_in_one_go():
    layout = layout_with(*TOTALS)
    now = answers(c1_01_3=1, c1_01_4=2, c1_01_5=3, c1_02_3=10, c1_02_4=20)
    assert compute_totals(layout, now) == {
        "1.01.2": 6,
        "1.02.2": 30,
        "1.03.2": 36,
        "1.03.3": 11,
        "1.03.4": 22,
        "1.03.5": 3,
    }


@pytest.mark.parametrize("gap", [{}, {"c1_02_4": "н/д"}])
def test_a_total_with_a_part_unanswered_is_not_computed(gap: dict[str, str]):
    layout = layout_with(*TOTALS)
    totals = compute_totals(layout, answers(c1_01_3=1, c1_01_4=2, c1_01_5=3, c1_02_3=10, **gap))
    assert set(totals) == {"1.01.2", "1.03.3", "1.03.5"}


def test_a_loaded_total_that_disagrees_offers_to_be_computed_anew():
    (finding,) = run_checks(layout_with(*TOTALS), answers(c1_02_2=9, c1_02_3=4, c1_02_4=4), {})
    assert finding.total == "1.02.2"


def test_total_cells_say_what_they_are_made_of():
    cells = layout_with(*TOTALS).cells
    assert cells["1.02.2"].total == "сумма граф 3 и 4"
    assert cells["1.03.4"].total == "сумма строк 01 и 02 по гр. 4"
    assert cells["1.01.3"].total is None


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        (["1.01.2 = 1.01.3 + 1", "1.01.3 = 1.01.2"], "1.01.2 → 1.01.3 → 1.01.2"),
        (["1.01.2 = 1.01.3", "1.*.2 = 1.*.4"], "итог 1.01.2 уже определён"),
        (["1.01.2 <= 1.01.3"], "итог пишется так"),
        (["1.01.2 = prev(1.01.2)"], "итог пишется так"),
        (["1.01.2 + 1 = 1.01.3"], "итог пишется так"),
    ],
)
def test_a_total_that_cannot_be_computed_is_told(rules: list[str], told: str):
    with pytest.raises(EditionError, match=told):
        layout_with(*({"rule": rule, "total": True} for rule in rules))


NUMBER = st.one_of(
    st.none(), st.integers(-50, 50).map(Decimal), st.decimals(-50, 50, places=2, allow_nan=False)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(NUMBER, min_size=12, max_size=12))
def test_sums_agree_with_a_plain_calculation(numbers: list[Decimal | None]):
    table = {
        (row, column): numbers[(row - 1) * 4 + column - 2]
        for row in (1, 2, 3)
        for column in (2, 3, 4, 5)
        if (row, column) != (2, 5)
    }
    given_answers = {
        f"1.{row:02d}.{column}": Answer(number)
        for (row, column), number in table.items()
        if number is not None
    }
    layout = layout_with("1.*.2 = sum(1.*.3:5)", "1.*.3 + 1.*.4 <= 1.*.2")
    broken = {finding.code for finding in run_checks(layout, given_answers, {})}

    expected = set()
    for row in (1, 2, 3):
        cells = [table.get((row, column), Decimal(0)) for column in (2, 3, 4, 5)]
        if None not in cells and cells[0] != cells[1] + cells[2] + cells[3]:
            expected.add(f"c1@1.{row:02d}.2")
        if None not in cells[:3] and cells[1] + cells[2] > cells[0]:
            expected.add(f"c2@1.{row:02d}.3")
    assert broken == expected
