"""The form of a person."""

from typing import Any

from common.editing import VersionedForm
from libraries.forms import DayInput, reason_field
from staff.models import Employee
from staff.rules import employing_libraries_of


class EmployeeForm(VersionedForm):
    groups = (
        ("Кто", ("last_name", "first_name", "patronymic", "birth_year")),
        ("Где работает", ("library", "post", "rate", "career_start_year", "left_on")),
        ("Образование", ("education", "is_library_education")),
        ("Об этой правке", ("reason",)),
    )
    reason = reason_field()

    class Meta:
        model = Employee
        fields = [
            "last_name",
            "first_name",
            "patronymic",
            "birth_year",
            "library",
            "post",
            "rate",
            "career_start_year",
            "left_on",
            "education",
            "is_library_education",
        ]
        widgets = {"left_on": DayInput()}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["library"].queryset = employing_libraries_of(user).order_by("name_key", "code")

    def again(self, data: Any, row: Any) -> "EmployeeForm":
        return type(self)(data, instance=row, user=self.user)
