from decimal import Decimal

import pytest

from statistics.actions.editions import SHIPPED, read_edition_file
from statistics.answers import AnswerError, read_reply
from statistics.layout import parse_definition


@pytest.fixture(scope="module")
def cells():
    return parse_definition(read_edition_file(SHIPPED / "6-nk-2015.yaml")).cells


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1 234", "1234"),
        ("1\u00a0234", "1234"),
        ("12\u202f345\u202f678", "12345678"),
        (" 7 ", "7"),
        ("0", "0"),
        ("1234,0", "1234"),
        ("007", "7"),
    ],
)
def test_whole_numbers_are_read_however_their_groups_are_parted(cells, typed, number):
    assert read_reply(typed, cells["2.02.4"]).number == Decimal(number)


@pytest.mark.parametrize("typed", ["1 234,5", "1234.5", "1\u202f234,50"])
def test_decimal_sign_is_a_comma_or_a_dot(cells, typed):
    assert read_reply(typed, cells["7.19.3"]).number == Decimal("1234.5")


@pytest.mark.parametrize(
    ("address", "typed", "words"),
    [
        ("2.02.4", "сто", "не число"),
        ("2.02.4", "1e9", "не число"),
        ("2.02.4", "12 34", "не число"),
        ("2.02.4", "1,234,567", "не число"),
        ("2.02.4", "-5", "отрицательным"),
        ("2.02.4", "−5", "отрицательным"),
        ("2.02.4", "1,5", "целое"),
        ("2.02.4", "—", "прочерка"),
        ("2.02.4", "1" * 13, "слишком велико"),
        ("2.02.4", "н/д", "почему"),
        ("7.19.3", "1,25", "После запятой"),
        ("1.01.2", "2", "1 — да или 0 — нет"),
        ("1.01.2", "-1", "1 — да или 0 — нет"),
    ],
)
def test_what_is_no_answer_is_refused_with_the_way_out(cells, address, typed, words):
    with pytest.raises(AnswerError, match=words):
        read_reply(typed, cells[address])


@pytest.mark.parametrize(("typed", "number"), [("1", 1), ("0", 0), ("Да", 1), ("нет", 0)])
def test_a_flag_takes_yes_and_no_too(cells, typed, number):
    assert read_reply(typed, cells["1.01.2"]).number == number


@pytest.mark.parametrize(
    "typed", ["н/д: учёт не вёлся", "Н/Д (учёт не вёлся)", "нет данных, учёт не вёлся"]
)
def test_no_data_carries_its_reason(cells, typed):
    reply = read_reply(typed, cells["2.02.4"])
    assert (reply.number, reply.reason) == (None, "учёт не вёлся")
    assert reply.text == "н/д: учёт не вёлся"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("н/д: учёт не вёлся (ремонт)", "учёт не вёлся (ремонт)"),
        ("н/д (учёт не вёлся (ремонт))", "учёт не вёлся (ремонт)"),
    ],
)
def test_a_bracket_inside_a_reason_stays(cells, typed, reason):
    assert read_reply(typed, cells["2.02.4"]).reason == reason


@pytest.mark.parametrize("typed", ["", "  ", "\u00a0"])
def test_blank_is_no_answer_and_not_zero(cells, typed):
    assert read_reply(typed, cells["2.02.4"]) is None


def test_a_written_back_answer_is_read_as_itself(cells):
    reply = read_reply("12345,5", cells["7.19.3"])
    assert read_reply(reply.text, cells["7.19.3"]) == reply
