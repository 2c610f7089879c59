"""What people say about figures: remarks, explanations and waivers of checks."""

from django.conf import settings
from django.db import models

from common.files.checking import MAX_NAME
from statistics.models.attachments import ReportFile
from statistics.models.forms import Cell
from statistics.models.submissions import Submission
from statistics.models.texts import TextHeading


class Remark(models.Model):
    """A methodist's remark on a submission, or on one of its cells, texts or files.

    `file_name` stays when the library puts another file in place of the one that was remarked on.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="remarks")
    cell = models.ForeignKey(Cell, models.PROTECT, null=True, blank=True, related_name="+")
    heading = models.ForeignKey(
        TextHeading, models.PROTECT, null=True, blank=True, related_name="+"
    )
    file = models.ForeignKey(ReportFile, models.SET_NULL, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=MAX_NAME, blank=True)
    text = models.TextField("замечание", max_length=2000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField("ответ", max_length=2000, blank=True)
    answered_at = models.DateTimeField("отвечено", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField("снято", null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "замечание"
        verbose_name_plural = "замечания"
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.text

    @property
    def place(self) -> str:
        """What the remark is on, in words; nothing when it is on the whole report."""
        if self.cell:
            return f"ячейка {self.cell.address}"
        if self.heading:
            return f"текст «{self.heading.title}»"
        return f"файл «{self.file_name}»" if self.file_name else ""


class Explanation(models.Model):
    """Why a figure is right although a check doubts it, as long as the figure stays.

    `fingerprint` is that of the figures the check looked at; when they change, the explanation
    no longer counts.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="explanations")
    check_code = models.CharField("контроль", max_length=60)
    fingerprint = models.CharField(max_length=64)
    text = models.TextField("пояснение", max_length=2000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "пояснение"
        verbose_name_plural = "пояснения"
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.text


class Waiver(models.Model):
    """A methodist's leave to submit although a check fails, for one submission, with a reason."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="waivers")
    check_code = models.CharField("контроль", max_length=60)
    reason = models.TextField("основание", max_length=2000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "снятие контроля"
        verbose_name_plural = "снятия контроля"
        constraints = [
            models.UniqueConstraint(fields=["submission", "check_code"], name="waiver_once_a_check")
        ]

    def __str__(self) -> str:
        return f"{self.check_code}: {self.reason}"
