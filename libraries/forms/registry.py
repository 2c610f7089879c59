"""Forms of the registry."""

from typing import Any

from django import forms

from common.editing import VersionedForm
from libraries.models import Library, Organisation, Territory
from libraries.queries import opened

REASON_HELP = "Останется в истории изменений, например: «переезд», «приказ от 12.03.2025 № 45»."


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class WebsiteField(forms.URLField):
    """An address of a site; one written without a scheme is taken for https."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **kwargs})


def reason_field() -> forms.CharField:
    return forms.CharField(
        label="Причина изменения", max_length=100, required=False, help_text=REASON_HELP
    )


class LibraryForm(VersionedForm):
    groups = (
        ("Название и место", ("code", "name", "organisation", "territory", "locality")),
        ("Вид", ("kind", "settlement", "opened_on")),
        ("Связь с читателями", ("address", "phone", "email", "website", "hours")),
        ("Услуги и модернизация", ("has_mfc", "has_legal_centre", "model_year", "model_programme")),
        ("Об этой правке", ("reason",)),
    )
    reason = reason_field()

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


class OrganisationForm(VersionedForm):
    groups = (
        ("Название", ("name", "short_name", "aliases", "code", "kind")),
        ("Место в сети", ("parent", "territory", "founder", "inn", "okpo", "is_active")),
        ("Связь", ("address", "phone", "email", "website", "director_post", "director_name")),
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


class CloseLibraryForm(forms.Form):
    """Asks from which day a library does not work and which library took over."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    closed_on = forms.DateField(label="Не работает с", widget=DayInput())
    successor = forms.ModelChoiceField(
        Library.objects.none(),
        label="Правопреемник",
        required=False,
        empty_label="Нет",
        help_text="Библиотека, которой переданы читатели и фонд.",
    )
    reason = forms.CharField(
        label="Основание",
        max_length=100,
        required=False,
        help_text="Например: «постановление администрации от 12.03.2025 № 45».",
    )

    def __init__(self, *args: Any, library: Library, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": library.version}, **kwargs)
        field = self.fields["successor"]
        field.queryset = opened(Library.objects.order_by("name_key")).exclude(pk=library.pk)
        field.label_from_instance = lambda each: f"{each.name}, {each.locality} ({each.code})"
