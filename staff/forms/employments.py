"""Forms of work: work beside the main one, transfer, dismissal, putting a record right."""

from typing import Any

from django import forms

from common.editing import VersionedForm
from libraries.forms import DayInput, reason_field
from staff.forms.parts import (
    DAYS,
    WORK,
    PlainForm,
    PostGroupField,
    RateField,
    clean_group,
    library_field,
)
from staff.forms.parts import work_fields as fields_of_work
from staff.models import Employment


class EmploymentForm(VersionedForm):
    """A work as it is written down; its end is asked of one that is on record."""

    post_group = PostGroupField(label="Группа должностей")
    reason = reason_field()

    class Meta:
        model = Employment
        fields = (*WORK, "until", "end_order")
        widgets = DAYS
        field_classes = {"rate": RateField}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["library"] = library_field(user, with_closed=self.instance.pk is not None)

        if self.instance.pk is None:
            del self.fields["until"], self.fields["end_order"]
        end = [name for name in ("until", "end_order") if name in self.fields]
        self.groups = (
            ("Где работает", WORK),
            *((("Окончание", end),) if end else ()),
            ("Об этой правке", ("reason",)),
        )

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}

    def again(self, data: Any, row: Any) -> "EmploymentForm":
        return type(self)(data, instance=row, user=self.user)

    def clean_post_group(self) -> str:
        return clean_group(self)


class TransferForm(PlainForm):
    """The new work of a person; the present one ends on the eve."""

    groups = (("Куда и кем", WORK), ("Об этой правке", ("reason",)))
    reason = reason_field()

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= fields_of_work(user)
        self.fields["since"].required = True
        self.fields["since"].label = "На новом месте с"

    def clean(self) -> None:
        super().clean()
        self.check_row(Employment, WORK)

    def clean_post_group(self) -> str:
        return clean_group(self)


class DismissForm(PlainForm):
    groups = (("Окончание работы", ("until", "end_order", "reason")),)
    until = forms.DateField(label="Последний день работы", widget=DayInput())
    end_order = forms.CharField(label="Приказ", max_length=200, required=False)
    reason = reason_field()
