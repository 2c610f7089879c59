"""The forms by which the head shows a summary to everybody and takes it back."""

from typing import Any

from django import forms

from statistics.models import Campaign, PublishedSummary
from statistics.published.making import offered_chapters


class PublishForm(forms.Form):
    """Of which ready choices the public summary is made."""

    chosen = forms.MultipleChoiceField(
        label="Главы",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Выберите хотя бы одну главу.",
            "invalid_choice": "Такого набора нет: «%(value)s».",
        },
        help_text="Готовые наборы конструктора и наборы, которые отдел показал всем.",
    )
    foreword = forms.CharField(
        label="Вступление",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Несколько слов от отдела, если они нужны. Увидят все.",
    )

    def __init__(
        self, data: Any, campaign: Campaign, published: PublishedSummary | None = None
    ) -> None:
        offered = offered_chapters(campaign)
        ready = [code for code, preset in offered.items() if preset.row is None]
        initial = {
            "chosen": [code for code in published.chosen if code in offered]
            if published
            else ready,
            "foreword": published.foreword if published else "",
        }
        super().__init__(data, initial=initial)
        self.offered = offered
        self.fields["chosen"].choices = [(code, one.title) for code, one in offered.items()]


class WithdrawForm(forms.Form):
    """Why a summary is taken back."""

    reason = forms.CharField(
        label="Почему свод снимают",
        max_length=300,
        help_text="Останется в записи отдела; посетители этого не увидят.",
    )
