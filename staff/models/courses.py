"""Courses for library people, and who is registered for them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from libraries.validators import validate_day
from staff.models.employees import Employee


class TrainingKind(models.TextChoices):
    """Kinds of learning; the first two are «дополнительное профессиональное образование»."""

    UPGRADE = "upgrade", "курсы повышения квалификации"
    RETRAINING = "retraining", "профессиональная переподготовка"
    SEMINAR = "seminar", "семинар"
    WORKSHOP = "workshop", "практикум, мастер-класс"
    VISIT = "visit", "стажировка"
    WEBINAR = "webinar", "вебинар"
    CONFERENCE = "conference", "конференция"
    OTHER = "other", "другое"


class DocumentKind(models.TextChoices):
    """What a person is given when she has learnt."""

    CERTIFICATE = "certificate", "удостоверение о повышении квалификации"
    DIPLOMA = "diploma", "диплом о профессиональной переподготовке"
    ATTENDANCE = "attendance", "сертификат участника"
    REFERENCE = "reference", "справка"
    NONE = "none", "без документа"


# The least hours of programmes of additional professional education: 273-ФЗ, art. 76, and the
# order of the Ministry of education that regulates such programmes.
LEAST_HOURS = {TrainingKind.UPGRADE: 16, TrainingKind.RETRAINING: 250}
MOST_HOURS = 3000


def refuse_short_programme(kind: str, hours: int | None) -> None:
    """Refuse a programme too short for its kind. Raises ValidationError."""
    least = LEAST_HOURS.get(TrainingKind(kind)) if kind in TrainingKind.values else None
    if least and hours and hours < least:
        label = TrainingKind(kind).label
        message = f"«{label}» — не меньше {least} часов. Проверьте часы или выберите другой вид."
        raise ValidationError({"hours": message})


class Course(models.Model):
    """Something to learn at on given days, for which libraries register their people."""

    class State(models.TextChoices):
        PREPARING = "preparing", "готовится"
        OPEN = "open", "идёт запись"
        HELD = "held", "проведён"
        CANCELLED = "cancelled", "отменён"

    name = models.CharField("название", max_length=300)
    name_key = NormalisedField(sources=("name",))
    kind = models.CharField("вид", max_length=20, choices=TrainingKind)
    organiser = models.CharField("организатор", max_length=300)
    place = models.CharField("место", max_length=300, blank=True)
    is_online = models.BooleanField("дистанционно", default=False)
    starts_on = models.DateField("начало", validators=[validate_day])
    ends_on = models.DateField("окончание", validators=[validate_day])
    hours = models.PositiveSmallIntegerField(
        "часов",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
    )
    capacity = models.PositiveSmallIntegerField(
        "мест",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5000)],
        help_text="Пусто — без ограничения. Кому места не хватит, встанет в лист ожидания.",
    )
    document_kind = models.CharField(
        "что выдаётся", max_length=20, choices=DocumentKind, default=DocumentKind.CERTIFICATE
    )
    audience = models.CharField("для кого", max_length=300, blank=True)
    about = models.TextField("о чём", max_length=5000, blank=True)
    registration_until = models.DateField(
        "запись до", null=True, blank=True, validators=[validate_day]
    )
    state = models.CharField("состояние", max_length=10, choices=State, default=State.PREPARING)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "курс"
        verbose_name_plural = "курсы"
        ordering = ["-starts_on", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of_row("staff:course", self.pk)

    @property
    def is_over(self) -> bool:
        """Tell whether nobody can get a place any more: held, called off, or its days are past."""
        is_ended = self.state in (self.State.HELD, self.State.CANCELLED)
        return is_ended or self.ends_on < timezone.localdate()

    def clean(self) -> None:
        refuse_short_programme(self.kind, self.hours)
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "Окончание раньше начала."})
        until = self.registration_until
        if until and self.ends_on and until > self.ends_on:
            raise ValidationError({"registration_until": "Запись кончается позже самого курса."})


class Registration(models.Model):
    """A person's place in a course or in its waiting list; `queued_at` decides whose turn it is."""

    class State(models.TextChoices):
        REGISTERED = "registered", "записана"
        WAITING = "waiting", "в листе ожидания"
        WITHDRAWN = "withdrawn", "запись отменена"
        ATTENDED = "attended", "обучена"
        ABSENT = "absent", "не была"

    course = models.ForeignKey(
        Course, models.PROTECT, related_name="registrations", verbose_name="курс"
    )
    employee = models.ForeignKey(
        Employee, models.CASCADE, related_name="registrations", verbose_name="сотрудник"
    )
    state = models.CharField("состояние", max_length=10, choices=State)
    queued_at = models.DateTimeField("в очереди с")
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто записал"
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = "запись на курс"
        verbose_name_plural = "записи на курсы"
        ordering = ["queued_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["course", "employee"], name="registered_once")
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.course}"

    @property
    def state_words(self) -> str:
        """The state as a reader understands it: nobody waits any more for a course that is over."""
        course = self.course
        if course.state == Course.State.CANCELLED and self.state != self.State.WITHDRAWN:
            return "курс отменён"
        if self.state == self.State.WAITING and course.is_over:
            return "места не досталось"
        words = str(self.get_state_display())
        is_unknown = self.state == self.State.REGISTERED and course.is_over
        return f"{words}; курс прошёл, кто был — не записано" if is_unknown else words
