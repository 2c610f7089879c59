"""Events: what takes place on days, for whom, and where one registers."""

import datetime
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from common.files.storing import StoredFile
from common.text import normalise
from events.models.items import PlanItem
from events.when import when_words
from libraries.models import Organisation
from libraries.validators import validate_day
from staff.models import TrainingKind
from staff.models.courses import refuse_short_programme

# A seminar of a week is long enough: hours of more are those of a course.
MOST_HOURS = 100
MOST_PLACES = 5000


def new_key() -> str:
    """Return a key that nobody guesses, for an address given only to those concerned."""
    return secrets.token_urlsafe(16)


class Event(models.Model):
    """Something that takes place on given days; it may stand in a plan or by itself.

    Without `from_time` it takes whole days. `organiser_names` and `responsible_names` hold the
    names of both, one a line, for pages and the history. A postponed event keeps its former days
    until it is given new ones; `moved_from` is the day on which it was to begin before that.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        OPEN = "open", "идёт запись"
        CLOSED = "closed", "запись закрыта"
        HELD = "held", "проведено"
        MOVED = "moved", "перенесено"
        CANCELLED = "cancelled", "отменено"

    class Access(models.TextChoices):
        REGION = "region", "открыта библиотекам области"
        INVITED = "invited", "по приглашению"
        FREE = "free", "без записи: приходят все"

    plan_item = models.ForeignKey(
        PlanItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name="пункт плана",
    )
    name = models.CharField("название", max_length=300)
    name_key = NormalisedField(sources=("name",))
    event_form = models.CharField("форма", max_length=200, blank=True)
    about = models.TextField("о чём", max_length=5000, blank=True)
    audience = models.CharField("для кого", max_length=300, blank=True)
    starts_on = models.DateField("начало", validators=[validate_day])
    ends_on = models.DateField("окончание", validators=[validate_day])
    from_time = models.TimeField("время начала", null=True, blank=True)
    until_time = models.TimeField("время окончания", null=True, blank=True)
    place = models.CharField("место", max_length=300, blank=True)
    link = models.URLField("ссылка для участников", max_length=500, blank=True)
    programme = models.TextField("программа", max_length=20_000, blank=True)
    organisers = models.ManyToManyField(
        Organisation, blank=True, related_name="events", verbose_name="организаторы"
    )
    other_organisers = models.TextField("другие организаторы", max_length=1000, blank=True)
    organiser_names = models.TextField("организаторы", blank=True, editable=False)
    responsibles = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="events", verbose_name="ответственные"
    )
    responsible_names = models.TextField("ответственные", blank=True, editable=False)
    access = models.CharField("запись", max_length=10, choices=Access, default=Access.REGION)
    invited = models.ManyToManyField(
        Organisation, blank=True, related_name="invitations", verbose_name="кого пригласить"
    )
    invited_names = models.TextField("приглашены", blank=True, editable=False)
    capacity = models.PositiveSmallIntegerField(
        "мест",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)],
    )
    per_organisation = models.PositiveSmallIntegerField(
        "не больше от одного учреждения",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)],
    )
    registration_until = models.DateField(
        "запись до", null=True, blank=True, validators=[validate_day]
    )
    training_kind = models.CharField(
        "в карточки участников записать как",
        max_length=20,
        choices=TrainingKind,
        blank=True,
    )
    hours = models.PositiveSmallIntegerField(
        "часов",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
    )
    gives_certificate = models.BooleanField("участники получают сертификат", default=False)
    state = models.CharField(
        "состояние", max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    reason = models.CharField("причина", max_length=500, blank=True, editable=False)
    moved_from = models.DateField("перенесено с", null=True, blank=True, editable=False)
    invited_at = models.DateTimeField("приглашения разосланы", null=True, editable=False)
    reminded_for = models.DateField(null=True, editable=False)
    guests = models.PositiveSmallIntegerField(
        "были без записи", default=0, validators=[MaxValueValidator(MOST_PLACES)]
    )
    code = models.CharField("код посещения", max_length=8, blank=True, editable=False)
    wrong_codes = models.PositiveSmallIntegerField(default=0, editable=False)
    feedback_key = models.CharField(max_length=40, default=new_key, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="кто завёл",
    )
    created_at = models.DateTimeField("когда заведено", default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords(
        excluded_fields=["feedback_key", "code", "wrong_codes", "reminded_for", "created_at"]
    )

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        ordering = ["starts_on", "from_time", "pk"]
        indexes = [models.Index(fields=["starts_on", "ends_on"], name="events_by_days")]
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_it_starts",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message="Окончание раньше начала.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of_row("gatherings:event", self.pk)

    def clean(self) -> None:
        if not (self.starts_on and self.ends_on):
            return
        if self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "Окончание раньше начала."})
        if self.registration_until and self.registration_until > self.ends_on:
            raise ValidationError(
                {"registration_until": "Запись кончается позже самого мероприятия."}
            )
        self._clean_times()
        refuse_short_programme(self.training_kind, self.hours)

    def _clean_times(self) -> None:
        if self.until_time and not self.from_time:
            raise ValidationError({"from_time": "Укажите и время начала."})
        is_one_day = self.starts_on == self.ends_on
        if is_one_day and self.from_time and self.until_time and self.until_time <= self.from_time:
            raise ValidationError({"until_time": "Окончание не позже начала: проверьте время."})

    @property
    def when(self) -> str:
        """The days and hours in words: «16–17 апреля 2026 г., 10:00–15:30»."""
        return when_words(self.starts_on, self.ends_on, self.from_time, self.until_time)

    @property
    def last_day_of_registration(self) -> datetime.date:
        return self.registration_until or self.starts_on

    @property
    def is_ahead(self) -> bool:
        """Whether it is still to take place."""
        return self.state in (self.State.OPEN, self.State.CLOSED)

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.HELD, self.State.CANCELLED)

    @property
    def takes_names(self) -> bool:
        return self.access != self.Access.FREE

    @property
    def form_beside_name(self) -> str:
        """The form, where the name does not tell it already: «Семинар «Чтение»»."""
        return "" if normalise(self.event_form) in normalise(self.name) else self.event_form

    @property
    def all_organisers(self) -> list[str]:
        """Names of the organisers, in the list of the region and outside it."""
        return [*self.organiser_names.splitlines(), *self.other_organisers.splitlines()]

    @property
    def state_words(self) -> str:
        """The state as a reader understands it today."""
        if self.state == self.State.OPEN and not self.takes_names:
            return "объявлено"
        if self.state == self.State.OPEN and self.last_day_of_registration < timezone.localdate():
            return "запись закончилась"
        return str(self.get_state_display())


class EventFile(StoredFile):
    """A material of an event: a presentation, a text, an order."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="files")
    title = models.CharField("название", max_length=300, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто приложил"
    )
    added_at = models.DateTimeField("приложен", auto_now_add=True)

    class Meta:
        verbose_name = "материал мероприятия"
        verbose_name_plural = "материалы мероприятий"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title or self.file_name

    def get_absolute_url(self) -> str:
        return address_of_row("gatherings:file", self.pk)
