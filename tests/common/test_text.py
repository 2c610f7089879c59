import pytest

from common.text import number_alone, number_in


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("17", 17), ("007", 7)])
def test_a_number_of_an_address_is_read(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize("text", ["", "-1", " 1", "1.0", "²", "٣", "9" * 19, "9" * 5000])
def test_what_no_database_takes_is_no_number(text):
    assert number_in(text) is None


@pytest.mark.parametrize("told", ["118-п", "№ 118-п", "№118-п", " №  118-п "])
def test_the_number_of_a_document_is_kept_without_its_sign(told):
    assert number_alone(told) == "118-п"
