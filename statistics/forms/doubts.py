"""The form of a comparison with peers, and which rules of a collection to show."""

from typing import Any

from django import forms

from statistics.indicators import LIBRARIES, POPULATION, load_indicators
from statistics.layout import Layout
from statistics.models import OutlierRule
from statistics.queries.firing import RuleLine, section_headings
from statistics.queries.verification import SEVERITIES

# One library has no population of its own to be compared by.
GIVEN = {POPULATION, LIBRARIES}
SHOW = {
    "": "все",
    "fired": "сработали",
    "drafts": "сработали в черновиках",
    "silent": "не сработали ни разу",
    "idle": "не работают",
}


class RulesForm(forms.Form):
    """Which rules of a collection to show. What is not understood counts as not asked."""

    show = forms.ChoiceField(label="Правила", choices=list(SHOW.items()), required=False)
    section = forms.TypedChoiceField(
        label="Раздел формы", coerce=int, empty_value=None, required=False
    )
    severity = forms.ChoiceField(
        label="Что будет", choices=[("", "любое"), *SEVERITIES.items()], required=False
    )

    def __init__(self, data: Any, layout: Layout) -> None:
        super().__init__(data)
        self.fields["section"].choices = [("", "все"), *section_headings(layout).items()]
        self.is_valid()

    def fits(self, line: RuleLine) -> bool:
        """Whether a rule is asked for."""
        asked = self.cleaned_data
        is_shown = {
            "fired": line.fired.reports,
            "drafts": line.fired.drafts,
            "silent": not line.fired.reports and not line.idle,
            "idle": line.idle,
        }.get(asked.get("show") or "", True)
        section, severity = asked.get("section"), asked.get("severity")
        return (
            bool(is_shown)
            and section in (None, line.section)
            and severity
            in (
                None,
                "",
                line.severity,
            )
        )


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
        choices = [(one.code, one.named) for one in known]
        sizes = [(one.code, one.title) for one in known if one.formula is None]
        self.fields["indicator"] = forms.ChoiceField(label="Показатель", choices=choices)
        self.fields["indicator"].disabled = self.instance.pk is not None
        self.fields["size"] = forms.ChoiceField(
            label="Похожие по размеру: показатель",
            choices=[("", "только по виду библиотеки"), *sizes],
            required=False,
        )
