"""The check engine against a plain calculation of our own, on random rules and figures."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from statistics.checks.engine import Answer, Reporter, compute_totals, run_checks
from tests.statistics.small_form import answers, layout_with

Numbers = Mapping[str, Fraction]
# A piece of a rule: its text, and what it means, told in plain fractions; None says nothing.
Term = tuple[str, Callable[[Numbers], Fraction | None]]
Condition = tuple[str, Callable[[Numbers], bool | None]]

OWN = ("1.01.2", "1.01.3", "1.01.4", "1.01.5", "1.02.2", "1.03.4")
OTHER = "form(other).9.01.3"
LAST = {f"prev({address})": address for address in OWN}
KEYS = (*OWN, *LAST, OTHER)
SIGNS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<=": lambda a, b: a <= b,
    "<": lambda a, b: a < b,
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
}


def both(act: Callable, left: Callable, right: Callable) -> Callable:
    """Do something with two parts; nothing comes of a part that says nothing."""

    def of(numbers: Numbers) -> Fraction | bool | None:
        a, b = left(numbers), right(numbers)
        return None if a is None or b is None else act(a, b)

    return of


def divided(a: Fraction, b: Fraction) -> Fraction | None:
    return a / b if b else None


def product_of(left: Term, sign: str, right: Term) -> Term:
    acts = {"+": Fraction.__add__, "-": Fraction.__sub__, "*": Fraction.__mul__, "/": divided}
    return f"({left[0]} {sign} {right[0]})", both(acts[sign], left[1], right[1])


def cell(key: str) -> Term:
    return key, lambda numbers: numbers.get(key)


def constant(number: int) -> Term:
    return str(number), lambda _numbers: Fraction(number)


def sum_of(keys: list[str]) -> Term:
    def total(numbers: Numbers) -> Fraction | None:
        parts = [numbers.get(key) for key in keys]
        return None if None in parts else sum(parts, Fraction(0))

    return f"sum({', '.join(keys)})", total


KEY = st.sampled_from(KEYS)
LEAVES = st.one_of(
    KEY.map(cell),
    st.integers(0, 9).map(constant),
    st.lists(KEY, min_size=1, max_size=3).map(sum_of),
)
TERMS = st.recursive(
    LEAVES,
    lambda inner: st.builds(product_of, inner, st.sampled_from("+-*/"), inner),
    max_leaves=4,
)


def comparison(left: Term, sign: str, right: Term) -> Condition:
    return f"{left[0]} {sign} {right[0]}", both(SIGNS[sign], left[1], right[1])


def share(part: Term, whole: Term, low: int, width: int, floor: int) -> Condition:
    def holds(a: Fraction, b: Fraction) -> bool | None:
        if b == 0:
            return None
        return abs(b) < floor or low <= a * 100 / b <= low + width

    text = f"share({part[0]} of {whole[0]}) within {low}..{low + width} % unless below {floor}"
    return text, both(holds, part[1], whole[1])


def change(address: str, percent: int, floor: int) -> Condition:
    def holds(now: Fraction, last: Fraction) -> bool | None:
        if last == 0:
            return None
        return abs(now - last) < floor or abs(now - last) * 100 <= percent * abs(last)

    text = f"change({address}) within {percent}% unless below {floor}"
    return text, both(holds, cell(address)[1], cell(f"prev({address})")[1])


SMALL = st.integers(0, 60)
CONDITIONS = st.one_of(
    st.builds(comparison, TERMS, st.sampled_from(list(SIGNS)), TERMS),
    st.builds(share, LEAVES, LEAVES, SMALL, SMALL, SMALL),
    st.builds(change, st.sampled_from(OWN), SMALL, SMALL),
)
# Quarters are exact in decimals, and few different figures meet one another often.
FIGURES = st.dictionaries(
    st.sampled_from(KEYS), st.integers(0, 24).map(lambda n: Fraction(n, 4)), min_size=6
)


def asked(numbers: Numbers) -> tuple[dict, dict, Reporter]:
    """Sort the figures by where the engine looks for them."""
    told = {key: Answer(Decimal(n.numerator) / n.denominator) for key, n in numbers.items()}
    current = {key: told[key] for key in OWN if key in told}
    previous = {address: told[key] for key, address in LAST.items() if key in told}
    others = {("other", "9.01.3"): told[OTHER]} if OTHER in told else {}
    return current, previous, Reporter(others=others)


@settings(max_examples=150, deadline=None)
@given(condition=CONDITIONS, numbers=FIGURES, anchor=st.sampled_from(OWN))
def test_the_engine_says_what_a_plain_calculation_says(condition, numbers, anchor):
    text, holds = condition
    # Every rule begins with a cell of the form itself; this one says nothing new of it.
    layout = layout_with(f"{anchor} >= 0 and {text}")
    current, previous, reporter = asked(numbers)
    with localcontext(prec=60, rounding=ROUND_HALF_EVEN):
        found = run_checks(layout, current, previous, reporter=reporter)
    assert bool(found) == (holds(numbers) is False and anchor in numbers)


@settings(max_examples=60, deadline=None)
@given(figures=st.dictionaries(st.sampled_from(range(12)), st.integers(0, 10**9)))
def test_totals_are_the_plain_sums_of_what_is_there(figures):
    layout = layout_with(
        {"rule": "1.*.2 = sum(1.*.3:5)", "total": True},
        {"rule": "1.03.3 = 1.01.3 + 1.02.3", "total": True},
    )
    parts = [f"1.{row:02d}.{column}" for row in (1, 2, 3) for column in (3, 4, 5)]
    typed = {
        address: figures[at]
        for at, address in enumerate(parts)
        if at in figures and address in layout.cells and address != "1.03.3"
    }
    plain = dict(typed)
    if "1.01.3" in plain and "1.02.3" in plain:
        plain["1.03.3"] = plain["1.01.3"] + plain["1.02.3"]
    expected = {"1.03.3": plain["1.03.3"]} if "1.03.3" in plain else {}
    for row, columns in (("01", "345"), ("02", "34"), ("03", "345")):
        wanted = [f"1.{row}.{column}" for column in columns]
        if all(address in plain for address in wanted):
            expected[f"1.{row}.2"] = sum(plain[address] for address in wanted)
    written = answers(**{f"c{address.replace('.', '_')}": n for address, n in typed.items()})
    assert compute_totals(layout, written) == expected
