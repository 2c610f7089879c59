"""Forms of visits to model libraries."""

from typing import Any

from django import forms
from django.utils import timezone

from libraries.actions.monitoring import Answers
from libraries.forms.registry import DayInput
from libraries.models import ModelMonitoring, MonitoringAnswer, OutlineItem


class MonitoringForm(forms.ModelForm):
    """A visit: who came when, an answer with a comment for each criterion, figures, a summary.

    The criteria are those of the instance's outline.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ModelMonitoring
        fields = [
            "visited_on",
            "visitors",
            "visits_before",
            "visits_now",
            "users_before",
            "users_now",
            "summary",
        ]
        widgets = {"visited_on": DayInput(), "summary": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        stored = self.instance.answers.all() if self.instance.pk else []
        told = {answer.criterion_id: answer for answer in stored}
        self.items = list(self.instance.outline.items.all())
        for item in self.items:
            self._ask(item, told.get(item.pk))

    def _ask(self, item: OutlineItem, answer: MonitoringAnswer | None) -> None:
        self.fields[f"is_{item.pk}"] = forms.ChoiceField(
            label=item.title,
            help_text=item.hint,
            choices=[("", "Выберите"), *MonitoringAnswer.Value.choices],
            initial=answer.value if answer else "",
        )
        self.fields[f"why_{item.pk}"] = forms.CharField(
            label=f"Пояснение: {item.title[0].lower()}{item.title[1:]}",
            max_length=500,
            required=False,
            initial=answer.comment if answer else "",
        )

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    @property
    def answers(self) -> Answers:
        data = self.cleaned_data
        return {each.pk: (data[f"is_{each.pk}"], data[f"why_{each.pk}"]) for each in self.items}

    @property
    def visit_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("visited_on", "visitors")]

    @property
    def figure_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("visits_before", "visits_now", "users_before", "users_now")]

    @property
    def criteria(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [(each.title, self[f"is_{each.pk}"], self[f"why_{each.pk}"]) for each in self.items]


class AdviceForm(forms.Form):
    text = forms.CharField(
        label="Рекомендация", max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    due_on = forms.DateField(label="Выполнить до", widget=DayInput())


class FollowUpForm(forms.Form):
    done_on = forms.DateField(label="Выполнена", widget=DayInput())
    outcome = forms.CharField(label="Что сделано", max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"done_on": timezone.localdate()}, **kwargs})
