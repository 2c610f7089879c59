"""Forms of users: inviting, changing, one's own data, the first password."""

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm

from accounts.actions import EDITABLE_FIELDS, OWN_FIELDS
from accounts.models import User
from accounts.rules import roles_given_by

PHONE_HELP = "Виден только сотрудникам отдела."


class UserForm(forms.ModelForm):
    """Data of a person as the head sees them; offers the roles that `actor` may give."""

    class Meta:
        model = User
        fields = EDITABLE_FIELDS
        help_texts = {
            "email": "По ней человек входит; на неё придут письма портала.",
            "organisation": "Обязательно для библиотекаря: он видит это учреждение "
            "и те, что в него входят.",
            "phone": PHONE_HELP,
        }
        error_messages = {
            "email": {"unique": "Пользователь с такой почтой уже есть: найдите его в списке."}
        }

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [
            ("", "выберите"),
            *((role.value, role.label) for role in roles_given_by(actor)),
        ]
        self.fields["organisation"].empty_label = "Не указано"
        self.fields["organisation"].needed_by_some = True
        self.fields["email"].widget.attrs["autocomplete"] = "off"

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class ChangeUserForm(UserForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ProfileForm(forms.ModelForm):
    """What a person changes herself."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = User
        fields = OWN_FIELDS
        help_texts = {"phone": PHONE_HELP}


class FirstPasswordForm(SetPasswordForm):
    """The password of an invited person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = "Придумайте пароль"
        self.fields["new_password2"].label = "Повторите пароль"
