"""The full form of a record."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.text import format_lazy

from common.editing import VersionedForm
from common.named_rows import NamedRowField
from consultations.actions import check_day
from consultations.askers import Asker, askers_named, label_of
from consultations.forms.files import CheckedFilesField
from consultations.models import Consultation
from consultations.queries import methodists, topics_to_choose
from libraries.forms import DayInput, LibraryField
from libraries.models import Organisation


def offer_names(field: forms.Field, kind: str = "") -> None:
    """Let the browser offer names that the server finds by any of their words (combobox.js)."""
    address = reverse_lazy("consultations:askers")
    field.widget.attrs["data-offers"] = format_lazy("{}?kind={}", address, kind)


class ConsultationForm(VersionedForm):
    """A record of the log, in the order in which a person types it."""

    groups = (
        ("Кто обратился", ("date", "library", "organisation", "person")),
        ("О чём", ("form", "topic", "question")),
        ("Подробности", ("answer", "minutes", "participants", "methodist", "also", "files")),
    )
    library = LibraryField(required=False)
    organisation = NamedRowField(
        Organisation.objects.order_by("name_key"),
        keys=("name_key",),
        label="Учреждение",
        required=False,
        help_text="Если спрашивала не одна библиотека.",
    )
    also = forms.CharField(
        label="Участвовали также",
        required=False,
        max_length=20_000,
        help_text="Для групповой: остальные библиотеки и учреждения, по одной в строке: "
        "наберите часть названия и выберите из предложенных. Консультация всё равно считается "
        "одной.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    files = CheckedFilesField()
    attendees: list[Asker] = []

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
        for name in ("library", "organisation"):
            offer_names(self.fields[name], kind=name)
        offer_names(self.fields["also"])
        if self.instance.pk:
            self.initial["also"] = self.instance.also
        self.fields["topic"].queryset = topics_to_choose(self.instance.topic_id)
        self.fields["methodist"].queryset = methodists(self.instance.methodist_id)

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values, among them the labels of the attendees."""
        return {**super().values, "also": self.cleaned_data["also"]}

    def clean_date(self) -> Any:
        date = self.cleaned_data["date"]
        if "date" in self.changed_data:
            check_day(date)
        return date

    def clean_also(self) -> str:
        self.attendees = askers_named(self.cleaned_data["also"].splitlines())
        return "\n".join(label_of(one) for one in self.attendees)

    def clean(self) -> None:
        """Refuse a library of another organisation; an old record keeps what it was given."""
        super().clean()
        library = self.cleaned_data.get("library")
        organisation = self.cleaned_data.get("organisation")
        is_new = {"library", "organisation"} & set(self.changed_data)
        if library and organisation and is_new and library.organisation_id != organisation.pk:
            self.add_error("organisation", "Библиотека входит в другое учреждение.")
        first = library or organisation
        if first is not None and first in self.attendees:
            self.add_error("also", f"{first} уже названа первой.")
        if self.attendees and self.cleaned_data.get("form") not in (None, Consultation.Form.GROUP):
            self.add_error("form", "Участвовало несколько: выберите форму «групповая».")
