"""The form of next year's plan: which year, which sections, which rows, how their days move."""

from collections.abc import Sequence
from typing import Any

from django import forms

from events.actions import Choice
from events.copying.preview import LOOSE
from events.models import Plan, PlanSection

ALL, YEARLY = "all", "yearly"


class CopyForm(forms.Form):
    year = forms.IntegerField(label="На какой год", min_value=2000, max_value=2100)
    sections = forms.MultipleChoiceField(label="Какие разделы", widget=forms.CheckboxSelectMultiple)
    which = forms.ChoiceField(
        label="Какие пункты",
        choices=[(ALL, "все"), (YEARLY, "только ежегодные и те, что идут весь год")],
        widget=forms.RadioSelect,
        initial=ALL,
    )
    moves_days = forms.BooleanField(
        label="Дни, попавшие на выходные и праздники, перенести на ближайшие рабочие",
        required=False,
    )
    with_figures = forms.BooleanField(
        label="Перенести плановые показатели", required=False, initial=True
    )

    def __init__(
        self,
        plan: Plan,
        sections: Sequence[PlanSection],
        has_loose: bool,
        data: Any,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        choices = [(str(one.pk), one.title) for one in sections]
        if has_loose or not choices:
            choices.insert(0, (str(LOOSE), "Пункты вне разделов"))
        super().__init__(data, *args, **kwargs)
        self.fields["year"].initial = plan.year + 1
        self.fields["sections"].choices = choices
        self.fields["sections"].initial = [key for key, _ in choices]

    @property
    def words(self) -> str:
        """Return what is chosen in a valid form: «2027 год, разделы — 2 из 6, пункты — все»."""
        told, of_all = self.cleaned_data, len(self.fields["sections"].choices)
        number = len(told["sections"])
        sections = "все" if number == of_all else f"{number} из {of_all}"
        rows = dict(self.fields["which"].choices)[told["which"]]
        return f"{told['year']} год, разделы — {sections}, пункты — {rows}"

    def choice(self, without: Sequence[int] = ()) -> Choice:
        """Return what is to be copied, of a valid form."""
        told = self.cleaned_data
        return Choice(
            year=told["year"],
            sections=frozenset(int(key) for key in told["sections"]),
            without=frozenset(without),
            only_yearly=told["which"] == YEARLY,
            with_figures=told["with_figures"],
            moves_days=told["moves_days"],
        )
