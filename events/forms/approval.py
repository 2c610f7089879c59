"""Forms of approval: who reads the plan, what is answered, by which order it is approved."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from common.roles import Role
from common.workdays import after_workdays
from events.actions import Reader
from events.actions.approvals import MOST_READERS
from events.forms.editing import DateInput
from events.models import ApprovalRemark, PlanSection

USUAL_WORKDAYS = 5


def _long(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


def people_choices() -> list[tuple[str, Any]]:
    """Return all who can be asked: the department first, then the organisations' people."""
    users = list(User.objects.filter(is_active=True).select_related("organisation"))
    department = [one for one in users if one.role in (Role.METHODIST, Role.HEAD)]
    others = [one for one in users if one.role == Role.LIBRARIAN]
    return [
        ("", "— выберите —"),
        ("Отдел", [(str(one.pk), _named(one)) for one in department]),
        (
            "Учреждения",
            [(str(one.pk), f"{_named(one)} ({one.organisation})") for one in others],
        ),
    ]


def _named(user: User) -> str:
    return ", ".join(filter(None, (user.short_name, user.post)))


class ReaderForm(forms.Form):
    """One place of the order: a user of the portal, or somebody without an account."""

    user = forms.ChoiceField(label="Кто", required=False)
    name = forms.CharField(label="Или имя на бумаге", max_length=200, required=False)
    post = forms.CharField(label="Должность", max_length=300, required=False)

    def __init__(self, *args: Any, people: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = people

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("user") and told.get("name"):
            raise ValidationError("Выберите человека из списка или напишите имя, но не оба сразу.")
        if told.get("post") and not (told.get("user") or told.get("name")):
            self.add_error("name", "Напишите и имя.")
        return told


class BaseReaders(forms.BaseFormSet):
    """The people in the order of reading; empty places are passed over."""

    def readers(self) -> list[Reader]:
        told = [form.cleaned_data for form in self.forms if form.cleaned_data]
        keys = [one["user"] for one in told if one.get("user")]
        users = User.objects.in_bulk([int(key) for key in keys])
        return [
            Reader(users[int(one["user"])])
            if one.get("user")
            else Reader(name=one["name"], post=one["post"])
            for one in told
            if one.get("user") or one.get("name")
        ]


ReaderFormSet = forms.formset_factory(
    ReaderForm, formset=BaseReaders, extra=0, max_num=MOST_READERS, validate_max=True
)


class SendForm(forms.Form):
    """Until when the text is to be read, and what is to be told to the readers."""

    due_on = forms.DateField(label="Согласовать до", widget=DateInput)
    note = forms.CharField(
        label="Что написать согласующим", widget=_long(), max_length=2000, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    despite_remarks = forms.BooleanField(
        label="Отправить, хотя на замечания прошлого круга нет ответа", required=False
    )

    def __init__(self, *args: Any, asks_remarks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = after_workdays(timezone.localdate(), USUAL_WORKDAYS)
        if not asks_remarks:
            del self.fields["despite_remarks"]


class AnswerForm(forms.Form):
    """Words to a decision; of a person without an account also the day on paper."""

    on = forms.DateField(label="День на бумаге", widget=DateInput)
    comment = forms.CharField(
        label="Слова к решению", widget=_long(2), max_length=2000, required=False
    )

    def __init__(self, *args: Any, on_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        if not on_paper:
            del self.fields["on"]


class RemarkForm(forms.Form):
    """A remark on a row by its number, on a section, or in general."""

    number = forms.IntegerField(
        label="К пункту №", min_value=1, required=False, help_text="Пусто — к плану в целом."
    )
    section = forms.ChoiceField(label="Или к разделу", required=False)
    text = forms.CharField(label="Замечание", widget=_long(), max_length=4000)

    def __init__(self, sections: list[PlanSection], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(section.pk), section.title) for section in sections]
        self.fields["section"].choices = [("", "—"), *choices]
        if not choices:
            del self.fields["section"]


class RemarkAnswerForm(forms.Form):
    state = forms.ChoiceField(
        label="Что сделано",
        choices=[
            (ApprovalRemark.State.MENDED, "Учтено"),
            (ApprovalRemark.State.DECLINED, "Не учтено"),
        ],
        widget=forms.RadioSelect,
        initial=ApprovalRemark.State.MENDED,
    )
    answer = forms.CharField(label="Ответ", widget=_long(2), max_length=4000, required=False)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Почему отзываете",
        widget=_long(),
        max_length=2000,
        help_text="Останется в истории плана.",
    )


class ApproveForm(forms.Form):
    """The order and the day that stand in the УТВЕРЖДАЮ block."""

    approved_on = forms.DateField(label="Дата утверждения", widget=DateInput, initial=dt.date.today)
    order_number = forms.CharField(
        label="Номер приказа", max_length=60, required=False, help_text="Например: 145-о."
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
