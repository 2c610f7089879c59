"""Forms of the registry."""

from typing import Any

from django import forms

from common.editing import VersionedForm
from libraries.actions import Order
from libraries.forms.days import ORDER_FIELDS, DayInput, order_fields, order_of
from libraries.models import Library, Organisation, Territory
from libraries.queries import at_or_below

_OF_NETWORK = ("name", "kind", "organisation", "territory", "settlement", "locality", "address")
_NATURES_OF_OLD = [
    ("correction", "исправление ошибки: так было всегда"),
    ("change", "изменение сети: с указанного дня стало иначе"),
]
_NATURES_OF_NEW = [
    ("correction", "библиотека уже работает, вношу её в реестр"),
    ("change", "открывается новая библиотека"),
]
_MAP_HELP = (
    "Если библиотека переехала, прежняя точка на карте уйдёт из паспорта: впишите в нём новую."
)
REASON_HELP = "Останется в истории изменений, например: «переезд», «приказ от 12.03.2025 № 45»."


class WebsiteField(forms.URLField):
    """An address of a site; one written without a scheme is taken for https."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **kwargs})


def reason_field() -> forms.CharField:
    return forms.CharField(
        label="Причина изменения", max_length=100, required=False, help_text=REASON_HELP
    )


class LibraryForm(VersionedForm):
    """All that is known of a library.

    What of the network it changes (name, kind, organisation, place) is either a mistake put right
    or a change with its day and document: the person is asked which.
    """

    CORRECTION, CHANGE = "correction", "change"
    own_groups = (
        ("Вид", ("kind", "settlement", "opened_on")),
        ("Связь с читателями", ("address", "phone", "email", "website", "hours")),
        ("Услуги и модернизация", ("has_mfc", "has_legal_centre", "model_year", "model_programme")),
    )
    is_elsewhere = forms.BooleanField(
        label="Да, учреждение — с другой территории, это верно", required=False
    )
    reason = reason_field()
    nature = forms.ChoiceField(label="Что это", required=False, widget=forms.RadioSelect)

    class Meta:
        model = Library
        fields = [
            "code",
            "name",
            "organisation",
            "territory",
            "locality",
            "kind",
            "settlement",
            "opened_on",
            "address",
            "phone",
            "email",
            "website",
            "hours",
            "has_mfc",
            "has_legal_centre",
            "model_year",
            "model_programme",
        ]
        widgets = {"opened_on": DayInput()}
        field_classes = {"website": WebsiteField}
        help_texts = {"locality": "С сокращением, как на карте: г. Берёзовск, с. Ольховка."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_place_doubted = False
        self.fields |= order_fields(is_required=False)
        self.fields["nature"].choices = _NATURES_OF_OLD if self.instance.pk else _NATURES_OF_NEW
        if self.instance.pk:
            self.fields["nature"].help_text = _MAP_HELP
        self.is_network_changed = False

    @property
    def groups(self) -> tuple[tuple[str, tuple[str, ...]], ...]:  # type: ignore[override]
        is_old = bool(self.instance.pk)
        legend = "Если изменились название, вид, учреждение, место или адрес"
        asked = (legend if is_old else "Открытие", ("nature", *ORDER_FIELDS))
        doubt = ("is_elsewhere",) if self.is_place_doubted else ()
        place = ("code", "name", "organisation", "territory", *doubt, "locality")
        return (
            ("Название и место", place),
            *self.own_groups,
            asked,
            ("Об этой правке", ("reason",)),
        )

    def clean(self) -> None:
        super().clean()
        self._doubt_place()
        nature = self.cleaned_data.get("nature")
        changed = [name for name in _OF_NETWORK if name in self.changed_data]
        # When another has saved meanwhile, what differs is not this person's doing.
        is_fresh = self.cleaned_data.get("version") == self.instance.version
        self.is_network_changed = bool(self.instance.pk and changed and is_fresh)
        if self.is_network_changed and not nature:
            labels = ", ".join(str(self.fields[name].label).lower() for name in changed)
            self.add_error(
                "nature",
                f"Изменилось: {labels}. Отметьте, это исправление ошибки или изменение сети.",
            )
        if (
            nature == self.CHANGE
            and not self.cleaned_data.get("date")
            and "date" not in self.errors
        ):
            self.add_error("date", "Укажите, с какого дня.")

    def _doubt_place(self) -> None:
        """Ask, of a place just told, whether the library may lie outside its organisation's."""
        organisation, territory = (
            self.cleaned_data.get(name) for name in ("organisation", "territory")
        )
        own = organisation.territory if organisation else None
        is_told = {"organisation", "territory"} & set(self.changed_data)
        if not (own and territory and is_told) or territory.pk in at_or_below(own):
            return
        self.is_place_doubted = True
        if not self.cleaned_data.get("is_elsewhere"):
            self.add_error(
                "territory",
                f"Учреждение находится на другой территории: {own}. Исправьте или, "
                "если всё верно, отметьте это ниже.",
            )

    @property
    def order(self) -> Order | None:
        """The day and document of a change; None for a correction."""
        return order_of(self) if self.cleaned_data.get("nature") == self.CHANGE else None


class OrganisationForm(VersionedForm):
    groups = (
        ("Название", ("name", "short_name", "aliases", "code", "kind")),
        ("Место в сети", ("parent", "territory", "founder", "inn", "okpo", "is_active")),
        ("Связь", ("address", "phone", "email", "website", "director_post", "director_name")),
        ("Кому видно", ("is_director_public",)),
        ("Об этой правке", ("reason",)),
    )
    reason = reason_field()

    class Meta:
        model = Organisation
        fields = [
            "name",
            "short_name",
            "aliases",
            "code",
            "kind",
            "parent",
            "territory",
            "founder",
            "inn",
            "okpo",
            "is_active",
            "address",
            "phone",
            "email",
            "website",
            "director_post",
            "director_name",
            "is_director_public",
        ]
        widgets = {"aliases": forms.Textarea(attrs={"rows": 3})}
        field_classes = {"website": WebsiteField}


class TerritoryForm(VersionedForm):
    groups = (
        ("Территория", ("name", "kind", "parent", "oktmo")),
        ("Об этой правке", ("reason",)),
    )
    reason = reason_field()

    class Meta:
        model = Territory
        fields = ["name", "kind", "parent", "oktmo"]


class PopulationForm(forms.Form):
    """Asks for the inhabitants of a territory on 1 January of a year."""

    year = forms.IntegerField(label="Год", min_value=1990, max_value=2100)
    number = forms.IntegerField(
        label="Жителей на 1 января", min_value=1, max_value=50_000_000, help_text="Целое число."
    )
