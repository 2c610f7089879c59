"""Days of which sometimes only the year is known, as in old employment records."""

import datetime
import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from common.days import read_day

FIRST_YEAR, LAST_YEAR = 1900, 2100
ADVICE = "Напишите день, например 12.03.1985 или 12 марта 1985, или только год: 1985."
HINT = "Например: 12.05.1968, 12 мая 1968 или только год — 1968."
_YEAR = re.compile(r"(\d{4})(?:\s*г(?:ода?|\.)?)?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class YearOrDay:
    """A day, or the year it lies in; written as people write it: «12.03.1985», «1985»."""

    year: int
    day: datetime.date | None = None

    def __str__(self) -> str:
        return self.day.strftime("%d.%m.%Y") if self.day else str(self.year)

    @property
    def iso(self) -> str:
        return self.day.isoformat() if self.day else f"{self.year:04d}"

    @property
    def earliest(self) -> datetime.date:
        return self.day or datetime.date(self.year, 1, 1)

    @property
    def latest(self) -> datetime.date:
        return self.day or datetime.date(self.year, 12, 31)


def parse_year_or_day(text: str) -> YearOrDay | None:
    """Read «12.03.1985», «12 марта 1985», «1985-03-12» or «1985»; blank text is None.

    Raises ValidationError.
    """
    text = text.strip()
    if not text:
        return None
    try:
        found = _read(text)
    except ValueError:
        raise ValidationError(f"Такого дня нет: «{text}». {ADVICE}") from None
    if found is None:
        raise ValidationError(f"Непонятно: «{text}». {ADVICE}")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValidationError(f"Проверьте год: нужен от {FIRST_YEAR} до {LAST_YEAR}.")
    return found


def _read(text: str) -> YearOrDay | None:
    if match := _YEAR.fullmatch(text):
        return YearOrDay(int(match[1]))
    day = read_day(text)
    return YearOrDay(day.year, day) if day else None


class YearOrDayFormField(forms.CharField):
    """One input for both: nobody has to invent a day she does not know."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("max_length", None)
        told = kwargs.pop("help_text", "") or HINT
        super().__init__(**{"help_text": told, **kwargs})

    def to_python(self, value: Any) -> YearOrDay | None:
        return value if isinstance(value, YearOrDay) else parse_year_or_day(str(value or ""))

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, YearOrDay) else value


class YearOrDayField(models.CharField):
    """Stores `1985-03-12` or `1985`, so that texts compare as the days do; unknown is NULL."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 10, "null": True, "blank": True, **kwargs})

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "null", "blank"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_: Any) -> YearOrDay | None:
        return parse_year_or_day(value) if value else None

    def to_python(self, value: Any) -> YearOrDay | None:
        return value if isinstance(value, YearOrDay) else parse_year_or_day(str(value or ""))

    def get_prep_value(self, value: Any) -> Any:
        """Return the text of the database; a bound to compare with may be such a text already."""
        if hasattr(value, "resolve_expression"):
            return value
        if isinstance(value, str) and (_ISO.fullmatch(value) or _YEAR.fullmatch(value)):
            return value
        found = self.to_python(value)
        return found.iso if found else None

    def run_validators(self, value: Any) -> None:
        """Nothing more to ask: `parse_year_or_day` has asked all."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        return super(models.CharField, self).formfield(
            **{"form_class": YearOrDayFormField, **kwargs}
        )


def before_or_on(name: str, day: datetime.date) -> models.Q:
    """Match rows whose field `name` surely lies on `day` or before; a bare year ends it."""
    sure = models.Q(**{f"{name}__lte": day.isoformat()})
    if (day.month, day.day) == (12, 31):
        return sure
    return sure & ~models.Q(**{name: str(day.year)})
