"""Indicators as the department keeps them."""

from collections.abc import Mapping

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords


class Indicator(models.Model):
    """What is followed over years: a cell in each edition of a form, or a formula of indicators.

    `cells` are written as people read them, `2015: 4.12.2; 2019: 4.11.2`. One that is given
    (inhabitants, libraries) the portal counts itself. A shipped indicator that nobody has edited
    follows the file with each update of the portal. `statistics.indicators` reads and computes.
    """

    code = models.CharField(
        "код",
        max_length=50,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z]+(?:_[a-z0-9]+)*\Z",
                "Код пишется малыми латинскими буквами; слова и цифры — после подчёркивания: "
                "loans, fund_per_user, staff_2.",
            )
        ],
    )
    title = models.CharField("название", max_length=120)
    unit = models.CharField("единица измерения", max_length=60)
    places = models.PositiveSmallIntegerField(
        "знаков после запятой", default=0, choices=[(number, str(number)) for number in range(4)]
    )
    form = models.CharField("форма", max_length=50)
    cells = models.CharField("ячейки по редакциям", max_length=500, blank=True)
    formula = models.CharField("формула", max_length=500, blank=True)
    is_given = models.BooleanField("считает портал", default=False, editable=False)
    is_main = models.BooleanField("стоит в своде", default=False)
    is_edited = models.BooleanField("правлен на портале", default=False, editable=False)
    position = models.PositiveSmallIntegerField("место в списке", default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "показатель"
        verbose_name_plural = "показатели"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(is_given=True, cells="", formula="")
                    | (models.Q(is_given=False, formula="") & ~models.Q(cells=""))
                    | (models.Q(is_given=False, cells="") & ~models.Q(formula=""))
                ),
                name="indicator_of_one_source",
                violation_error_message="Укажите либо ячейки по редакциям, либо формулу.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("statistics:indicator", args=[self.code])

    @property
    def addresses(self) -> Mapping[str, str]:
        """Addresses by code of the edition."""
        pairs = (pair.partition(":") for pair in self.cells.split(";") if pair.strip())
        return {edition.strip(): address.strip() for edition, _, address in pairs}


def written_cells(addresses: Mapping[str, str]) -> str:
    """Return addresses by edition as they are stored."""
    return "; ".join(f"{edition}: {address}" for edition, address in addresses.items())
