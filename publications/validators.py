"""Checks of single values."""

import re

from django.core.exceptions import ValidationError

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
