"""One line in which a consultation is recorded in fifteen seconds."""

from typing import Any

from django import forms

from consultations.actions import check_day
from consultations.askers import Asker, askers_named, label_of
from consultations.forms.log import offer_names
from consultations.models import Consultation, Template
from consultations.models.log import MINUTES
from consultations.queries import topics_to_choose
from libraries.forms import DayInput
from libraries.models import Library

SEPARATOR = ";"


class QuickForm(forms.Form):
    """What a record needs at the least; the lesser fields unfold.

    `who` names a library or an organisation, or several, with semicolons, for a group.
    """

    main = ("who", "topic", "form", "minutes")
    more = ("question", "answer", "date", "participants", "person")

    who = forms.CharField(
        label="Кто обратился",
        max_length=4_000,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-quick-start": True}),
    )
    topic = forms.ModelChoiceField(None, label="Тема", empty_label="Выберите")
    form = forms.ChoiceField(label="Форма", choices=Consultation.Form)
    minutes = forms.IntegerField(
        label="Минут",
        required=False,
        min_value=MINUTES[0].limit_value,
        max_value=MINUTES[1].limit_value,
    )
    question = forms.CharField(
        label="О чём спросили",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    answer = forms.CharField(
        label="Что посоветовали",
        max_length=50_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    date = forms.DateField(label="Дата", widget=DayInput())
    participants = forms.IntegerField(
        label="Участников",
        required=False,
        min_value=1,
        max_value=2_000,
        help_text="Для групповой.",
    )
    person = forms.CharField(label="Человек", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="quick_%s", **kwargs)
        topic = self.initial.get("topic")
        self.fields["topic"].queryset = topics_to_choose(getattr(topic, "pk", topic))
        offer_names(self.fields["who"])
        self.askers: list[Asker] = []

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.main]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.more]

    @property
    def is_more_needed(self) -> bool:
        """Whether an error or something told beforehand stands among the folded fields."""
        if self.is_bound:
            return any(
                field.errors or field.data for field in self.more_fields if field.name != "date"
            )
        told = {name for name in self.more if self.initial.get(name) not in (None, "", 1)}
        return bool(told - {"date"}) or bool(self.initial.get("is_past"))

    def clean_who(self) -> str:
        self.askers = askers_named(self.cleaned_data["who"].split(SEPARATOR))
        return self.cleaned_data["who"]

    def clean_date(self) -> Any:
        check_day(self.cleaned_data["date"])
        return self.cleaned_data["date"]

    def clean(self) -> None:
        super().clean()
        told = self.cleaned_data
        if "who" in told and not self.askers and not told.get("person"):
            self.add_error("who", "Наберите часть названия библиотеки или учреждения.")
        self._make_group()
        is_group = told.get("form") == Consultation.Form.GROUP
        if is_group and (told.get("participants") or 1) < 2 and "participants" not in self.errors:
            self.add_error("participants", "Сколько человек участвовало? Не меньше двух.")
        if not is_group:
            told["participants"] = 1

    def _make_group(self) -> None:
        """Several askers are a group, and one person from each at the least."""
        told, number = self.cleaned_data, len(self.askers)
        if number < 2 or "form" not in told:
            return
        told["form"] = Consultation.Form.GROUP
        if "participants" in told and (told["participants"] or 1) < 2:
            told["participants"] = number

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the record; the first who asked is named in it."""
        names = (
            *("topic", "form", "minutes", "question", "answer"),
            *("date", "participants", "person"),
        )
        first = self.askers[0] if self.askers else None
        is_library = isinstance(first, Library)
        return {name: self.cleaned_data[name] for name in names} | {
            "library": first if is_library else None,
            "organisation": first.organisation if is_library else first,
        }

    @property
    def attendees(self) -> list[Asker]:
        return self.askers[1:]


def initial_like(row: Consultation) -> dict[str, Any]:
    """Return what a form begins with to record one more like `row`, today."""
    first = row.library or row.organisation
    others = row.also.splitlines()
    return {
        "who": f"{SEPARATOR} ".join([label_of(first), *others]) if first else "",
        "library": row.library_id,
        "organisation": row.organisation_id,
        "also": row.also,
        "person": row.person,
        "topic": row.topic_id,
        "form": row.form,
        "minutes": row.minutes,
        "question": row.question,
        "answer": row.answer,
        "participants": row.participants,
    }


def initial_from(template: Template) -> dict[str, Any]:
    """Return what a form begins with by `template`."""
    return {
        "topic": template.topic_id,
        "form": template.form,
        "minutes": template.minutes,
        "question": template.question,
        "answer": template.answer,
    }
