"""Drafts of editions: forms that methodists are still writing in the designer."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from statistics.models.campaigns import Campaign
from statistics.models.forms import Edition

Person = settings.AUTH_USER_MODEL


class EditionDraft(models.Model):
    """An edition being written. No collection can be opened by it: only `published` can be.

    `definition` is that of the edition's file with stamps of where its lines stood at the start
    (see `statistics.designer.origins`); `start_was` is the `was` of the file it was read from.
    `version` grows with every step, so that two people never overwrite one another unseen.
    """

    definition = models.JSONField("описание")
    start_was = models.JSONField("где ячейки стояли раньше", default=dict, blank=True)
    version = models.PositiveIntegerField("версия", default=1)
    created_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="кто начал"
    )
    created_at = models.DateTimeField("начат", auto_now_add=True)
    changed_at = models.DateTimeField("изменён", auto_now=True)
    published = models.OneToOneField(
        Edition, models.PROTECT, null=True, blank=True, related_name="draft"
    )
    published_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто ввёл"
    )
    published_at = models.DateTimeField("введён в действие", null=True, blank=True)

    class Meta:
        verbose_name = "черновик формы"
        verbose_name_plural = "черновики форм"
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return self.definition["title"]

    def get_absolute_url(self) -> str:
        return reverse("statistics:draft", args=[self.pk])

    @property
    def form_code(self) -> str:
        return self.definition["form"]

    @property
    def follows(self) -> str:
        """Code of the edition that this one continues, or nothing."""
        return self.definition.get("follows") or ""


class DraftStep(models.Model):
    """One change of a draft: the whole definition after it, who made it, when and what it was.

    `back_to` is the version that undoing this step returns to.
    """

    draft = models.ForeignKey(EditionDraft, models.CASCADE, related_name="steps")
    version = models.PositiveIntegerField("версия")
    back_to = models.PositiveIntegerField("отмена возвращает к версии", default=0)
    definition = models.JSONField("описание")
    words = models.CharField("что сделано", max_length=300)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="кто")
    made_at = models.DateTimeField("когда", auto_now_add=True)

    class Meta:
        verbose_name = "шаг черновика"
        verbose_name_plural = "шаги черновика"
        ordering = ["draft", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "version"], name="draft_step_once_a_version")
        ]

    def __str__(self) -> str:
        return self.words


class DraftTrial(models.Model):
    """The checks of a draft tried on the reports of a collection; nothing of them is changed.

    `lines` are what `statistics.designer.trial` found, a mapping a check.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт очереди"
        RUNNING = "running", "идёт"
        READY = "ready", "готово"
        FAILED = "failed", "не удалось"

    draft = models.ForeignKey(EditionDraft, models.CASCADE, related_name="trials")
    version = models.PositiveIntegerField("версия черновика")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name="сбор")
    state = models.CharField("состояние", max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField("проверено", default=0)
    total = models.PositiveIntegerField("всего", default=0)
    lines = models.JSONField("что сработало", default=list, blank=True)
    error = models.CharField("почему не удалось", max_length=300, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="кто")
    made_at = models.DateTimeField("когда", auto_now_add=True)

    class Meta:
        verbose_name = "проба контролей"
        verbose_name_plural = "пробы контролей"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.get_state_display()}"

    @property
    def is_on_its_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)
