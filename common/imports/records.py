"""What is kept of an uploaded table until its owner confirms or cancels it."""

import datetime
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import TruncDate
from django.utils import timezone

from common.waiting import Kind

# Rows of these wait for the person: the file is not right yet.
NOT_RIGHT = ("refused", "doubtful")
WRITTEN = ("added", "changed")
STATUSES = (*WRITTEN, "unchanged", "doubtful", "skipped", "refused")
# How long a table waits for its owner: rows of people are not kept without need (152-ФЗ, art. 5).
WAITS = datetime.timedelta(days=7)


class PreviewedImport(models.Model):
    """A table, read and compared, waiting for its owner to confirm.

    `rows` are made by the importer and never come from the browser. `source` is the sheet as it
    was read, kept to compare it again when the person has answered. `answers` tell by the number
    of a doubtful row: a key of a row, "new" or "skip". All three are dropped at the end, however
    it ends; `counts`, how many rows there are of each status, stay for the record. `owner_scope`
    is what the owner might see when she sent it: see `own_imports`.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт подтверждения"
        SAVED = "saved", "загружен"
        CANCELLED = "undone", "отменён"
        LAPSED = "lapsed", "не подтверждён в срок"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    owner_scope = models.CharField(max_length=50, default="", editable=False)
    kind = models.CharField("что загружают", max_length=30)
    file_name = models.CharField("файл", max_length=200)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.WAITING)
    source = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    rows = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    unknown_columns = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    created_at = models.DateTimeField("загружен", auto_now_add=True)
    saved_at = models.DateTimeField("подтверждён", null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.owner_scope = self.owner_scope or scope_of(self.owner)
        if self.state == self.State.WAITING:
            self.counts = Counter(row["status"] for row in self.rows)
        super().save(*args, **kwargs)

    def rows_of(self, *statuses: str) -> list[dict[str, Any]]:
        """Return the rows that are added, changed, unchanged, doubtful, skipped or refused."""
        return [row for row in self.rows if row["status"] in statuses]

    def count_of(self, status: str) -> int:
        """Return how many rows are, or were, of the status."""
        return int(self.counts.get(status, 0))

    def end(self, state: str) -> None:
        """Save the end of the import; what the table said is forgotten, but for the counts."""
        self.counts = Counter(row["status"] for row in self.rows)
        self.source, self.answers, self.rows, self.unknown_columns = {}, {}, [], []
        self.state = state
        self.save()

    @property
    def waits_until(self) -> datetime.datetime:
        return self.created_at + WAITS

    @property
    def is_stale(self) -> bool:
        """Whether the import still waits, though its time is over."""
        return self.state == self.State.WAITING and timezone.now() > self.waits_until

    @property
    def standing(self) -> str:
        """What the table waits for, or how it ended: told in lists without reading its rows."""
        if self.state != self.State.WAITING:
            return self.get_state_display()
        if self.is_stale:
            return str(self.State.LAPSED.label)
        if self.count_of("refused"):
            return "есть ошибки, исправьте файл и загрузите снова"
        if self.count_of("doubtful"):
            return "ждёт Ваших ответов"
        is_to_write = any(self.count_of(status) for status in WRITTEN)
        return self.get_state_display() if is_to_write else "записывать нечего"

    @property
    def mark(self) -> str:
        """The mark of the standing, one that people know from other lists."""
        is_wrong = self.state == self.State.WAITING and self.count_of("refused")
        return "error" if is_wrong else self.state

    @property
    def is_right(self) -> bool:
        """Whether no cell is wrong and no question is open."""
        return not self.rows_of(*NOT_RIGHT)


def scope_of(user: Any) -> str:
    """Return what the person's scope follows from: role and organisation, «librarian:12»."""
    return f"{user.role}:{user.organisation_id or ''}"


def own_imports(imports: models.QuerySet[Any], user: Any) -> models.QuerySet[Any]:
    """Keep what the person sent in her present place.

    Its rows were compared with people of the scope of that day: who has moved to another
    organisation, or is a methodist no more, may not see them any longer (152-ФЗ).
    """
    return imports.filter(owner=user, owner_scope=scope_of(user))


def unfinished(imports: models.QuerySet[Any], owner: Any, page: str) -> Kind:
    """Tell the owner's tables that wait for her answers; `page` is the address of one preview."""
    waiting = own_imports(imports, owner).filter(
        state=PreviewedImport.State.WAITING,
        created_at__gt=timezone.now() - WAITS,
    )
    return Kind(
        "Загрузки таблиц не закончены",
        waiting,
        page,
        ["-created_at"],
        name="file_name",
        day=TruncDate("created_at"),
        day_word="загружен",
    )
