"""The words in which forms refuse: one table for the whole portal.

Django's own Russian is written for programmers («меньше либо равно»). A form that knows better
what is asked says so itself, through `error_messages` of its field.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models

from common.russian import THIN_SPACE, format_number


class Words(str):
    """A refusal with places for the limits it speaks of; numbers are written as «1 234,5»."""

    def __mod__(self, told: Any) -> str:
        if isinstance(told, Mapping):
            told = {name: _readable(value) for name, value in told.items()}
        return super().__mod__(told)


def _readable(value: Any) -> Any:
    if not isinstance(value, int | float | Decimal):
        return value
    told = format_number(value)
    # Four figures may be a year; in a number they need no space either.
    return told if abs(value) >= 10_000 else told.replace(THIN_SPACE, "")


LIMITS = {
    "max_value": Words("Не больше %(limit_value)s."),
    "min_value": Words("Не меньше %(limit_value)s."),
    "max_length": Words("Слишком длинно: знаков %(show_value)s, а помещается %(limit_value)s."),
    "min_length": Words("Слишком коротко: знаков %(show_value)s, а нужно %(limit_value)s."),
    "max_digits": Words("Слишком длинное число: цифр не больше %(max)s."),
    "max_whole_digits": Words("Слишком большое число: до запятой не больше %(max)s цифр."),
    "max_decimal_places": Words("Слишком точно: после запятой не больше %(max)s цифр."),
    "null_characters_not_allowed": "Уберите невидимые знаки.",
}
NOT_IN_LIST = "Такого в списке нет. Выберите из списка."
EMAIL = {"invalid": "Проверьте адрес почты, например biblioteka@mail.example."}
SITE = {
    "invalid": "Проверьте адрес: он начинается с http:// или https://, "
    "например https://biblioteka.example."
}
BY_FIELD: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "Заполните это поле.", **LIMITS},
    forms.IntegerField: {"invalid": "Введите целое число цифрами, например 12."},
    forms.DecimalField: {"invalid": "Введите число, например 0,5."},
    forms.FloatField: {"invalid": "Введите число, например 0,5."},
    forms.DateField: {"invalid": "Введите дату, например 12.05.2026."},
    forms.TimeField: {"invalid": "Введите время, например 14:30."},
    forms.EmailField: EMAIL,
    forms.URLField: SITE,
    forms.FileField: {"required": "Выберите файл.", "empty": "Этот файл пуст. Выберите другой."},
    forms.BooleanField: {"required": "Отметьте, чтобы продолжить."},
    forms.ChoiceField: {"required": "Выберите из списка.", "invalid_choice": NOT_IN_LIST},
    forms.MultipleChoiceField: {
        "required": "Отметьте хотя бы одно.",
        "invalid_choice": NOT_IN_LIST,
    },
    forms.ModelChoiceField: {"required": "Выберите из списка.", "invalid_choice": NOT_IN_LIST},
    forms.ModelMultipleChoiceField: {
        "required": "Отметьте хотя бы одно.",
        "invalid_choice": NOT_IN_LIST,
    },
}
BY_MODEL: dict[type[models.Field], dict[str, str]] = {
    models.Field: {
        "blank": "Заполните это поле.",
        "null": "Заполните это поле.",
        "unique": "Такое значение уже занято.",
        "invalid_choice": NOT_IN_LIST,
        **LIMITS,
    },
    models.EmailField: EMAIL,
    models.URLField: SITE,
}


def use_error_words() -> None:
    """Let every form and model of the process refuse in these words."""
    tables: tuple[dict[Any, dict[str, str]], ...] = (BY_FIELD, BY_MODEL)
    for table in tables:
        for kind, words in table.items():
            kind.default_error_messages = {**kind.default_error_messages, **words}
