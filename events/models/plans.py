"""Annual plans, their sections and planned figures."""

from django.conf import settings
from django.db import models

from common.addresses import address_of_row
from libraries.models import Organisation


class Plan(models.Model):
    """A year's plan of one organisation, or of several (consolidated) with one coordinator."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", "план отдела"
        CONSOLIDATED = "consolidated", "сводный план"

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        ON_APPROVAL = "on_approval", "на согласовании"
        APPROVED = "approved", "утверждён"
        CLOSED = "closed", "завершён"

    # What everybody sees: approved plans, those of years that are over and summed up among them.
    PUBLIC = (State.APPROVED, State.CLOSED)

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="plans", verbose_name="организация"
    )
    kind = models.CharField("вид", max_length=20, choices=Kind, default=Kind.DEPARTMENT)
    year = models.PositiveSmallIntegerField("год")
    title = models.CharField("название", max_length=300)
    department = models.CharField("отдел", max_length=300, blank=True)
    goal = models.TextField("цель", blank=True)
    tasks = models.TextField("задачи", blank=True)
    priorities = models.TextField("приоритетные направления", blank=True)
    state = models.CharField("состояние", max_length=20, choices=State, default=State.DRAFT)
    approver_post = models.CharField("кто утверждает: должность", max_length=300, blank=True)
    approver_name = models.CharField("кто утверждает: имя", max_length=200, blank=True)
    signer_post = models.CharField("кто подписывает: должность", max_length=300, blank=True)
    signer_name = models.CharField("кто подписывает: имя", max_length=200, blank=True)
    approved_on = models.DateField("утверждён", null=True, blank=True)
    order_number = models.CharField("номер приказа", max_length=60, blank=True)
    copied_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="copies",
        verbose_name="составлен по плану",
    )
    version = models.PositiveIntegerField("версия", default=1, editable=False)
    created_at = models.DateTimeField("создан", auto_now_add=True)

    class Meta:
        verbose_name = "план"
        verbose_name_plural = "планы"
        ordering = ["-year", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "kind"], name="plan_once_a_year_and_kind"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of_row("events:plan", self.pk)

    @property
    def is_editable(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_public(self) -> bool:
        return self.state in self.PUBLIC

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @property
    def is_consolidated(self) -> bool:
        return self.kind == self.Kind.CONSOLIDATED

    @property
    def is_ordered_by_time(self) -> bool:
        """Whether its rows stand by month, all-year ones first, and not as people put them."""
        return self.is_consolidated


class PlanSection(models.Model):
    """A heading of a plan; sections may stand inside sections."""

    class Kind(models.TextChoices):
        SERVICE = "service", "услуга"
        WORK = "work", "работа"
        OTHER = "other", "прочее"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    title = models.CharField("название", max_length=500)
    kind = models.CharField("вид", max_length=10, choices=Kind, default=Kind.OTHER)
    position = models.PositiveIntegerField("порядок")
    plan_import = models.ForeignKey(
        "events.PlanImport", models.SET_NULL, null=True, blank=True, related_name="sections"
    )

    class Meta:
        verbose_name = "раздел плана"
        verbose_name_plural = "разделы плана"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class PlannedFigure(models.Model):
    """A figure promised for the year, with its parts: консультации 600 = 500 + 70 + 30."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="figures")
    section = models.ForeignKey(
        PlanSection, models.CASCADE, null=True, blank=True, related_name="figures"
    )
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    name = models.CharField("показатель", max_length=300)
    number = models.PositiveIntegerField("на год")
    position = models.PositiveIntegerField("порядок")

    class Meta:
        verbose_name = "плановый показатель"
        verbose_name_plural = "плановые показатели"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.number}"


class PlanChange(models.Model):
    """The history of a plan: who changed which row, when, what it was and what it became."""

    class Action(models.TextChoices):
        ADDED = "added", "добавлено"
        CHANGED = "changed", "изменено"
        MOVED = "moved", "перемещено"
        REMOVED = "removed", "удалено"
        RESTORED = "restored", "возвращено"
        IMPORTED = "imported", "загружено из файла"
        IMPORT_UNDONE = "import_undone", "загрузка отменена"
        APPROVED = "approved", "утверждено"
        REOPENED = "reopened", "возвращено в работу"
        CLOSED = "closed", "план завершён"
        CLOSING_UNDONE = "closing_undone", "завершённый план открыт снова"
        MARKED = "marked", "отмечено выполнение"
        UNMARKED = "unmarked", "снята отметка о выполнении"
        SENT = "sent", "отправлено на согласование"
        AGREED = "agreed", "согласовано"
        RETURNED = "returned", "возвращено с замечаниями"
        WITHDRAWN = "withdrawn", "отозвано с согласования"
        ANSWERED = "answered", "дан ответ на замечание"
        AMENDMENT_BEGUN = "amendment_begun", "начато изменение плана"
        AMENDMENT_CHANGED = "amendment_edited", "правка изменения плана"
        AMENDMENT_DROPPED = "amendment_dropped", "изменение плана отменено"
        AMENDED = "amended", "утверждено изменение плана"
        INVITED = "invited", "приглашена организация"
        UNINVITED = "uninvited", "приглашение отозвано"
        SHARED_OUT = "shared_out", "пункты розданы организациям"
        HANDED_IN = "handed_in", "организация сдала свои пункты"
        HANDED_BACK = "handed_back", "пункты возвращены организации"
        RECONCILED = "reconciled", "сверено с файлом"
        COPIED = "copied", "перенесено из плана другого года"
        VARIANT = "variant", "не записан второй вариант"

    class Way(models.TextChoices):
        STEP = "", "сделано"
        UNDO = "undo", "шаг отменён"
        REDO = "redo", "шаг повторён"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="changes")
    item = models.ForeignKey("events.PlanItem", models.SET_NULL, null=True, related_name="changes")
    action = models.CharField("что сделано", max_length=20, choices=Action)
    before = models.JSONField("было", default=dict)
    after = models.JSONField("стало", default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField("какой стала версия плана", default=0)
    step = models.ForeignKey("events.PlanStep", models.SET_NULL, null=True, related_name="changes")
    way = models.CharField(
        "в каком порядке", max_length=4, choices=Way, default=Way.STEP, blank=True
    )

    class Meta:
        verbose_name = "изменение плана"
        verbose_name_plural = "изменения плана"
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["plan", "version"])]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.plan}"
