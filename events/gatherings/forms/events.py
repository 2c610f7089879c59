"""An event as it is put down and changed."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from common.editing import VersionedForm
from common.files.fields import CheckedFileField
from common.files.kinds import DOCUMENTS, PICTURES
from common.named_rows import SeveralRowsField
from common.roles import Role
from events.gatherings.actions.keeping import NAMED
from events.models import Event
from libraries.forms import DayInput, WebsiteField, reason_field
from libraries.models import Organisation
from libraries.validators import validate_day

DAYS = ("starts_on", "ends_on")


class TimeInput(forms.TimeInput):
    """The browser's own choice of an hour; where it has none, one typed as 10:00."""

    input_type = "time"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", **kwargs)


class ProgrammeInput(forms.Textarea):
    """Lines of a programme, with the table they make below."""

    template_name = "events/programme_input.html"


def rows_field(label: str, help_text: str = "") -> SeveralRowsField:
    return SeveralRowsField(
        Organisation.objects.none(),
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


class EventForm(VersionedForm):
    """All that is known of an event beforehand; days of an announced one are moved elsewhere."""

    groups = (
        ("Что", ("name", "event_form", "about", "audience")),
        ("Когда и где", (*DAYS, "from_time", "until_time", "place", "link")),
        ("Программа", ("programme",)),
        ("Кто проводит", ("organisers", "other_organisers", "responsibles")),
        ("Запись", ("access", "capacity", "per_organisation", "registration_until", "invited")),
        ("Что получат участники", ("gives_certificate", "training_kind", "hours")),
        ("Об этой правке", ("reason",)),
    )
    link = WebsiteField(
        label="Ссылка для участников",
        max_length=500,
        required=False,
        help_text="Её увидят только записанные и организаторы.",
    )
    organisers = rows_field("Организаторы", "Их библиотекари увидят список участников.")
    responsibles = rows_field("Ответственные")
    invited = rows_field("Кого пригласить", "Нужно, только если запись по приглашению.")
    reason = reason_field()

    class Meta:
        model = Event
        fields = [
            "name",
            "event_form",
            "about",
            "audience",
            *DAYS,
            "from_time",
            "until_time",
            "place",
            "link",
            "programme",
            "organisers",
            "other_organisers",
            "responsibles",
            "access",
            "capacity",
            "per_organisation",
            "registration_until",
            "invited",
            "gives_certificate",
            "training_kind",
            "hours",
        ]
        widgets = {
            "about": forms.Textarea(attrs={"rows": 4}),
            "programme": ProgrammeInput(attrs={"rows": 8}),
            "other_organisers": forms.Textarea(attrs={"rows": 2}),
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "registration_until": DayInput(),
            "from_time": TimeInput(),
            "until_time": TimeInput(),
        }
        help_texts = {
            "event_form": "Например: семинар, вебинар, круглый стол.",
            "ends_on": "Пусто — в день начала.",
            "from_time": "Пусто — весь день.",
            "programme": "Пункт — строка: 10:00 Тема — Докладчик. Докладчик — после последнего "
            "тире, с большой буквы; день или часть — строка с двоеточием в конце. Можно вставить "
            "таблицу из Word.",
            "other_organisers": "Которых нет в списке, по одному в строке.",
            "capacity": "Пусто — без ограничения. Кому места не хватит, встанет в лист ожидания.",
            "per_organisation": "Пусто — сколько угодно. Остальные ждут в том же листе и идут, "
            "если откажется коллега. Кто уже записан, остаётся.",
            "registration_until": "Последний день записи. Пусто — до дня начала.",
            "training_kind": "Портал сам запишет обучение тем, кто был. Не указано — не запишет.",
            "hours": "Академических часов, для карточек и сертификатов.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose_rows()
        self.fields["ends_on"].required = False
        if self.instance.pk and self.instance.state != Event.State.DRAFT:
            for name in DAYS:
                del self.fields[name]
        self.groups = tuple(
            (legend, tuple(name for name in names if name in self.fields))
            for legend, names in self.groups
        )

    def clean_ends_on(self) -> datetime.date | None:
        """Take the first day for the last one when none is given: most events take one day."""
        return self.cleaned_data["ends_on"] or self.cleaned_data.get("starts_on")

    def _choose_rows(self) -> None:
        organisations = Organisation.objects.order_by("name_key", "pk")
        active = Q(is_active=True)
        self.fields["organisers"].queryset = organisations.filter(
            (active & ~Q(kind=Organisation.Kind.SCHOOL)) | self._kept("organisers")
        )
        self.fields["invited"].queryset = organisations.filter(
            (active & Q(pk__in=_with_libraries())) | self._kept("invited")
        )
        self.fields["responsibles"].queryset = User.objects.filter(
            Q(is_active=True, role__in=(Role.METHODIST, Role.HEAD)) | self._kept("responsibles")
        ).order_by("name_key", "pk")

    def _kept(self, name: str) -> Q:
        """Match the rows that the event names already, whatever became of them."""
        if not self.instance.pk:
            return Q(pk__in=[])
        return Q(pk__in=getattr(self.instance, name).values("pk"))

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values; rows that the event names as lists in the order of their keys."""
        return {
            name: _in_order(self.cleaned_data[name]) if name in NAMED else self.cleaned_data[name]
            for name in self._meta.fields
            if name in self.fields
        }

    def value_of(self, row: Any, name: str) -> Any:
        """Return what `row` holds; of a row of the history, the rows known by their names."""
        if name not in NAMED:
            return super().value_of(row, name)
        if isinstance(row, Event):
            return _in_order(getattr(row, name).all())
        names = getattr(row, NAMED[name]).splitlines()
        return _in_order(each for each in self.fields[name].queryset if str(each) in names)


def _in_order(rows: Any) -> list[Any]:
    return sorted(rows, key=lambda row: row.pk)


def _with_libraries() -> QuerySet[Any, Any]:
    return Organisation.objects.filter(libraries__isnull=False).values("pk")


class FileForm(forms.Form):
    file = CheckedFileField(label="Файл", kinds=(*DOCUMENTS, *PICTURES))
    title = forms.CharField(
        label="Название", max_length=300, required=False, help_text="Пусто — имя файла."
    )


class MoveForm(forms.Form):
    """New days of an event, or none while they are not known."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    starts_on = forms.DateField(
        label="Новый день начала",
        required=False,
        widget=DayInput(),
        validators=[validate_day],
        help_text="Пусто — новые дни ещё не известны: запись остановится, записанные останутся.",
    )
    ends_on = forms.DateField(
        label="Новый день окончания",
        required=False,
        widget=DayInput(),
        validators=[validate_day],
        help_text="Пусто — тот же день.",
    )
    from_time = forms.TimeField(label="Время начала", required=False, widget=TimeInput())
    until_time = forms.TimeField(label="Время окончания", required=False, widget=TimeInput())
    registration_until = forms.DateField(
        label="Запись до", required=False, widget=DayInput(), validators=[validate_day]
    )
    reason = forms.CharField(
        label="Почему", max_length=500, help_text="Причину прочтут в письме записанные."
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("ends_on") and not data.get("starts_on"):
            self.add_error("starts_on", "Укажите и день начала.")
        return data

    @property
    def days(self) -> Mapping[str, Any]:
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("version", "reason")
        }

    @staticmethod
    def told_by(event: Event) -> dict[str, Any]:
        """Return what the form holds at first: the hours stay, the days are to be chosen."""
        is_ahead = event.starts_on >= timezone.localdate()
        return {
            "version": event.version,
            "from_time": event.from_time,
            "until_time": event.until_time,
            "reason": event.reason if event.state == Event.State.MOVED and is_ahead else "",
        }


class CancelForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Почему", max_length=500, help_text="Причину прочтут в письме записанные."
    )
