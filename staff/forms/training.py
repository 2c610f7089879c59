"""Forms of courses, registrations and records of what people have learnt."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from common.editing import VersionedForm
from common.named_rows import SeveralRowsField
from common.text import normalise
from libraries.forms import DayInput, reason_field
from libraries.models import Library
from staff.actions.courses import Mark
from staff.models import Course, Employee, Employment, PlannedTraining, Registration, Training
from staff.queries.workplaces import working, workplaces
from staff.rules import kept_employees_of, planned_training_of


class CourseForm(VersionedForm):
    groups = (
        ("Курс", ("name", "kind", "about", "audience")),
        ("Где и когда", ("organiser", "place", "is_online", "starts_on", "ends_on", "hours")),
        ("Запись", ("capacity", "registration_until", "document_kind")),
        ("Об этой правке", ("reason",)),
    )
    reason = reason_field()

    class Meta:
        model = Course
        fields = [
            "name",
            "kind",
            "about",
            "audience",
            "organiser",
            "place",
            "is_online",
            "starts_on",
            "ends_on",
            "hours",
            "capacity",
            "registration_until",
            "document_kind",
        ]
        widgets = {
            "about": forms.Textarea(attrs={"rows": 4}),
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "registration_until": DayInput(),
        }


class TrainingForm(VersionedForm):
    """What one person has learnt; `employee` is whose card it was opened from."""

    groups = (
        ("Чему и где", ("title", "kind", "organiser", "starts_on", "ends_on", "hours")),
        ("Документ", ("document_kind", "document_number", "document_on")),
        ("План обучения", ("planned",)),
        ("Об этой правке", ("reason",)),
    )
    reason = reason_field()

    class Meta:
        model = Training
        fields = [
            "title",
            "kind",
            "organiser",
            "starts_on",
            "ends_on",
            "hours",
            "document_kind",
            "document_number",
            "document_on",
            "planned",
        ]
        widgets = {
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "document_on": DayInput(),
        }

    def __init__(self, *args: Any, user: Any, employee: Employee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.employee = user, employee
        self.instance.employee = employee
        hers = Q(employee=employee) | Q(employee__isnull=True)
        field = self.fields["planned"]
        field.queryset = (
            planned_training_of(user)
            .filter(hers, organisation__in=_employers(employee), is_removed=False)
            .order_by("-year", "quarter", "pk")
        )
        field.label = "Выполняет строку плана"
        field.empty_label = "Не по плану, или портал найдёт сам"
        field.label_from_instance = lambda each: f"{each.year}: {each}"

    def again(self, data: Any, row: Any) -> "TrainingForm":
        return type(self)(data, instance=row, user=self.user, employee=self.employee)

    def clean(self) -> dict[str, Any]:
        """Refuse what stands on the card already, with the same name and last day."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        title, ended = values.get("title"), values.get("ends_on")
        others = self.employee.trainings.filter(is_removed=False, ends_on=ended)
        others = others.exclude(pk=self.instance.pk)
        if title and any(normalise(each.title) == normalise(title) for each in others):
            self.add_error("title", "Это обучение с тем же днём окончания уже записано.")
        return values


def _employers(employee: Employee) -> Any:
    return Employment.objects.filter(employee=employee).values("library__organisation")


class PlannedTrainingForm(VersionedForm):
    """A row of the plan of the organisation and year that `row` is of."""

    groups = (
        ("Чему учить", ("kind", "theme")),
        ("Кого и когда", ("employee", "people", "quarter", "note")),
        ("Об этой правке", ("reason",)),
    )
    reason = reason_field()

    class Meta:
        model = PlannedTraining
        fields = ["kind", "theme", "employee", "people", "quarter", "note"]
        help_texts = {"employee": "Если уже известно, кто поедет; тогда сколько человек — 1."}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        libraries = Library.objects.filter(organisation=self.instance.organisation_id)
        here = working(kept_employees_of(user), timezone.localdate(), libraries)
        named = Q(pk__in=here.values("pk")) | Q(pk=self.instance.employee_id)
        field = self.fields["employee"]
        field.queryset = Employee.objects.filter(named).order_by("name_key", "pk")
        field.empty_label = "Пока не назначено"
        self.fields["quarter"].empty_value = None

    def again(self, data: Any, row: Any) -> "PlannedTrainingForm":
        return type(self)(data, instance=row, user=self.user)


class RegistrationForm(forms.Form):
    """Whom to register for a course, of those who work in `libraries` and are not yet."""

    people = SeveralRowsField(
        Employee.objects.none(),
        label="Кого записать",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте хотя бы одного человека."},
    )

    def __init__(self, *args: Any, user: Any, course: Course, libraries: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        today = timezone.localdate()
        taken = course.registrations.exclude(state=Registration.State.WITHDRAWN)
        free = kept_employees_of(user).exclude(pk__in=taken.values("employee"))
        field = self.fields["people"]
        field.queryset = working(free, today, libraries).order_by("name_key", "pk")
        places = workplaces(field.queryset.values_list("pk", flat=True), today, libraries)
        field.label_from_instance = lambda each: _with_place(each, places)


def _with_place(employee: Employee, places: Mapping[int, Employment]) -> str:
    work = places.get(employee.pk)
    return f"{employee} — {work.post}, {work.library}" if work else str(employee)


class AttendanceForm(forms.Form):
    """Who of the registered was there, and the numbers of their documents."""

    document_on = forms.DateField(
        label="Дата документов",
        required=False,
        widget=DayInput(),
        help_text="Одна для всех; в карточку попадёт там, где указан номер.",
    )

    def __init__(self, *args: Any, registrations: Sequence[Registration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.registrations = registrations
        for each in registrations:
            self.fields[f"attended_{each.pk}"] = forms.BooleanField(
                label=f"Был на занятиях: {each.employee}", required=False
            )
            self.fields[f"number_{each.pk}"] = forms.CharField(
                label=f"Номер документа: {each.employee}", required=False, max_length=60
            )

    def rows(self) -> list[tuple[Registration, forms.BoundField, forms.BoundField]]:
        """Return each registration with its two fields, for the table of the page."""
        return [
            (each, self[f"attended_{each.pk}"], self[f"number_{each.pk}"])
            for each in self.registrations
        ]

    @property
    def marks(self) -> dict[int, Mark]:
        """The cleaned marks by number of the registration."""
        return {
            each.pk: Mark(
                self.cleaned_data[f"attended_{each.pk}"], self.cleaned_data[f"number_{each.pk}"]
            )
            for each in self.registrations
        }
