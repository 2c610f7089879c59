"""Forms of a person: her card, her hiring, schooling, awards and leaves."""

from typing import Any

from django import forms
from django.utils import timezone

from common.editing import VersionedForm
from libraries.forms import reason_field
from staff.forms.parts import (
    DAYS,
    EDUCATION,
    PERSON,
    WORK,
    PlainForm,
    clean_group,
    education_fields,
    person_fields,
    work_fields,
)
from staff.models import Award, Education, Employee, Employment, Leave
from staff.queries.known import Known, known_like

REASON = ("Об этой правке", ("reason",))


class EmployeeForm(VersionedForm):
    groups = (
        ("Кто", ("last_name", "first_name", "patronymic", "born")),
        ("Стаж", ("works_since", "work_break", "in_libraries_since", "library_break")),
        REASON,
    )
    reason = reason_field()

    class Meta:
        model = Employee
        fields = PERSON


class HireForm(PlainForm):
    """A new person, her first work and her highest schooling, on one page.

    Of a person who seems to work already it is asked whether she is another: see `known`.
    """

    groups = (
        ("Кто", ("last_name", "first_name", "patronymic", "born")),
        ("Где работает", WORK),
        ("Образование, высшее из имеющихся", EDUCATION),
        ("Стаж", ("works_since", "work_break", "in_libraries_since", "library_break")),
    )

    is_namesake = forms.BooleanField(label="Это другой человек", required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.known = user, Known([], [])
        self.fields |= {**person_fields(), **work_fields(user), **education_fields()}

    def clean(self) -> None:
        super().clean()
        person = self.check_row(Employee, PERSON)
        self.check_row(Employment, WORK, employee=person)
        self.check_row(Education, EDUCATION, employee=person)
        self._ask_whether_known(person)

    def _ask_whether_known(self, person: Employee) -> None:
        self.known = known_like(person, self.user, timezone.localdate())
        if self.known:
            self.groups = (("Такой человек уже работает", ("is_namesake",)), *self.groups)
            if not self.cleaned_data["is_namesake"]:
                self.add_error(
                    "is_namesake", "Такой человек уже работает. Проверьте, не он ли это."
                )

    def clean_post_group(self) -> str:
        return clean_group(self)


class EducationForm(VersionedForm):
    groups = (("Образование", EDUCATION), REASON)
    reason = reason_field()

    class Meta:
        model = Education
        fields = EDUCATION


class AwardForm(VersionedForm):
    groups = (("Награда", ("level", "title", "given_on")), REASON)
    reason = reason_field()

    class Meta:
        model = Award
        fields = ("level", "title", "given_on")


class LeaveForm(VersionedForm):
    groups = (("Длительный отпуск", ("kind", "since", "until")), REASON)
    reason = reason_field()

    class Meta:
        model = Leave
        fields = ("kind", "since", "until")
        widgets = DAYS
        help_texts = {"until": "Оставьте пустым, пока не вышла на работу."}
