"""The form of an indicator."""

import re
from itertools import chain, count
from typing import Any

from django import forms

from common.editing import VersionedForm
from statistics.designer.naming import code_of
from statistics.indicators.checking import checked, usual_places
from statistics.models import Form, Indicator


class IndicatorForm(VersionedForm):
    """An indicator of a form: where it stands, or how it is computed."""

    _own = ("title", "unit", "places")
    groups = (
        ("Показатель", (*_own, "is_main")),
        ("Откуда число", ("form", "code", "cells", "formula")),
        ("Правка", ("reason",)),
    )
    reason = forms.CharField(
        label="Почему меняется",
        max_length=100,
        required=False,
        help_text="Останется в истории показателя.",
    )

    class Meta:
        model = Indicator
        fields = ["code", "title", "unit", "places", "form", "cells", "formula", "is_main"]
        widgets = {"formula": forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})}
        help_texts = {
            "title": "Как в своде: «Читаемость», «Фонд на конец года».",
            "unit": "Например: экз., чел., %, экз. на пользователя.",
            "places": "Округляется по обычному правилу: половина — вверх.",
            "is_main": "Показатель станет графой свода своей формы.",
            "cells": "Код редакции, двоеточие, адрес; через точку с запятой: "
            "<code>2015: 4.12.2; 2019: 4.11.2</code>. Когда в новой редакции ячейка переехала, "
            "допишите её адрес — и ряд за несколько лет не прервётся.",
            "formula": "Вместо ячеек: <code>100 * received / fund</code>. Знаки + - * / и скобки, "
            "числа с точкой, коды показателей той же формы — они в списке под формой.",
            "code": "Имя для формул: малые латинские буквы, слова через подчёркивание. "
            "Пусто — портал составит его из названия.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forms_there = Form.objects.order_by("code").values_list("code", "title")
        self.fields["form"] = forms.ChoiceField(label="Форма", choices=list(forms_there))
        if not self.instance.pk:
            self.fields["places"] = self._usual_or_told()
            self.fields["code"].required = False
        if self.instance.pk:
            for name in ("form", "code"):  # formulas and saved summaries know it by them
                self.fields[name].disabled = True
        if self.instance.is_given:
            for name in ("form", "code", "cells", "formula", "is_main"):
                del self.fields[name]
            self.groups = (("Показатель", self._own), ("Правка", ("reason",)))

    def _usual_or_told(self) -> forms.TypedChoiceField:
        """Return the field that leaves the digits after the comma to the indicator itself."""
        told = self.fields["places"]
        return forms.TypedChoiceField(
            label=told.label,
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", "как принято"), *Indicator._meta.get_field("places").choices],
            help_text="Как принято: у процентов 1, у других отношений 2, у сумм и ячеек — сколько "
            "в форме. Половина округляется вверх.",
        )

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}

    def clean(self) -> dict[str, Any]:
        """See that the cells and the formula hold, each fault beside its field."""
        cleaned = super().clean()
        if "code" in cleaned and not cleaned["code"]:
            cleaned["code"] = _free_code(cleaned.get("title", ""))
        if not self.errors and not self.instance.is_given:
            values = checked(self.values, self.instance if self.instance.pk else None)
            if values["places"] is None:
                values["places"] = usual_places(values)
            cleaned |= values
        return cleaned


def _free_code(title: str) -> str:
    """Return a code made of the title that no indicator has yet."""
    code = code_of(title).replace("-", "_").lstrip("0123456789_") or "indicator"
    code = re.sub(r"^([a-z]+)([0-9])", r"\1_\2", code)
    taken = set(Indicator.objects.filter(code__startswith=code).values_list("code", flat=True))
    numbered = (f"{code}_{number}" for number in count(2))
    return next(one for one in chain([code], numbered) if one not in taken)
