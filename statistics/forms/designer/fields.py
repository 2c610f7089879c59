"""What the forms of the designer share: the version seen, lists typed one a line, numbers."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from common.text import strip_controls

LONGEST_TITLE = 500
is_code = RegexValidator(
    r"^[-a-zA-Z0-9_]{1,40}\Z", "Код пишется латинскими буквами, цифрами и дефисом."
)


class DraftForm(forms.Form):
    """A form that changes a draft; it remembers the version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def at_version(self, version: int) -> "DraftForm":
        """Return the same form, as typed, to be sent once more over another version."""
        self.data = self.data.copy()
        self.data["version"] = str(version)
        return self

    @property
    def values(self) -> dict[str, Any]:
        return {key: value for key, value in self.cleaned_data.items() if key != "version"}


class TitleField(forms.CharField):
    """Words of a form in one line, without what cannot be seen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST_TITLE, **kwargs})

    def clean(self, value: Any) -> str:
        return " ".join(strip_controls(super().clean(value)).split())


class LinesField(forms.CharField):
    """A list typed or pasted one a line; of a pasted table the first filled cell is taken."""

    def __init__(self, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(
            **{"widget": forms.Textarea(attrs={"rows": rows}), "required": False, **kwargs}
        )

    def clean(self, value: Any) -> list[str]:
        lines = [self._title(line) for line in strip_controls(super().clean(value)).splitlines()]
        titles = [line for line in lines if line]
        if any(len(title) > LONGEST_TITLE for title in titles):
            raise ValidationError(f"Строка длиннее {LONGEST_TITLE} знаков.")
        if self.required and not titles:
            raise ValidationError("Напишите хотя бы одно название.")
        return titles

    def _title(self, line: str) -> str:
        cells = (" ".join(cell.split()) for cell in line.split("\t"))
        return next((cell for cell in cells if cell), "")


class NumbersField(forms.CharField):
    """Numbers of columns, parted by commas or spaces: «4, 6»."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[int]:
        words = super().clean(value).replace(",", " ").replace(";", " ").split()
        if not all(word.isascii() and word.isdigit() and len(word) <= 3 for word in words):
            raise ValidationError("Напишите номера граф через запятую, например: 4, 6.")
        return sorted({int(word) for word in words})


class NumberField(forms.IntegerField):
    """A number of a section, row or column."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "Номер", "min_value": 1, "max_value": 999, **kwargs})


def year_field(label: str, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1990, max_value=2100, **kwargs)


def limit_field() -> forms.IntegerField:
    return forms.IntegerField(
        label="Переспросить о числе больше",
        required=False,
        min_value=0,
        max_value=10**12,
        help_text="О большем числе портал спросит: «Вы уверены?»",
    )


def unit_fields() -> Mapping[str, forms.Field]:
    """Return fresh fields of a unit of measurement and its code."""
    return {
        "unit": TitleField(
            label="Единица измерения",
            required=False,
            max_length=60,
            help_text="Например: единица, человек, экземпляр, тысяча рублей.",
        ),
        "okei": forms.CharField(
            label="Код единицы по ОКЕИ",
            required=False,
            max_length=5,
            validators=[RegexValidator(r"^\d{3,5}\Z", "Код ОКЕИ — от трёх до пяти цифр.")],
            help_text="642 — единица, 792 — человек, 384 — тысяча рублей.",
        ),
    }
