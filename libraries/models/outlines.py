"""What applications tell and what visits look at: lists that the department keeps by editions."""

from django.conf import settings
from django.db import models

from common.addresses import address_of_row

LONGEST_TEXT = 20_000


class Outline(models.Model):
    """An edition of a list: never changed, a new edition takes its place.

    What was written by an edition keeps its wording. A list for a programme (of an examination,
    for a status) comes before the one for all of them, whose `programme` is blank.
    """

    class Purpose(models.TextChoices):
        APPLICATION = "application", "разделы заявки"
        MONITORING = "monitoring", "критерии мониторинга"
        EXAMINATION = "examination", "разделы заявки на экспертизу"

    purpose = models.CharField("для чего", max_length=20, choices=Purpose)
    programme = models.CharField("программа", max_length=200, blank=True)
    edition = models.PositiveSmallIntegerField("редакция")
    is_active = models.BooleanField("действует", default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="автор",
    )
    created_at = models.DateTimeField("создан", auto_now_add=True)

    class Meta:
        verbose_name = "перечень"
        verbose_name_plural = "перечни"
        ordering = ["purpose", "programme", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "programme", "edition"], name="outline_edition_once"
            )
        ]

    def __str__(self) -> str:
        what = str(self.get_purpose_display()).capitalize()
        return f"{what}: {self.programme or 'все программы'}, редакция {self.edition}"

    def get_absolute_url(self) -> str:
        return address_of_row("libraries:outline", self.pk)


class OutlineItem(models.Model):
    """A heading of an application, or a criterion of a visit."""

    outline = models.ForeignKey(Outline, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField("номер")
    title = models.CharField("название", max_length=300)
    hint = models.CharField("подсказка", max_length=500, blank=True)
    is_required = models.BooleanField("обязательно", default=False)

    class Meta:
        verbose_name = "пункт перечня"
        verbose_name_plural = "пункты перечней"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["outline", "position"], name="outline_item_position_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class ToldByHeadings(models.Model):
    """Words under the headings of an outline, kept by the headings' numbers in `texts`.

    What is told says itself which `headings` it has.
    """

    headings: models.QuerySet[OutlineItem]
    texts = models.JSONField("обоснование", default=dict, blank=True)

    class Meta:
        abstract = True

    @property
    def told(self) -> list[tuple[OutlineItem, str]]:
        """The parts of what is written: heading, words."""
        return [(item, self.texts.get(str(item.pk), "")) for item in self.headings]

    @property
    def titles_of_parts(self) -> dict[str, str]:
        """The headings by their numbers, as `texts` names them."""
        return {str(item.pk): item.title for item in self.headings}

    @property
    def missing_parts(self) -> list[str]:
        """The required headings under which nothing is written: «Концепция»."""
        return [f"«{item}»" for item, words in self.told if item.is_required and not words.strip()]
