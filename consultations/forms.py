"""Forms of the log."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.editing import VersionedForm
from common.named_rows import NamedRowField
from consultations.models import Consultation, Topic
from consultations.queries import methodists, topics_to_choose
from libraries.forms import DayInput
from libraries.models import Library, Organisation

LONGEST_TOPIC = 200


class LibraryField(NamedRowField):
    def label_from_instance(self, obj: Library) -> str:
        return f"{obj.name}, {obj.locality} ({obj.code})"


class ConsultationForm(VersionedForm):
    """A record of the log, in the order in which a person types it."""

    groups = (
        ("Кто обратился", ("date", "library", "organisation", "person")),
        ("О чём", ("form", "topic", "question")),
        ("Подробности", ("answer", "minutes", "participants", "methodist")),
    )
    says_optional = True
    library = LibraryField(
        Library.objects.order_by("name_key", "code"),
        keys=("search_key",),
        label="Библиотека",
        required=False,
        help_text="Начните набирать название, село или код.",
    )
    organisation = NamedRowField(
        Organisation.objects.order_by("name_key"),
        keys=("name_key",),
        label="Учреждение",
        required=False,
        help_text="Если спрашивала не одна библиотека.",
    )

    class Meta:
        model = Consultation
        fields = [
            "date",
            "library",
            "organisation",
            "person",
            "form",
            "topic",
            "question",
            "answer",
            "minutes",
            "participants",
            "methodist",
        ]
        widgets = {
            "date": DayInput(),
            "question": forms.Textarea(attrs={"rows": 3}),
            "answer": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {"person": "Имя и должность, если они нужны."}
        labels = {"person": "Человек", "minutes": "Сколько минут"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("library", "organisation", "person"):
            self.fields[name].needed_by_some = True
        self.fields["topic"].queryset = topics_to_choose(self.instance.topic_id)
        self.fields["methodist"].queryset = methodists(self.instance.methodist_id)

    def clean_date(self) -> Any:
        date = self.cleaned_data["date"]
        if "date" in self.changed_data and date > timezone.localdate():
            raise ValidationError("Эта дата ещё не наступила.")
        return date

    def clean(self) -> None:
        """Refuse a library of another organisation; an old record keeps what it was given."""
        super().clean()
        library = self.cleaned_data.get("library")
        organisation = self.cleaned_data.get("organisation")
        is_new = {"library", "organisation"} & set(self.changed_data)
        if library and organisation and is_new and library.organisation_id != organisation.pk:
            self.add_error("organisation", "Библиотека входит в другое учреждение.")


class TopicForm(VersionedForm):
    groups = (("Тема", ("name", "is_active")),)

    class Meta:
        model = Topic
        fields = ["name", "is_active"]


class NewTopicsForm(forms.Form):
    names = forms.CharField(
        label="Новые темы",
        help_text="По одной в строке.",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_names(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if any(len(name) > LONGEST_TOPIC for name in names):
            raise ValidationError(f"Тема не длиннее {LONGEST_TOPIC} знаков.")
        return names
