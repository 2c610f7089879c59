"""The log of consultations that the department gives to the region's libraries."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from consultations.models.topics import Topic
from libraries.models import Library, Organisation

MINUTES_IN_A_DAY = 24 * 60
MINUTES = (MinValueValidator(1), MaxValueValidator(MINUTES_IN_A_DAY))


class Consultation(models.Model):
    """One consultation: who asked, about what, and what was answered.

    `organisation` is the one that the library belonged to on that day; it stays when the library
    is given to another. A consultation for several is one record and counts once: the first is
    named here, the others are its attendees, and `also` holds their names, one a line, for lists
    and the history. A removed record is kept and can be restored.
    """

    class Form(models.TextChoices):
        INDIVIDUAL = "individual", "индивидуальная"
        GROUP = "group", "групповая"
        WRITTEN = "written", "письменная"
        TELEPHONE = "telephone", "по телефону"
        ONLINE = "online", "онлайн"
        VISIT = "visit", "с выездом"

    date = models.DateField("дата", default=timezone.localdate)
    methodist = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="consultations",
        verbose_name="методист",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name="учреждение",
    )
    library = models.ForeignKey(
        Library,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name="библиотека",
    )
    person = models.CharField("кто обратился", max_length=200, blank=True)
    form = models.CharField("форма", max_length=20, choices=Form)
    topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="consultations", verbose_name="тема"
    )
    question = models.TextField("вопрос", max_length=10_000, blank=True)
    answer = models.TextField("что посоветовали", max_length=50_000, blank=True)
    minutes = models.PositiveSmallIntegerField(
        "минут",
        null=True,
        blank=True,
        validators=MINUTES,
    )
    participants = models.PositiveSmallIntegerField(
        "участников", default=1, validators=[MinValueValidator(1), MaxValueValidator(2000)]
    )
    also = models.TextField("участвовали также", blank=True, editable=False)
    search_key = NormalisedField(sources=("question", "answer", "also"))
    person_key = NormalisedField(sources=("person",))
    is_removed = models.BooleanField("удалена", default=False, editable=False)
    created_at = models.DateTimeField("записана", auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "консультация"
        verbose_name_plural = "консультации"
        ordering = ["-date", "-pk"]
        indexes = [models.Index(fields=["-date", "-id"], name="consultation_by_date")]

    def __str__(self) -> str:
        return f"консультация {self.date:%d.%m.%Y}, {self.asked_by}"

    def get_absolute_url(self) -> str:
        return address_of_row("consultations:consultation", self.pk)

    def clean(self) -> None:
        if not (self.organisation_id or self.library_id or self.person):
            raise ValidationError(
                "Укажите, кто обратился: библиотеку, учреждение или имя человека."
            )
        if self.participants is not None:
            self._clean_participants()

    def _clean_participants(self) -> None:
        if self.form == self.Form.GROUP and self.participants == 1:
            raise ValidationError(
                {"participants": "В групповой консультации не меньше двух участников."}
            )
        if self.form == self.Form.INDIVIDUAL and self.participants > 1:
            raise ValidationError(
                {"participants": "Индивидуальная — для одного. Выберите форму «групповая»."}
            )

    @property
    def asked_by(self) -> str:
        """Who is named in lists: the library, else the organisation, else the person.

        The person only to those who may know her name, see `consultations.rules`.
        """
        asker = getattr(self, "asker", self.person) or "человек"
        first = str(self.library or self.organisation or asker)
        others = len(self.also.splitlines())
        return f"{first} и ещё {others}" if others else first


class Attendee(models.Model):
    """A library or a whole organisation that took part besides the first one of the record.

    `organisation` is the one that the library belonged to on that day.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="attendees")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="attendances", verbose_name="учреждение"
    )
    library = models.ForeignKey(
        Library,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attendances",
        verbose_name="библиотека",
    )

    class Meta:
        verbose_name = "участник консультации"
        verbose_name_plural = "участники консультации"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "library"], name="library_attends_once"
            ),
            models.UniqueConstraint(
                fields=["consultation", "organisation"],
                condition=models.Q(library=None),
                name="organisation_attends_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.row)

    @property
    def row(self) -> Library | Organisation:
        """The library, else the organisation as a whole."""
        return self.library or self.organisation
