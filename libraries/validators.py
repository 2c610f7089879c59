"""Checks of the registry's fields, shared by models, forms and imports."""

import datetime
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone

validate_oktmo = RegexValidator(r"^\d{8}(\d{3})?$", "Код ОКТМО состоит из 8 или 11 цифр.")
validate_inn = RegexValidator(r"^(\d{10}|\d{12})$", "ИНН состоит из 10 или 12 цифр.")
validate_okpo = RegexValidator(
    r"^(\d{8}|\d{10}|\d{14})$", "Код ОКПО состоит из 8 цифр, у филиала из 14."
)
validate_organisation_code = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9_-]*$",
    "Код состоит из латинских букв, цифр, дефисов и подчёркиваний, например: obl-nauchnaya.",
)

_PHONE = re.compile(r"[\d\s()+\-,;добвн.]+")
SHORTEST_PHONE = 5  # digits of a number within a town: 2-15-25


def validate_phone(phone: str) -> None:
    """Refuse what cannot be dialled."""
    if not _PHONE.fullmatch(phone):
        raise ValidationError("Телефон пишется цифрами, например: +7 (4812) 55-01-23, доб. 4.")
    if sum(sign.isdigit() for sign in phone) < SHORTEST_PHONE:
        raise ValidationError("Номер слишком короткий. Впишите его целиком: +7 (4812) 55-01-23.")


FIRST_YEAR, LAST_YEAR = 1700, 2100  # no public library of Russia is older


def validate_day(day: datetime.date) -> None:
    """Refuse days of a slip of the pen: 01.09.0055, 01.09.20255."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(
            f"Проверьте год: нужен от {FIRST_YEAR} до {LAST_YEAR}, например 01.09.1955."
        )


def validate_past_year(year: int) -> None:
    """Refuse a year that has not come, and those of a slip of the pen."""
    present = timezone.localdate().year
    if not FIRST_YEAR <= year <= present:
        raise ValidationError(f"Проверьте год: нужен от {FIRST_YEAR} до {present}.")


def refuse_cycle(row: Any) -> None:
    """Raise ValidationError when a row with `parent` would lie, at any depth, in itself."""
    parent, steps = row.parent, 0
    while parent is not None:
        if parent.pk == row.pk or steps > 20:
            raise ValidationError({"parent": "Получается круг: запись входила бы сама в себя."})
        parent, steps = parent.parent, steps + 1
