"""Forms of vacancies."""

from typing import Any

from django import forms

from common.editing import VersionedForm
from libraries.forms import DayInput, reason_field
from staff.forms.parts import DAYS, PlainForm, PostGroupField, RateField, clean_group, library_field
from staff.models import Vacancy

FIELDS = ("library", "post", "post_group", "rate", "opened_on", "closed_on", "note")


class VacancyForm(VersionedForm):
    groups = (("Вакансия", FIELDS), ("Об этой правке", ("reason",)))
    post_group = PostGroupField(label="Группа должностей")
    reason = reason_field()

    class Meta:
        model = Vacancy
        fields = FIELDS
        widgets = DAYS
        field_classes = {"rate": RateField}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["library"] = library_field(user, with_closed=self.instance.pk is not None)

    def again(self, data: Any, row: Any) -> "VacancyForm":
        return type(self)(data, instance=row, user=self.user)

    def clean_post_group(self) -> str:
        return clean_group(self)


class CloseVacancyForm(PlainForm):
    groups = (("Закрытие вакансии", ("closed_on", "reason")),)
    closed_on = forms.DateField(label="Закрыта с", widget=DayInput())
    reason = reason_field()
