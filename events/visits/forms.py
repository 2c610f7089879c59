"""Forms of visits and of what is advised on them."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from common.editing import VersionedForm
from common.named_rows import SeveralRowsField
from common.roles import Role
from events.models import Visit
from libraries.forms import DayInput, LibraryField, PastDayField, reason_field
from libraries.validators import validate_day


class VisitForm(VersionedForm):
    groups = (
        ("Куда и зачем", ("library", "purpose")),
        ("Когда и кто", ("starts_on", "ends_on", "visitors", "other_visitors")),
        ("Об этой правке", ("reason",)),
    )
    library = LibraryField()
    visitors = SeveralRowsField(
        User.objects.none(),
        label="Кто едет",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = reason_field()

    class Meta:
        model = Visit
        fields = ["library", "purpose", "starts_on", "ends_on", "visitors", "other_visitors"]
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}
        help_texts = {
            "purpose": "Например: помощь с отчётом, экспертный выезд, день методиста.",
            "ends_on": "В один день — тот же.",
            "other_visitors": "Не из отдела: фамилии и должности через запятую.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = Q(pk__in=self.instance.visitors.values("pk")) if self.instance.pk else Q(pk__in=[])
        working = Q(is_active=True, role__in=(Role.METHODIST, Role.HEAD))
        people = User.objects.filter(working | kept).order_by("name_key", "pk")
        self.fields["visitors"].queryset = people
        self.fields["ends_on"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and not data.get("ends_on"):
            data["ends_on"] = data["starts_on"]
        if not data.get("visitors") and not data.get("other_visitors"):
            self.add_error("visitors", "Отметьте, кто едет, или назовите ниже.")
        return data

    @property
    def values(self) -> dict[str, Any]:
        told = super().values
        return {**told, "visitors": sorted(told["visitors"], key=lambda user: user.pk)}

    def value_of(self, row: Any, name: str) -> Any:
        """Return what `row` holds; of a row of the history, the visitors known by their names."""
        if name != "visitors":
            return super().value_of(row, name)
        if isinstance(row, Visit):
            return list(row.visitors.order_by("pk"))
        names = row.visitor_names.splitlines()
        people = self.fields["visitors"].queryset.order_by("pk")
        return [user for user in people if str(user) in names]


class FindingsForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    findings = forms.CharField(
        label="Что увидели, в чём помогли",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Библиотека прочтёт это на портале. Рекомендации со сроками добавите потом.",
    )


class CancelForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Почему", max_length=500, help_text="Причину прочтёт в письме библиотека."
    )


class AdviceForm(forms.Form):
    text = forms.CharField(
        label="Рекомендация", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = forms.DateField(label="Срок", widget=DayInput(), validators=[validate_day])


class AnswerForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="Что сделано", max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )


class DoneForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    done_on = PastDayField(label="Когда выполнена", initial=timezone.localdate)


class SendBackForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    remark = forms.CharField(
        label="Чего не хватает", max_length=500, help_text="Это прочтёт библиотека."
    )
