"""Who takes part in events, and who wants no letters about them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from events.models.events import Event
from libraries.models import Organisation

_BECAME = {
    Event.State.HELD: "мероприятие прошло",
    Event.State.MOVED: "мероприятие перенесено, новые дни не назначены",
    Event.State.CANCELLED: "мероприятие отменено",
}


class Participation(models.Model):
    """A person's place at an event or in its waiting list.

    `turn` is her place in the one queue of the event: whoever has the least waits the shortest.
    `organisation`, `library` and `post` are where she worked when she was registered: her
    organisation sees and keeps the registration, wherever she goes later.
    """

    class State(models.TextChoices):
        REGISTERED = "registered", "записан"
        WAITING = "waiting", "в листе ожидания"
        WITHDRAWN = "withdrawn", "запись отменена"
        ATTENDED = "attended", "присутствовал"
        ABSENT = "absent", "не был"

    event = models.ForeignKey(
        Event, models.PROTECT, related_name="participations", verbose_name="мероприятие"
    )
    employee = models.ForeignKey(
        "staff.Employee", models.CASCADE, related_name="participations", verbose_name="сотрудник"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="event_participations", verbose_name="учреждение"
    )
    library = models.ForeignKey(
        "libraries.Library", models.PROTECT, related_name="+", verbose_name="библиотека"
    )
    post = models.CharField("должность", max_length=200, blank=True)
    state = models.CharField("состояние", max_length=10, choices=State)
    turn = models.PositiveIntegerField("очередь", editable=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто записал"
    )
    registered_at = models.DateTimeField("когда записан")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "запись на мероприятие"
        verbose_name_plural = "записи на мероприятия"
        ordering = ["turn"]
        constraints = [
            models.UniqueConstraint(fields=["event", "employee"], name="takes_part_once"),
            models.UniqueConstraint(fields=["event", "turn"], name="one_turn_each"),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.event}"

    @property
    def paper_words(self) -> str:
        """What is written on the button of her certificate; `paper` is annotated."""
        return f"Сертификат № {self.paper}"

    @property
    def state_words(self) -> str:
        """The state as a reader understands it: nobody waits any more for what is over."""
        if self.state == self.State.WAITING and self.event.is_over:
            return "места не досталось"
        return str(self.get_state_display())

    @property
    def state_note(self) -> str:
        """What became of the event, where she only had a place or waited for one; else nothing."""
        event = self.event
        if self.state not in (self.State.REGISTERED, self.State.WAITING):
            return ""
        if event.is_ahead and event.ends_on < timezone.localdate():
            return "дни мероприятия прошли, кто был — не записано"
        return _BECAME.get(Event.State(event.state), "")


class EventLettersOff(models.Model):
    """Says that a person wants neither invitations to events nor reminders of them.

    What happens to an event for which her people are registered she is told all the same.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="event_letters_off"
    )
    since = models.DateTimeField("с какого времени", auto_now_add=True)

    class Meta:
        verbose_name = "отказ от писем о мероприятиях"
        verbose_name_plural = "отказы от писем о мероприятиях"

    def __str__(self) -> str:
        return str(self.user)
