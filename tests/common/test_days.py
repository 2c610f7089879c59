import datetime

import pytest

from common.days import read_day

DAY = datetime.date(1968, 5, 12)


@pytest.mark.parametrize(
    "text",
    [
        "12.05.1968", "12.5.1968 г.", "12/05/1968", "12-05-1968", "1968-05-12", "12 мая 1968",
        "12 Мая 1968 г.", "12\N{NO-BREAK SPACE}мая 1968 года", " 12 май 1968 ",
    ],
)  # fmt: skip
def test_day_is_read_as_people_write_it(text):
    assert read_day(text) == DAY


@pytest.mark.parametrize(
    ("text", "month"), [("1 сент. 2020", 9), ("1 июн 2020", 6), ("1 мар 2020", 3)]
)
def test_months_are_known_by_their_beginnings(text, month):
    assert read_day(text) == datetime.date(2020, month, 1)


@pytest.mark.parametrize(
    "text", ["", "1968", "мая 1968", "12 ма 1968", "12 ию 1968", "12 мая", "вчера"]
)
def test_what_tells_no_day_is_none(text):
    assert read_day(text) is None


def test_day_that_never_was_is_refused():
    with pytest.raises(ValueError, match="day"):
        read_day("31 апреля 2020")
