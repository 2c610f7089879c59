"""Checks of single values."""

import re

from django.core.exceptions import ValidationError

from publications.records.names import people_in

_WEIGHTS_13 = (1, 3) * 6 + (1,)
_MESSAGE = "Проверьте ISBN: в нём 10 или 13 цифр, последняя — контрольная, и она не сходится."


def validate_isbn(value: str) -> None:
    """Check an ISBN of 10 or 13 digits by its last, check digit (ISO 2108)."""
    digits = re.sub(r"[\s\-‐‑–]", "", value).upper()
    if re.fullmatch(r"97[89][0-9]{10}", digits):
        total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS_13, strict=True))
        is_right = total % 10 == 0
    elif re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        is_right = sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0
    else:
        is_right = False
    if not is_right:
        raise ValidationError(_MESSAGE)


def validate_issn(value: str) -> None:
    """Check an ISSN «1234-5679» by its last, check digit (ISO 3297)."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{3}[0-9X]", value):
        raise ValidationError("ISSN пишется так: 1234-5679.")
    digits = value.replace("-", "")
    values = [10 if digit == "X" else int(digit) for digit in digits]
    if sum(number * (8 - place) for place, number in enumerate(values)) % 11:
        raise ValidationError("Проверьте ISSN: последняя цифра — контрольная, и она не сходится.")


def validate_people(text: str) -> None:
    """Check that every line names a person."""
    try:
        people_in(text)
    except ValueError as error:
        raise ValidationError(
            "«%(line)s» — не имя человека. Пишите по одному в строке: Фамилия, Имя Отчество. "
            "Отделы и библиотеки указывают в поле «Организация».",
            params={"line": str(error)},
        ) from error
