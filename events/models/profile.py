"""How the plans of an organisation are laid out and signed."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from libraries.models import Organisation

# The least margins of ГОСТ Р 7.0.97-2016, 3.3, in millimetres; the sizes of letters of 3.4.
LEFT, RIGHT, TOP, BOTTOM = 20, 10, 20, 20
_WIDEST = 60
_SIZES = [(12, "12"), (13, "13"), (14, "14")]


def _margin(title: str, least: int) -> models.PositiveSmallIntegerField:
    limits = [MinValueValidator(least), MaxValueValidator(_WIDEST)]
    return models.PositiveSmallIntegerField(title, default=least, validators=limits)


class PlanProfile(models.Model):
    """The details of an organisation's plans: who agrees, approves and signs, and the sheet.

    What a plan says itself of who approves and signs it comes first. `coordinators` holds a post
    and a name a line, parted by a vertical rule: «Директор СОДБ | И. И. Петрова».
    """

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="plan_profile", verbose_name="организация"
    )
    approver_post = models.CharField("УТВЕРЖДАЮ: должность", max_length=300, blank=True)
    approver_name = models.CharField("УТВЕРЖДАЮ: имя", max_length=200, blank=True)
    agreed_post = models.CharField("СОГЛАСОВАНО: должность", max_length=300, blank=True)
    agreed_name = models.CharField("СОГЛАСОВАНО: имя", max_length=200, blank=True)
    coordinators = models.TextField("лист согласования", max_length=3000, blank=True)
    signer_post = models.CharField("подпись: должность", max_length=300, blank=True)
    signer_name = models.CharField("подпись: имя", max_length=200, blank=True)
    size = models.PositiveSmallIntegerField("размер букв, пт", default=12, choices=_SIZES)
    left = _margin("поле слева, мм", LEFT)
    right = _margin("поле справа, мм", RIGHT)
    top = _margin("поле сверху, мм", TOP)
    bottom = _margin("поле снизу, мм", BOTTOM)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "оформление планов"
        verbose_name_plural = "оформление планов"

    def __str__(self) -> str:
        return f"Оформление планов: {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("events:plan-profile", args=[self.organisation_id])

    @property
    def visas(self) -> list[tuple[str, str]]:
        """The posts and names of those who coordinate a plan."""
        lines = (line.partition("|") for line in self.coordinators.splitlines() if line.strip())
        return [(post.strip(), name.strip()) for post, _, name in lines]


def profile_of(organisation: Organisation) -> PlanProfile:
    """Return the profile of the organisation, or the usual one, not saved, when it has none."""
    found = PlanProfile.objects.filter(organisation=organisation).first()
    return found or PlanProfile(organisation=organisation)
