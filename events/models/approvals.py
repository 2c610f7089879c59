"""Rounds in which named people read a plan before it is approved, and what they remark."""

from django.conf import settings
from django.db import models

from events.models.amendments import Amendment
from events.models.editions import PlanSnapshot
from events.models.items import PlanItem
from events.models.plans import Plan, PlanSection


class Approval(models.Model):
    """One round: a plan, or an amendment of it, goes from one person to the next."""

    class State(models.TextChoices):
        OPEN = "open", "идёт"
        AGREED = "agreed", "согласовано всеми"
        RETURNED = "returned", "возвращено с замечаниями"
        WITHDRAWN = "withdrawn", "отозвано"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="approvals")
    amendment = models.ForeignKey(
        Amendment, models.CASCADE, null=True, blank=True, related_name="approvals"
    )
    round = models.PositiveSmallIntegerField("круг")
    state = models.CharField("состояние", max_length=10, choices=State, default=State.OPEN)
    due_on = models.DateField("согласовать до")
    note = models.TextField("пояснение", blank=True)
    snapshot = models.ForeignKey(PlanSnapshot, models.PROTECT, related_name="approvals")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("отправлено")
    ended_at = models.DateTimeField("закончено", null=True, blank=True)

    class Meta:
        verbose_name = "согласование плана"
        verbose_name_plural = "согласования планов"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=models.Q(state="open"), name="plan_approval_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.amendment or self.plan}, круг {self.round}"


class ApprovalStep(models.Model):
    """One person of a round, in the order of reading.

    A person without an account (`user` is None) agrees on paper, and the department notes it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт очереди"
        AGREED = "agreed", "согласовано"
        RETURNED = "returned", "возвращено с замечаниями"

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField("порядок")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_approvals",
    )
    name = models.CharField("имя", max_length=200)
    post = models.CharField("должность", max_length=300, blank=True)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.WAITING)
    comment = models.TextField("слова к решению", blank=True)
    answered_on = models.DateField("день решения", null=True, blank=True)
    answered_at = models.DateTimeField("записано", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "согласующий"
        verbose_name_plural = "согласующие"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["approval", "position"], name="approval_step_once_a_place"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ApprovalRemark(models.Model):
    """A remark on a row, on a section, or in general, and what was answered to it."""

    class State(models.TextChoices):
        OPEN = "open", "ждёт ответа"
        MENDED = "mended", "учтено"
        DECLINED = "declined", "не учтено"

    step = models.ForeignKey(ApprovalStep, models.CASCADE, related_name="remarks")
    item = models.ForeignKey(
        PlanItem, models.SET_NULL, null=True, blank=True, related_name="remarks"
    )
    section = models.ForeignKey(
        PlanSection, models.SET_NULL, null=True, blank=True, related_name="remarks"
    )
    # What it is about in words of that day; empty for a remark in general.
    about = models.CharField("к чему", max_length=400, blank=True)
    text = models.TextField("замечание")
    made_at = models.DateTimeField("когда", auto_now_add=True)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField("ответ", blank=True)
    answered_at = models.DateTimeField("когда дан ответ", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "замечание к плану"
        verbose_name_plural = "замечания к планам"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def mark(self) -> str:
        """The mark of its state on pages."""
        marks = {self.State.MENDED: "accepted", self.State.DECLINED: "closed"}
        return marks.get(self.State(self.state), "open")
