"""Rules that compare a library with those like it, and what is usual among them."""

from django.core.validators import MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from libraries.models import Library
from statistics.models.campaigns import Campaign
from statistics.models.forms import Form


class OutlierRule(models.Model):
    """An indicator that has to be explained where it is far from that of comparable libraries.

    Comparable are libraries of one kind and of one size, measured by the indicator `size`.
    Far is more than `threshold` spreads from the median; the spread is 1.4826 × the median
    distance from the median, but not less than `floor`, in the indicator's own unit.
    """

    form = models.ForeignKey(Form, models.CASCADE, related_name="outlier_rules")
    indicator = models.SlugField("показатель", max_length=40)
    size = models.SlugField("размер по показателю", max_length=40, blank=True)
    threshold = models.DecimalField(
        "порог, разбросов", max_digits=5, decimal_places=1, validators=[MinValueValidator(1)]
    )
    floor = models.DecimalField(
        "разброс не меньше", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    is_active = models.BooleanField("действует", default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "сравнение с похожими"
        verbose_name_plural = "сравнения с похожими"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "indicator"],
                name="outlier_rule_once_an_indicator",
                violation_error_message="Такой показатель уже сравнивается.",
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Name among the checks, for explanations and waivers."""
        return f"peers-{self.indicator}"


class PeerNorm(models.Model):
    """What is usual among the libraries of one kind and size: the median and the spread.

    `of_last_year` tells that too few reports of this campaign are there and those of the same
    period a year before were taken.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="norms")
    rule = models.ForeignKey(OutlierRule, models.CASCADE, related_name="norms")
    kind = models.CharField(max_length=20, choices=Library.Kind)
    size_class = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()
    median = models.DecimalField(max_digits=20, decimal_places=3)
    spread = models.DecimalField(max_digits=20, decimal_places=3)
    of_last_year = models.BooleanField(default=False)
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name = "обычное значение"
        verbose_name_plural = "обычные значения"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "rule", "kind", "size_class"], name="norm_once_a_group"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.median}"
