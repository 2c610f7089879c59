"""What the check language understands, and how it points at what it does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statistics.checks.language import parse_rule
from statistics.checks.syntax import RuleError
from statistics.layout import EditionError
from tests.statistics.small_form import layout_with

WRONG = [
    ("", 1, "ожидается адрес ячейки"),
    ("1.01.2", 1, "ожидалось условие"),
    ("1.01.2 = sum(1.01.3:4", 22, "ожидается «)»"),
    ("1.01.2 = 1.01.3:4", 10, "диапазон бывает только внутри sum()"),
    ("1.01.2 == 1.01.3", 9, "ожидается адрес ячейки"),
    ("1.01.2 = 1.*.3", 10, "звёздочка может стоять"),
    ("1.01.2 = сумма", 10, "непонятный знак «с»"),
    ("1.01 = 5", 1, "нет ни одной ячейки"),
    ("1.01.2.4 = 5", 1, "непонятное число или адрес"),
    ("1.01.2 = 1 2", 12, "ожидается конец правила"),
    ("1.01.2 = sum(1.01.7:4)", 14, "первое число должно быть меньше"),
    ("change(1.01.2) within 20", 25, "ожидается «%»"),
    ("(1.01.2 = 1) + 2 = 3", 1, "ожидалось число или ячейка, а стоит условие"),
    ("1.01.2 + (1.01.3 = 1) = 3", 10, "а стоит условие"),
    ("1.01.2 > 0 and 1.01.3", 16, "ожидалось условие"),
    ("if 1.01.2 > 0", 14, "ожидается «then»"),
    ("1 = 1", 1, "нет ни одной ячейки"),
    ("1.01.2 = 1 for rows 1", 1, "«for» ограничивает звёздочку"),
    ("1.*.2 = 1 for lines 1", 15, "ожидалось «rows»"),
    ("1.*.2 = 1 for rows 3:1", 20, "в диапазоне"),
    ("1.*.2 = 1 for rows 1.5", 20, "номер без дробной части"),
    ("1.01.2 in (0, a)", 15, "ожидается число"),
    ("(" * 30 + "1.01.2" + ")" * 30 + " = 1", 27, "слишком много вложенных скобок"),
    ("not " * 30 + "1.01.2 = 1", 105, "слишком много вложенных скобок"),
    ("1.01.2 = " + "1 + " * 300 + "1", 1001, "правило длиннее"),
    ("9.01.2 = 1", 1, "раздела 9 в форме нет"),
    ("1.07.2 = 1", 1, "строки 07 в разделе 1 нет"),
    ("1.01.2 = 1.01.9", 10, "графы 9 в разделе 1 нет"),
    ("1.01.2 = sum(1.01.3:9)", 14, "графы 9 в разделе 1 нет"),
    ("1.01.2 = 1.02.5", 10, "ячейка 1.02.5 закрыта"),
    ("1.*.2 = 1 for rows 1, 8", 1, "«for»: строки 8"),
    ("1.01.2 = 1 for kinds rural, village", 29, "ожидалось одно из: central, city, rural"),
    ("1.01.2 = 1 for settlements school", 28, "ожидалось одно из: city, urban, rural"),
    ("1.01.2 = form().1.01.3", 10, "form(код формы)"),
    ("1.01.2 = form(other).1.*.3", 22, "в другой форме называют одну ячейку"),
    ("1.01.2 = prev(form(other).1.01.3)", 15, "прошлый год бывает только у своей формы"),
    ("form(other).1.01.3 = 1.01.2", 1, "первой должна стоять ячейка своей формы"),
    ("change(form(other).1.01.3) within 5%", 8, "ячейку своей формы"),
    ("share(1.01.3 of 1.01.2) within 5", 33, "«..» и верхний предел"),
    ("share(1.01.3 of 1.01.2) within 60..5 %", 32, "нижний предел больше верхнего"),
    ("share(1.01.3, 1.01.2) within 5..60 %", 13, "ожидается «of»"),
    ("1.01.2 = 5.", 10, "непонятное число или адрес"),
]


@pytest.mark.parametrize(("rule", "character", "told"), WRONG)
def test_a_wrong_rule_is_told_at_its_character(rule: str, character: int, told: str):
    with pytest.raises(EditionError) as error:
        layout_with(rule)
    (message,) = error.value.messages
    assert message.startswith(f"Контроль c1: знак {character}: ")
    assert told in message
    caret = message.splitlines()[-1]
    assert caret.index("^") == 4 + character - 1


def test_every_wrong_rule_is_told_at_once():
    with pytest.raises(EditionError) as error:
        layout_with("1.01.2 = 1.09.2", "1.01.2 = 1.01.3", "1.01.2 = (")
    assert [message.split(":")[0] for message in error.value.messages] == [
        "Контроль c1",
        "Контроль c3",
    ]


@pytest.mark.parametrize(
    ("rule", "homes"),
    [
        ("1.*.2 = sum(1.*.3:4)", ["1.01.2", "1.02.2", "1.03.2"]),
        ("1.*.5 <= 1.*.2", ["1.01.5", "1.03.5"]),
        ("1.03.* = sum(1.01:02.*)", ["1.03.2", "1.03.3", "1.03.4", "1.03.5"]),
        ("1.03.* = 1.01.* + 1.02.*", ["1.03.2", "1.03.3", "1.03.4"]),
        ("1.*.* >= 0 for rows 1:2 for columns 4, 5", ["1.01.4", "1.01.5", "1.02.4"]),
        ("1.*.2 > 0 for rows 02:03", ["1.02.2", "1.03.2"]),
        ("2.4.2 in (0, 1)", ["2.04.2"]),
    ],
)
def test_a_star_goes_over_open_cells(rule: str, homes: list[str]):
    assert [instance.home for _, instance in layout_with(rule).relations] == homes


def test_a_sum_leaves_out_closed_cells():
    layout = layout_with("1.02.2 = sum(1.02.3:5)")
    assert layout.relations[0][1].current == ("1.02.2", "1.02.3", "1.02.4")


def test_instances_of_a_star_have_codes_of_their_own():
    layout = layout_with("1.*.2 >= 0", "1.01.2 >= 0")
    codes = [instance.code for _, instance in layout.relations]
    assert codes == ["c1@1.01.2", "c1@1.02.2", "c1@1.03.2", "c2"]


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("Всего {лево}", "в фигурных скобках ожидался адрес"),
        ("Всего {1.01.9}", "графы 9"),
        ("Всего {1.*.2}", "звёздочка в сообщении"),
        ("Всего {1.01.2:3}", "одна ячейка"),
        ("Всего {left", "непарная"),
        ("Всего {percent}", "в фигурных скобках"),
    ],
)
def test_a_wrong_placeholder_is_told(message: str, told: str):
    with pytest.raises(EditionError, match=told):
        layout_with({"rule": "1.01.2 = 1.01.3", "message": message})


VOCABULARY = (
    "1.01.2 1.*.3 1.02.5 1.1:3.2 2.04.3 prev sum change same within above unless below in if then "
    "and or not for rows columns ( ) , : + - * / = != <= < >= > % 0 1 20 3.5 07"
)
WORDS = st.sampled_from(VOCABULARY.split())
RULES = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=25).map(" ".join))


@settings(max_examples=300, deadline=None)
@given(RULES)
def test_any_text_is_a_rule_or_a_rule_error(text: str):
    try:
        parse_rule(text)
    except RuleError as error:
        assert 0 <= error.position <= len(text)


@settings(max_examples=200, deadline=None)
@given(RULES, st.text(alphabet="{}ab 1.*", max_size=20))
def test_any_check_is_a_layout_or_an_edition_error(rule: str, message: str):
    try:
        layout = layout_with({"rule": rule, "message": message})
    except EditionError as error:
        assert error.messages
    else:
        assert layout.relations
