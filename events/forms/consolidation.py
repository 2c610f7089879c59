"""Forms of a consolidated plan: whom to invite until when, what to write to them."""

from typing import Any

from django import forms
from django.utils import timezone

from common.named_rows import SeveralRowsField
from common.workdays import after_workdays
from events.forms.editing import DateInput
from events.models import Plan
from libraries.models import Organisation

USUAL_WORKDAYS = 15


class _UntilForm(forms.Form):
    due_on = forms.DateField(label="Сдать до", widget=DateInput)
    note = forms.CharField(
        label="Что написать организациям",
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = after_workdays(timezone.localdate(), USUAL_WORKDAYS)


class InviteForm(_UntilForm):
    """Organisations that write a consolidated plan together, and until when."""

    organisations = SeveralRowsField(
        Organisation.objects.none(), label="Организации", widget=forms.CheckboxSelectMultiple
    )
    field_order = ["organisations", "due_on", "note"]

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invited = plan.participants.values("organisation")
        self.fields["organisations"].queryset = Organisation.objects.filter(is_active=True).exclude(
            pk__in=invited
        )


class HandBackForm(_UntilForm):
    """Until which other day an organisation's rows are open again."""

    note = forms.CharField(
        label="Что исправить",
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
    )


class RemindForm(forms.Form):
    note = forms.CharField(
        label="Что добавить к письму",
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
    )
