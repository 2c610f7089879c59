"""Forms of plans."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms

from events.actions.plans import SETTINGS
from events.actions.texts import checked
from events.calendar import MONTHS
from events.item_fields import FIELDS, text_of
from events.models import Plan, PlanItem, PlannedFigure, PlanSection
from events.names.book import once_each
from events.order import sections_in_order
from events.queries import Sifting
from libraries.models import Organisation


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PlanForm(forms.ModelForm):
    """A new plan: whose, for which year, of which kind."""

    class Meta:
        model = Plan
        fields = ["organisation", "kind", "year", "title", "department"]
        error_messages = {
            "__all__": {"unique_together": "У этой организации уже есть такой план на этот год."}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(is_active=True)
        self.fields["year"] = forms.IntegerField(label="Год", min_value=2000, max_value=2100)
        self.fields["department"].help_text = "Например: научно-методический отдел."


class SettingsForm(forms.ModelForm):
    """The heading of a plan; `base_…` hold the texts from which the person started."""

    class Meta:
        model = Plan
        fields = list(SETTINGS)
        widgets = {name: forms.Textarea({"rows": 4}) for name in ("goal", "tasks", "priorities")}

    def base(self) -> dict[str, str]:
        """Return the texts from which the person started, as the page sent them back."""
        return {name: self.data.get(f"base_{name}", "") for name in SETTINGS}


class ItemForm(forms.Form):
    """All fields of a row, each with the text from which the person started."""

    section = forms.ChoiceField(label="Раздел", required=False)

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(section.pk), section.title) for section in sections_in_order(plan)]
        self.fields["section"].choices = [("", "без раздела"), *choices]
        for name, spec in FIELDS.items():
            widget = forms.Textarea({"rows": 3}) if spec.is_long else forms.TextInput()
            self.fields[name] = forms.CharField(
                label=spec.label,
                required=name == "name",
                help_text=spec.hint,
                widget=widget,
                strip=False,
            )

    def clean(self) -> dict[str, Any]:
        for name in FIELDS:
            if name in self.cleaned_data:
                try:
                    checked(name, self.cleaned_data[name])
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return self.cleaned_data

    def texts(self) -> dict[str, str]:
        """Return the text of each field as the person left it."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    def base(self) -> dict[str, str]:
        """Return the texts from which the person started, as the page sent them back."""
        return {name: self.data.get(f"base_{name}", "") for name in FIELDS}


def texts_of(item: PlanItem) -> dict[str, str]:
    """Return the present texts of a row by field: what `ItemForm` starts from."""
    return {name: text_of(item, name) for name in FIELDS}


class SectionForm(forms.ModelForm):
    class Meta:
        model = PlanSection
        fields = ["title", "kind"]


class FigureForm(forms.ModelForm):
    class Meta:
        model = PlannedFigure
        fields = ["name", "number"]


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label="Почему план возвращается в работу",
        widget=forms.Textarea({"rows": 3}),
        help_text="Останется в истории плана.",
    )


class SiftForm(forms.Form):
    """What of a plan to show, in which groups and order."""

    group = forms.ChoiceField(
        label="Группы", choices=[("sections", "По разделам"), ("months", "По месяцам")]
    )
    order = forms.ChoiceField(
        label="Порядок", choices=[("plan", "как в плане"), ("time", "по сроку")]
    )
    month = forms.TypedChoiceField(
        label="Месяц",
        coerce=int,
        empty_value=None,
        choices=[("", "Все"), *enumerate(MONTHS, start=1)],
    )
    event_form = forms.ChoiceField(label="Форма")
    organiser = forms.ChoiceField(label="Организатор")
    responsible = forms.ChoiceField(label="Ответственный")
    owner = forms.TypedChoiceField(label="Чьи пункты", coerce=int, empty_value=None)
    text = forms.CharField(label="Слова в пункте", max_length=200)

    def __init__(self, rows: list[PlanItem], data: Any) -> None:
        super().__init__(data)
        self._is_months_first = bool(rows) and rows[0].plan.is_ordered_by_time
        for field in self.fields.values():
            field.required = False
        self._offer("event_form", (item.event_form for item in rows))
        for name, relation in (("organiser", "organisers"), ("responsible", "responsibles")):
            self._offer(name, (str(row) for item in rows for row in getattr(item, relation).all()))
        owners = {row.owner_id: str(row.owner) for row in rows if row.owner_id}
        self.fields["owner"].choices = [("", "Все"), *owners.items()]
        if not owners:
            del self.fields["owner"]
        self.is_valid()

    def _offer(self, name: str, words: Iterable[str]) -> None:
        # «Семинар» and «семинар» are one form, «Зимина Т.С.» and «Зимина Т. С.» one person.
        self.fields[name].choices = [("", "Все"), *((word, word) for word in once_each(words))]

    @property
    def group_choices(self) -> list[tuple[str, str]]:
        return self.fields["group"].choices

    @property
    def group_name(self) -> str:
        return "months" if self.is_by_months else "sections"

    @property
    def asked(self) -> list[forms.BoundField]:
        """Return the fields that are filled in; the grouping is chosen by links."""
        return [bound for bound in self if bound.name != "group"]

    @property
    def told(self) -> list[tuple[str, str]]:
        """Return what is asked for as it is read: «Месяц», «март»."""
        asked = [bound for bound in self.asked if bound.name != "order"]
        values = [(bound, self.cleaned_data.get(bound.name)) for bound in asked]
        return [(str(bound.label), self._word(bound, value)) for bound, value in values if value]

    def _word(self, bound: forms.BoundField, value: Any) -> str:
        if bound.name == "month":
            return MONTHS[value - 1].lower()
        return str(dict(getattr(bound.field, "choices", ())).get(value, value))

    @property
    def extract(self) -> str:
        """Return what is looked at as the address of the documents tells it, or nothing."""
        wanted = self.cleaned_data
        month = wanted.get("month")
        told = {
            "part": f"m{month}" if month else "",
            "person": wanted.get("responsible", ""),
            "organiser": wanted.get("organiser", ""),
        }
        return urlencode({name: word for name, word in told.items() if word})

    @property
    def is_by_months(self) -> bool:
        group = self.cleaned_data.get("group")
        return group == "months" if group else self._is_months_first

    @property
    def is_by_time(self) -> bool:
        return self.cleaned_data.get("order") == "time"

    @property
    def sifting(self) -> Sifting:
        wanted = self.cleaned_data
        return Sifting(
            month=wanted.get("month"),
            event_form=wanted.get("event_form", ""),
            organiser=wanted.get("organiser", ""),
            responsible=wanted.get("responsible", ""),
            text=wanted.get("text", ""),
            owner=wanted.get("owner"),
        )
