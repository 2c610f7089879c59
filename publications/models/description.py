"""What a bibliographic record is made of, as fields."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from publications.models.series import Series
from publications.validators import validate_isbn, validate_issn, validate_people


def people_field(title: str) -> models.TextField:
    """Return a field of people, one a line: «Фамилия, Имя Отчество»."""
    return models.TextField(title, max_length=2_000, blank=True, validators=[validate_people])


class Description(models.Model):
    """The elements of a description by ГОСТ Р 7.0.100-2018, each as in the publication itself.

    Names of people are kept in full, one a line; the record shortens them. `numbering` is the
    area of what is special to a kind: the number of a serial's issue, the scale of a map (5.4).
    `volume_list` describes the volumes or issues of what is recorded as a whole, one a line (6).
    """

    class Medium(models.TextChoices):
        """The kind of content and the means of access (5.10)."""

        TEXT = "text", "Текст : непосредственный"
        E_TEXT = "e_text", "Текст : электронный"
        IMAGE = "image", "Изображение (неподвижное ; двухмерное) : непосредственное"
        MAP = "map", "Изображение (картографическое ; неподвижное ; двухмерное) : непосредственное"
        E_MAP = "e_map", "Изображение (картографическое ; неподвижное ; двухмерное) : электронное"
        E_IMAGE = "e_image", "Изображение (неподвижное ; двухмерное) : электронное"
        E_VIDEO = "e_video", "Изображение (движущееся ; двухмерное) : электронное"
        E_SOUND = "e_sound", "Устная речь : электронная"

    title = models.CharField("название", max_length=500)
    remainder = models.CharField("сведения, относящиеся к заглавию", max_length=300, blank=True)
    authors = people_field("авторы")
    compilers = people_field("составители")
    editors = people_field("редакторы")
    artists = people_field("художники")
    reviewers = people_field("рецензенты")
    wordings = models.TextField("ответственность, как в издании", max_length=1_000, blank=True)
    body = models.CharField("организация", max_length=500, blank=True)
    edition = models.CharField("сведения об издании", max_length=200, blank=True)
    numbering = models.CharField("номер выпуска или масштаб карты", max_length=100, blank=True)
    volumes = models.CharField("сколько томов или частей", max_length=100, blank=True)
    part = models.CharField("номер тома или части", max_length=100, blank=True)
    part_title = models.CharField("название тома или части", max_length=300, blank=True)
    volume_list = models.TextField("тома или выпуски по одному", max_length=2_000, blank=True)
    place = models.CharField("место издания", max_length=200, blank=True)
    publisher = models.CharField("издатель", max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(
        "год издания",
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    is_ongoing = models.BooleanField("ещё выходит или обновляется", default=False)
    extent = models.CharField("объём", max_length=100, blank=True)
    illustrations = models.CharField("иллюстрации", max_length=100, blank=True)
    dimensions = models.CharField("размер", max_length=50, blank=True)
    series = models.ForeignKey(
        Series,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="publications",
        verbose_name="серия",
    )
    series_number = models.CharField("выпуск серии", max_length=50, blank=True)
    notes = models.TextField("примечания", max_length=1_000, blank=True)
    isbn = models.CharField("ISBN", max_length=20, blank=True, validators=[validate_isbn])
    issn = models.CharField("ISSN", max_length=9, blank=True, validators=[validate_issn])
    medium = models.CharField(
        "вид содержания и доступ", max_length=20, choices=Medium, default=Medium.TEXT
    )
    url = models.URLField("адрес в сети", max_length=500, blank=True)
    accessed_on = models.DateField("дата обращения", null=True, blank=True)
    host_title = models.CharField("журнал или сборник", max_length=500, blank=True)
    host_responsibility = models.CharField("ответственность сборника", max_length=500, blank=True)
    host_issue = models.CharField("номер журнала", max_length=100, blank=True)
    host_pages = models.CharField("страницы статьи", max_length=50, blank=True)

    class Meta:
        abstract = True
