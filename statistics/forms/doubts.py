"""The form of a comparison with peers."""

from typing import Any

from django import forms

from statistics.indicators import LIBRARIES, POPULATION, load_indicators
from statistics.models import OutlierRule

# One library has no population of its own to be compared by.
GIVEN = {POPULATION, LIBRARIES}


class OutlierRuleForm(forms.ModelForm):
    """What is compared, by which size, and how far is too far."""

    class Meta:
        model = OutlierRule
        fields = ("indicator", "size", "threshold", "floor", "is_active")
        localized_fields = ("threshold", "floor")
        help_texts = {
            "threshold": "Сколько разбросов от середины ещё обычно. Больше — вопросов меньше.",
            "floor": (
                "В единицах показателя: когда библиотеки почти одинаковы, о мелочах не спрашивать."
            ),
            "is_active": "Снимите, чтобы не спрашивать; правило и его история останутся.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [
            one
            for one in load_indicators().values()
            if one.form == self.instance.form.code and not GIVEN & set(one.parts)
        ]
        choices = [(one.code, f"{one.title}, {one.unit}") for one in known]
        sizes = [(one.code, one.title) for one in known if one.formula is None]
        self.fields["indicator"] = forms.ChoiceField(label="Показатель", choices=choices)
        self.fields["indicator"].disabled = self.instance.pk is not None
        self.fields["size"] = forms.ChoiceField(
            label="Похожие по размеру: показатель",
            choices=[("", "только по виду библиотеки"), *sizes],
            required=False,
        )
