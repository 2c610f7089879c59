"""Changes of the network, and what libraries were before them."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone

from common.fields import NormalisedField, NumberField
from libraries.models.libraries import Library
from libraries.models.organisations import Organisation
from libraries.models.territories import Territory
from libraries.validators import validate_day


class NetworkChange(models.Model):
    """An event of the network with its date and order; parts tell what it did to each library.

    Openings and closings hold by their dates. Other changes of a future date wait, without
    `applied_at`, for their day. An undone change stays on record with its reason.
    """

    class Kind(models.TextChoices):
        OPENED = "opened", "открытие"
        CLOSED = "closed", "закрытие"
        MOVED = "moved", "переезд"
        RENAMED = "renamed", "переименование"
        MERGED = "merged", "объединение"
        SPLIT = "split", "разделение"
        TRANSFERRED = "transferred", "передача другому учреждению"

    kind = models.CharField("что произошло", max_length=20, choices=Kind)
    date = models.DateField("дата", validators=[validate_day], db_index=True)
    order_number = NumberField("номер документа", max_length=50, blank=True)
    order_date = models.DateField("дата документа", null=True, blank=True)
    issuer = models.CharField("кем издан", max_length=200, blank=True)
    note = models.TextField("примечание", blank=True, validators=[MaxLengthValidator(500)])
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField("почему не вступило в силу", max_length=500, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undo_reason = models.CharField("почему отменено", max_length=200, blank=True)

    class Meta:
        verbose_name = "изменение сети"
        verbose_name_plural = "изменения сети"
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.date:%d.%m.%Y}"

    @property
    def is_ahead(self) -> bool:
        return self.date > timezone.localdate()

    @property
    def order(self) -> str:
        """The document as it is cited: «№ 45 от 12.03.2025, администрация района»."""
        number = f"№ {self.order_number}" if self.order_number else ""
        day = f"от {self.order_date:%d.%m.%Y}" if self.order_date else ""
        return ", ".join(filter(None, (" ".join(filter(None, (number, day))), self.issuer)))


class NetworkPart(models.Model):
    """One library in a change, called as it was called then.

    `fields` list what changed: field, before, after, and both as people read them (was, became).
    A library whose opening was undone is gone; its part keeps the name.
    """

    class Role(models.TextChoices):
        SUBJECT = "subject", "с кем произошло"
        SUCCESSOR = "successor", "преемник"

    change = models.ForeignKey(NetworkChange, models.CASCADE, related_name="parts")
    library = models.ForeignKey(Library, models.SET_NULL, null=True, related_name="network_parts")
    role = models.CharField(max_length=10, choices=Role)
    name = models.CharField(max_length=300)
    fields = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["change", "library"], name="library_once_in_a_change")
        ]

    def __str__(self) -> str:
        return self.name


class LibraryState(models.Model):
    """What a library was until the day `valid_until`, which itself belongs to the next state.

    Only the past is kept here: what a library is now stands in the library. States of a library
    follow each other without gaps; the first has no `valid_from`.
    """

    library = models.ForeignKey(Library, models.CASCADE, related_name="states")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField()
    name = models.CharField(max_length=300)
    name_key = NormalisedField(sources=("name",))
    search_key = NormalisedField(sources=("code", "name", "locality", "address"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Library.Kind)
    settlement = models.CharField(max_length=10, choices=Library.Settlement)
    locality = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "прежнее состояние библиотеки"
        verbose_name_plural = "прежние состояния библиотек"
        ordering = ["valid_until"]
        constraints = [
            models.UniqueConstraint(
                fields=["library", "valid_until"], name="library_state_ends_once"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_from__lt=models.F("valid_until")),
                name="library_state_has_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (до {self.valid_until:%d.%m.%Y})"

    @property
    def code(self) -> str:
        return self.library.code
