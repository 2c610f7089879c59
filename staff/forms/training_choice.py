"""Forms that choose what a page about learning shows."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from libraries.forms import DayInput
from libraries.models import Organisation, Territory
from libraries.validators import validate_day
from staff.models import PlannedTraining, Training
from staff.queries.training_gaps import COUNTED


@dataclass(frozen=True)
class GapsChoice:
    """What the list of those who have not learnt is asked for."""

    day: datetime.date
    counted: str
    organisation: Organisation | None = None
    territory: Territory | None = None

    @property
    def where(self) -> str:
        places = (self.organisation, self.territory)
        return ", ".join(str(each) for each in places if each) or "все учреждения"


def only_one(organisations: QuerySet[Organisation]) -> Organisation | None:
    """Return the organisation when there is just one to choose from."""
    found = list(organisations[:2])
    return found[0] if len(found) == 1 else None


class GapsForm(forms.Form):
    """The day, what counts as learning, and where; anything wrong is left out and told."""

    day = forms.DateField(
        label="На дату", required=False, widget=DayInput(), validators=[validate_day]
    )
    counted = forms.ChoiceField(label="Что считать", choices=COUNTED.items(), required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Учреждение", required=False, empty_label="Все"
    )
    territory = forms.ModelChoiceField(
        Territory.objects.none(), label="Территория", required=False, empty_label="Все"
    )

    def __init__(
        self, data: Any = None, *, organisations: QuerySet[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(data, initial={"day": timezone.localdate()}, **kwargs)
        self.fields["organisation"].queryset = organisations
        places = Territory.objects.filter(libraries__organisation__in=organisations.order_by())
        self.fields["territory"].queryset = places.distinct().order_by("name_key")

    @cached_property
    def choice(self) -> GapsChoice:
        self.is_valid()  # fills cleaned_data with what could be understood
        told = self.cleaned_data if self.is_bound else {}
        return GapsChoice(
            told.get("day") or timezone.localdate(),
            told.get("counted") or "qualifying",
            told.get("organisation") or only_one(self.fields["organisation"].queryset),
            told.get("territory"),
        )


class PlanChoiceForm(forms.Form):
    """The year and the organisation of a plan."""

    year = forms.IntegerField(label="Год", min_value=2000, max_value=2100, required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Учреждение", required=False, empty_label="Все"
    )

    def __init__(
        self, data: Any = None, *, organisations: QuerySet[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(data, initial={"year": timezone.localdate().year}, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.told = self.cleaned_data if self.is_bound and not self.errors else {}

    @property
    def chosen_year(self) -> int:
        return self.told.get("year") or timezone.localdate().year

    @property
    def chosen_organisation(self) -> Organisation | None:
        return self.told.get("organisation")

    @property
    def only_organisation(self) -> Organisation | None:
        """The organisation when there is just one to choose from."""
        return only_one(self.fields["organisation"].queryset)


class DoneForm(forms.Form):
    """Which training fulfils a row of the plan."""

    training = forms.ModelChoiceField(
        Training.objects.none(), label="Чем выполнено", empty_label="Выберите запись"
    )

    def __init__(
        self, *args: Any, planned: PlannedTraining, trainings: QuerySet[Training], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        free = trainings.filter(planned__isnull=True).select_related("employee")
        if planned.employee_id:
            free = free.filter(employee=planned.employee_id)
        else:
            libraries = planned.organisation.libraries.all()
            free = free.filter(employee__employments__library__in=libraries).distinct()
        field = self.fields["training"]
        field.queryset = free.order_by("employee__name_key", "-ends_on", "pk")
        field.label_from_instance = lambda each: f"{each.employee}: {each}, {each.ends_on:%d.%m.%Y}"
