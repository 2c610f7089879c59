"""The department's own page: who we are, what we do, how to reach us."""

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from libraries.validators import validate_phone
from publications.records.names import people_in


class DepartmentPage(models.Model):
    """The texts of the page; there is one. They are plain text with marks: common.rich_text.

    `organisation` and `signer` stand on the department's documents: whose it is, who signs.
    """

    ONLY = 1

    about = models.TextField("кто мы", max_length=10_000, blank=True)
    tasks = models.TextField("чем занимаемся", max_length=10_000, blank=True)
    address = models.CharField("адрес", max_length=300, blank=True)
    phone = models.CharField("телефон", max_length=60, blank=True, validators=[validate_phone])
    email = models.EmailField("электронная почта", blank=True)
    hours = models.CharField("часы работы", max_length=300, blank=True)
    organisation = models.ForeignKey(
        "libraries.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="учреждение, в котором работает отдел",
        help_text="Полное название и учредитель печатаются в начале документов отдела.",
    )
    signer = models.ForeignKey(
        "publications.DepartmentPerson",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="кто подписывает документы отдела",
        help_text="Должность и имя печатаются под документами, рядом с местом для подписи.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "страница отдела"
        verbose_name_plural = "страница отдела"
        constraints = [models.CheckConstraint(name="one_page", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return "страница отдела"

    def get_absolute_url(self) -> str:
        return reverse("department:department")


class DepartmentPerson(models.Model):
    """A person of the department on its page; `position` orders them.

    Her work contacts are shown without signing in only when she agreed to it: `is_contact_open`.
    """

    name = models.CharField("фамилия, имя, отчество", max_length=200)
    post = models.CharField("должность", max_length=200)
    duties = models.CharField("по каким вопросам обращаться", max_length=500, blank=True)
    phone = models.CharField(
        "рабочий телефон", max_length=60, blank=True, validators=[validate_phone]
    )
    email = models.EmailField("рабочая почта", blank=True)
    is_contact_open = models.BooleanField(
        "показывать телефон и почту всем",
        default=False,
        help_text="Только с согласия человека. Без отметки контакты видят вошедшие на портал.",
    )
    position = models.PositiveSmallIntegerField("порядок на странице", default=10)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "сотрудник отдела"
        verbose_name_plural = "сотрудники отдела"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page that shows her; she has none of her own."""
        return reverse("department:department")

    @property
    def signature(self) -> str:
        """The name as it stands beside a signature: «Е. А. Полякова»."""
        try:
            (person,) = people_in(self.name)
        except ValueError:
            return self.name
        return person.direct
