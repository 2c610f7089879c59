"""The form that changes several rows of a plan at one go."""

from typing import Any

from django import forms

from events.item_fields import FIELDS

WAYS = (
    ("replace", "Написать вместо прежнего"),
    ("add", "Добавить к прежнему"),
    ("drop", "Убрать из прежнего"),
)


class ManyForm(forms.Form):
    """Which field of the marked rows becomes what; people and organisations can also be added."""

    field = forms.ChoiceField(
        label="Что изменить",
        choices=[(name, spec.label) for name, spec in FIELDS.items() if name != "name"],
        initial="period",
    )
    way = forms.ChoiceField(label="Как", choices=WAYS, initial="replace")
    text = forms.CharField(
        label="Текст",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Пустой текст вместо прежнего очищает ячейки. "
        "Несколько имён — через «;» или с новой строки.",
    )

    def clean(self) -> dict[str, Any]:
        wanted = self.cleaned_data
        name, way = wanted.get("field", ""), wanted.get("way", "")
        if way in ("add", "drop"):
            if not FIELDS[name].relation:
                self.add_error("way", f"«{FIELDS[name].label}» можно только написать целиком.")
            if not wanted.get("text", "").strip():
                self.add_error("text", "Напишите, что добавить или убрать.")
        return wanted
