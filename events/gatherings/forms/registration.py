"""Whom to register for an event."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django import forms
from django.utils import timezone

from common.named_rows import SeveralRowsField
from events.models import Event, Participation
from staff.models import Employee, Employment
from staff.queries.workplaces import working, workplaces
from staff.rules import kept_employees_of


class RegistrationForm(forms.Form):
    """People at work in `libraries` who are not registered yet."""

    people = SeveralRowsField(
        Employee.objects.none(),
        label="Кого записать",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте хотя бы одного человека."},
    )
    told = forms.BooleanField(
        label="Эти люди знают, что организатор увидит их имя, должность и место работы",
        error_messages={"required": "Сначала скажите об этом тем, кого записываете."},
    )

    def __init__(self, *args: Any, user: Any, event: Event, libraries: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        today = timezone.localdate()
        taken = event.participations.exclude(state=Participation.State.WITHDRAWN)
        free = kept_employees_of(user).exclude(pk__in=taken.values("employee"))
        field = self.fields["people"]
        field.queryset = working(free, today, libraries).order_by("name_key", "pk")

        @cache
        def places() -> Mapping[int, Employment]:
            """Ask only when the names are shown: an answer that is right shows none."""
            return workplaces(field.queryset.values_list("pk", flat=True), today, libraries)

        field.label_from_instance = lambda each: _with_place(each, places())


def _with_place(employee: Employee, places: Mapping[int, Employment]) -> str:
    work = places.get(employee.pk)
    return f"{employee} — {work.post}, {work.library}" if work else str(employee)
