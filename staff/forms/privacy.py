"""Forms of consents, contacts and erasure."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from common.editing import VersionedForm
from common.files.fields import CheckedFileField
from common.files.kinds import JPEG, PDF, PNG
from libraries.forms import DayInput
from staff.models import Consent, ConsentText, Contact
from staff.personal_data.files.finding import FilesSeen
from staff.personal_data.mentions.finding import Place, digest


class ConsentTextForm(VersionedForm):
    groups = (("Текст", ("text",)),)

    class Meta:
        model = ConsentText
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 18})}


class ConsentForm(forms.ModelForm):
    """That a person has consented to the text in force."""

    scan = CheckedFileField(label="Скан", kinds=(PDF, JPEG, PNG), required=False)

    class Meta:
        model = Consent
        fields = ["given_on", "form"]
        widgets = {"given_on": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_on"].initial = timezone.localdate

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class WithdrawalForm(forms.ModelForm):
    """When and how a consent was withdrawn."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Consent
        fields = ["withdrawn_on", "withdrawal_note"]
        widgets = {"withdrawn_on": DayInput()}
        labels = {"withdrawn_on": "Отозвано", "withdrawal_note": "Как отозвано"}
        help_texts = {"withdrawal_note": "Например: «заявление от 12.03.2026»."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["withdrawn_on"].required = True
        self.initial["withdrawn_on"] = timezone.localdate()


class ContactForm(VersionedForm):
    groups = (("Как связаться", ("phone", "email")),)

    class Meta:
        model = Contact
        fields = ["phone", "email"]


class AccountsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.full_name}, {obj.email}, {obj.get_role_display()}"


class ErasureForm(forms.Form):
    """Asks with the name of who is lost."""

    accounts = AccountsField(
        label="Учётные записи на портале",
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Отметьте те, что принадлежат этому человеку: вход закроется, а имя, почта "
        "и телефон исчезнут, из истории тоже. Сделанное на портале останется без имени.",
    )
    order = forms.CharField(
        label="Основание",
        max_length=300,
        help_text="Приказ или заявление: «приказ от 12.03.2026 № 45». Имени не пишите.",
    )
    name = forms.CharField(
        label="Фамилия, имя и отчество",
        max_length=310,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Наберите полностью, как в карточке.",
    )

    files = forms.BooleanField(
        label="Приложенные файлы посмотрены",
        help_text="Имя из названных файлов убрано, или это однофамилица. После обезличивания "
        "портал имени в файлах уже не найдёт.",
        error_messages={"required": "Посмотрите файлы, названные выше, и отметьте это."},
    )

    def __init__(
        self,
        *args: Any,
        places: Sequence[Place],
        accounts: QuerySet[User],
        seen: FilesSeen | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accounts"].queryset = accounts
        if not accounts:
            del self.fields["accounts"]
        if seen is None or not (seen.waiting or seen.named):
            del self.fields["files"]
        elif seen.waiting:
            self.fields["files"].error_messages["required"] = (
                f"Портал прочитал ещё не все файлы, осталось: {seen.waiting}. Подождите и "
                "отправьте снова — набранное останется; или посмотрите их сами и отметьте это."
            )
        self.places = places
        self.digest = digest(places)

    @property
    def marked(self) -> set[str]:
        """The keys of the places she has marked one by one."""
        return set(self.data.getlist("confirmed")) if self.is_bound else set()

    @property
    def marked_groups(self) -> set[str]:
        """The kinds of naming all places of which she has marked at once."""
        return set(self.data.getlist("whole")) if self.is_bound else set()

    @property
    def confirmed(self) -> set[str]:
        """The keys of the places where she says the name is the person's."""
        groups = self.marked_groups
        whole = {each.key for each in self.places if each.kind in groups and not each.fact}
        return self.marked | whole

    def clean(self) -> dict[str, Any]:
        if self.data.get("seen") != self.digest:
            raise forms.ValidationError(
                "Пока Вы читали, тексты на портале изменились. Посмотрите места ещё раз: "
                "Ваши отметки сохранены."
            )
        return self.cleaned_data
