"""Forms of competitions and applications."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from common.editing import VersionedForm
from common.named_rows import NamedRowField
from libraries.forms.headings import HeadedForm
from libraries.forms.registry import DayInput, reason_field
from libraries.models import Competition, Library, ModelApplication, Outline
from libraries.models.model_status import money_fields
from libraries.queries import active_outline, opened, outlines_to_choose

Result = ModelApplication.State


class RoublesField(forms.DecimalField):
    """Roubles with kopecks as people write them: «1 250 000,50»."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return str(value).replace(".", ",") if isinstance(value, Decimal) else value


def _roubles(*kinds: str) -> dict[str, type[forms.Field]]:
    return {name: RoublesField for kind in kinds for name in money_fields(kind)}


class CompetitionForm(VersionedForm):
    groups = (
        ("Конкурс", ("programme", "year", "level")),
        ("Приём заявок", ("opens_on", "closes_on", "outline", "conditions")),
        ("Об этой правке", ("reason",)),
    )
    reason = reason_field()

    class Meta:
        model = Competition
        fields = ["programme", "year", "level", "opens_on", "closes_on", "outline", "conditions"]
        widgets = {"opens_on": DayInput(), "closes_on": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outline"]
        present = self.instance.outline if self.instance.pk else None
        field.queryset, field.empty_label = outlines_to_choose(present), None
        if present is None:
            field.initial = active_outline(Outline.Purpose.APPLICATION).pk


class ApplyForm(forms.Form):
    """Asks which library applies; only those that have not yet are offered."""

    library = NamedRowField(
        Library.objects.none(),
        keys=("search_key",),
        label="Библиотека",
        help_text="Наберите часть названия или кода и выберите из списка.",
    )

    def __init__(
        self, *args: Any, libraries: QuerySet[Library], competition: Competition, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["library"]
        field.queryset = (
            opened(libraries)
            .exclude(model_applications__competition=competition)
            .exclude(kind__in=(Library.Kind.SCHOOL, Library.Kind.COLLEGE))
            .order_by("name_key", "code")
        )
        field.label_from_instance = lambda each: f"{each.name} ({each.code})"


class ApplicationForm(HeadedForm):
    """The texts of an application under the headings of its competition, and the money."""

    groups = (("Сколько денег нужно", tuple(money_fields("requested"))),)

    class Meta:
        model = ModelApplication
        fields = money_fields("requested")
        field_classes = _roubles("requested")


class ModernisationForm(VersionedForm):
    groups = (
        ("Деньги по договору", tuple(money_fields("contract"))),
        ("Израсходовано", tuple(money_fields("spent"))),
        ("Работы", ("works_from", "works_to")),
    )

    class Meta:
        model = ModelApplication
        fields = [*money_fields("contract"), *money_fields("spent"), "works_from", "works_to"]
        widgets = {"works_from": DayInput(), "works_to": DayInput()}
        field_classes = _roubles("contract", "spent")


class SeenForm(forms.Form):
    """A step of an application: remembers the version that the person acts upon."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        initial = {"version": row.version, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)


class ReturnForm(SeenForm):
    remarks = forms.CharField(
        label="Что исправить",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Библиотека получит это письмом и увидит на странице заявки.",
    )


class ResultForm(SeenForm):
    result = forms.ChoiceField(
        label="Итог",
        choices=[(s.value, s.label) for s in (Result.WINNER, Result.RESERVE, Result.DECLINED)],
    )
    result_on = forms.DateField(label="Дата итогов", widget=DayInput())
    result_order = forms.CharField(
        label="Приказ",
        max_length=100,
        required=False,
        help_text="Победителю обязательно, например: «приказ от 20.12.2025 № 412».",
    )
    result_reason = forms.CharField(
        label="Причина",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Обязательно для резерва и отказа. Библиотека увидит её.",
    )


class OpeningForm(SeenForm):
    opened_on = forms.DateField(
        label="День открытия", widget=DayInput(), help_text="С этого года библиотека модельная."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"opened_on": timezone.localdate()}, **kwargs)


class LossForm(SeenForm):
    lost_on = forms.DateField(label="С какого дня", widget=DayInput())
    reason = forms.CharField(
        label="Причина", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    order = forms.CharField(
        label="Приказ", max_length=100, help_text="Например: «приказ от 12.03.2026 № 45»."
    )
