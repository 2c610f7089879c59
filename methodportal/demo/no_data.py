"""A few honest «нет данных» in the last full year, so that its sums show what they lack."""

from methodportal.demo.series import LAST_FULL_YEAR
from statistics.models import Value

_ANSWERS = (
    ("4.11.7", ("03-006", "09-004", "13-006"), "счётчик посещений не работал до июня"),
    ("5.17.3", ("03-006", "17-004"), "формуляры за первый квартал утрачены при протечке"),
    ("7.19.2", ("11-004",), "смету ведёт администрация поселения, сведений не дала"),
)


def tell_no_data() -> None:
    """Put «н/д» with its reason in place of numbers that those libraries could not know."""
    for address, libraries, reason in _ANSWERS:
        Value.objects.filter(
            submission__campaign__form__code="6-nk",
            submission__campaign__year=LAST_FULL_YEAR,
            submission__library__code__in=libraries,
            cell__address=address,
        ).update(number=None, no_data_reason=reason)
