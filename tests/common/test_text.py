import pytest

from common.text import number_in


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("17", 17), ("007", 7)])
def test_a_number_of_an_address_is_read(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize("text", ["", "-1", " 1", "1.0", "²", "٣", "9" * 19, "9" * 5000])
def test_what_no_database_takes_is_no_number(text):
    assert number_in(text) is None
