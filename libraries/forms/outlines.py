"""The form of an outline: headings of an application, or criteria of a visit."""

from typing import Any

from django import forms

from libraries.imports.outlines import ItemLine, write_outline
from libraries.models import Outline


class OutlineForm(forms.Form):
    """A new edition, written as text."""

    purpose = forms.ChoiceField(label="Что это", choices=Outline.Purpose.choices)
    programme = forms.CharField(
        label="Программа",
        max_length=200,
        required=False,
        help_text="Пусто — для всех программ. Критерии мониторинга подбираются по программе "
        "библиотеки: пишите её так же, как в конкурсе. Для экспертизы здесь — статус.",
    )
    text = forms.CharField(
        label="Строки",
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="По одной в строке: «Название — подсказка». Звёздочка после названия — раздел "
        "обязателен: «Концепция* — Какой библиотека станет».",
    )

    def clean_programme(self) -> str:
        return " ".join(self.cleaned_data["programme"].split())

    @staticmethod
    def initial_of(former: Outline) -> dict[str, Any]:
        """Return the former edition as text, to be changed into the next one."""
        rows = former.items.values_list("title", "hint", "is_required")
        text = write_outline(ItemLine(*row) for row in rows)
        return {"purpose": former.purpose, "programme": former.programme, "text": text}
