"""Methodical publications of the department."""

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from common.addresses import address_of_row
from common.fields import NormalisedField
from common.files.kinds import KINDS
from common.files.storing import own_name
from libraries.models import Library
from publications.models.description import Description
from publications.models.topics import Topic
from publications.records.names import people_in

PEOPLE = ("authors", "compilers", "editors", "artists", "reviewers")


def kept_names(text: str) -> str:
    """Return the names in full, one a line; what is no name is told by the field's own check."""
    try:
        return "\n".join(person.full for person in people_in(text))
    except ValueError:
        return text


class Publication(Description):
    """A publication from plan to shelf; the public sees the published ones only.

    A replaced or removed file stays on the disk, for the history names it. `file_text` are the
    words of the file, for searching; `cover_is_own` tells a cover that the department chose from
    one drawn from the file. `plan_item` is the key of the row of a plan that promised it:
    plans are kept elsewhere, and a row that is gone leaves its words in `plan_reference`. A
    removed publication (`removed_at`) can be restored.
    """

    class Kind(models.TextChoices):
        GUIDE = "guide", "методические рекомендации"
        COLLECTION = "collection", "сборник"
        BULLETIN = "bulletin", "информационный бюллетень"
        DIGEST = "digest", "дайджест"
        INDEX = "index", "библиографический указатель"
        LEAFLET = "leaflet", "брошюра, памятка, буклет"
        ARTICLE = "article", "статья"
        MAP = "map", "карта"
        ELECTRONIC = "electronic", "электронный ресурс"
        OTHER = "other", "другое"

    class State(models.TextChoices):
        PLANNED = "planned", "запланировано"
        IN_WORK = "in_work", "в работе"
        PUBLISHED = "published", "опубликовано"

    class Audience(models.TextChoices):
        ALL = "all", "всем библиотекам"
        RURAL = "rural", "сельским библиотекам"
        CHILDREN = "children", "детским и школьным библиотекам"
        METHODISTS = "methodists", "методистам центральных библиотек"
        HEADS = "heads", "руководителям"
        READERS = "readers", "читателям"

    name_key = NormalisedField(sources=("title",))
    kind = models.CharField("вид", max_length=20, choices=Kind)
    audience = models.CharField(
        "кому адресовано", max_length=20, choices=Audience, default=Audience.ALL
    )
    annotation = models.TextField("аннотация", max_length=10_000, blank=True)
    plan_reference = models.CharField("пункт плана", max_length=300, blank=True)
    plan_item = models.PositiveBigIntegerField("строка плана", null=True, blank=True)
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="publications", verbose_name="темы"
    )
    search_key = NormalisedField(
        sources=(
            "title",
            "remainder",
            "part_title",
            *PEOPLE[:3],
            "body",
            "annotation",
            "isbn",
        )
    )
    state = models.CharField(
        "состояние", max_length=20, choices=State, default=State.PLANNED, editable=False
    )
    published_on = models.DateField("опубликовано", null=True, blank=True, editable=False)
    announced_on = models.DateField("письмо разослано", null=True, blank=True, editable=False)
    removed_at = models.DateTimeField("удалено", null=True, blank=True, editable=False)
    file = models.FileField("файл", upload_to=own_name, max_length=200, blank=True, editable=False)
    file_name = models.CharField("имя файла", max_length=255, blank=True, editable=False)
    file_kind = models.CharField(
        "вид файла",
        max_length=10,
        blank=True,
        choices=[(kind.key, kind.title) for kind in KINDS.values()],
        editable=False,
    )
    file_size = models.PositiveIntegerField(
        "размер файла, байт", null=True, blank=True, editable=False
    )
    file_text = models.TextField("текст файла", blank=True, editable=False)
    text_key = NormalisedField(sources=("file_text",))
    cover = models.FileField(
        "обложка", upload_to=own_name, max_length=200, blank=True, editable=False
    )
    cover_is_own = models.BooleanField("обложка загружена", default=False, editable=False)
    libraries = models.ManyToManyField(
        Library, verbose_name="о каких библиотеках", related_name="publications", blank=True
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords(excluded_fields=["file_text", "text_key"])

    class Meta:
        verbose_name = "издание"
        verbose_name_plural = "издания"
        ordering = ["-year", "name_key"]
        constraints = [
            models.CheckConstraint(
                name="published_has_its_dates",
                condition=~models.Q(state="published")
                | models.Q(published_on__isnull=False, year__isnull=False),
            )
        ]

    def __str__(self) -> str:
        number = "" if self.kind == self.Kind.MAP else self.numbering
        return ". ".join(filter(None, (self.title, self.part, self.part_title, number)))

    def get_absolute_url(self) -> str:
        return address_of_row("publications:publication", self.pk)

    def clean(self) -> None:
        faults = {}
        if self.is_published and self.year is None:
            faults["year"] = "У опубликованного издания нужен год."
        if self.series_number and not self.series_id:
            faults["series"] = "Укажите серию, к выпуску которой относится номер."
        if self.host_pages and not self.host_title:
            faults["host_title"] = "Укажите журнал или сборник, в котором напечатана статья."
        if faults:
            raise ValidationError(faults)
        for field in PEOPLE:
            setattr(self, field, kept_names(getattr(self, field)))

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_open(self) -> bool:
        """Whether everybody sees it."""
        return self.is_published and self.removed_at is None

    @property
    def file_format(self) -> str:
        """The format of the file as people call it: PDF or Word."""
        return KINDS[self.file_kind].title.partition(" ")[0] if self.file_kind else ""
