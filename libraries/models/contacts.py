"""People of an organisation whom one writes and rings up."""

from django.db import models
from simple_history.models import HistoricalRecords

from libraries.models.organisations import Organisation
from libraries.validators import validate_phone


class OrganisationContact(models.Model):
    """A person to turn to: personal data, see libraries.rules.can_see_contacts for who sees it."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="contacts", verbose_name="учреждение"
    )
    post = models.CharField("должность", max_length=200)
    name = models.CharField("фамилия, имя, отчество", max_length=200)
    phone = models.CharField("телефон", max_length=60, blank=True, validators=[validate_phone])
    email = models.EmailField("электронная почта", blank=True)
    purpose = models.CharField(
        "по каким вопросам",
        max_length=200,
        blank=True,
        help_text="Например: статистика, комплектование, модельные библиотеки.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "контактное лицо"
        verbose_name_plural = "контактные лица"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """A person has no page of her own: she stands on that of her organisation."""
        return self.organisation.get_absolute_url()
