"""Forms of passports."""

from typing import Any

from django import forms
from django.http import QueryDict

from common.editing import VersionedForm
from common.files.fields import CheckedFileField
from common.files.kinds import PICTURES
from libraries.forms.points import with_pair_split
from libraries.forms.registry import WebsiteField
from libraries.models import PASSPORT_FIELDS, READER_FIELDS, LibraryPhoto, PassportDraft

SEEN = ("library_version", "passport_version")
MOST_VERSION = 2**31 - 1  # what the database holds


class PassportForm(VersionedForm):
    """The facts of a passport; remembers which facts were seen when it was opened."""

    groups = (
        ("Связь с читателями", ("phone", "email", "website", "hours")),
        ("Место на карте", ("latitude", "longitude")),
        (
            "Помещение",
            ("ownership", "area_total", "area_readers", "floors", "repair", "repaired_year"),
        ),
        ("Места и техника", ("seats", "computers", "reader_computers", "internet", "has_wifi")),
        (
            "Доступность для людей с инвалидностью",
            (
                "access_wheelchair",
                "access_mobility",
                "access_sight",
                "access_hearing",
                "access_mental",
            ),
        ),
        ("Услуги", ("has_mfc", "has_legal_centre", "has_kibo", "outside_points")),
        ("Об этих изменениях", ("note",)),
    )
    library_version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=MOST_VERSION
    )
    passport_version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=MOST_VERSION
    )

    class Meta:
        model = PassportDraft
        fields = (*READER_FIELDS, *PASSPORT_FIELDS, "note")
        widgets = {
            "outside_points": forms.Textarea(attrs={"rows": 4}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        field_classes = {"website": WebsiteField}
        localized_fields = ("latitude", "longitude", "area_total", "area_readers")

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(with_pair_split(data), **kwargs)
        for name in SEEN:
            self.fields[name].initial = getattr(self.instance, name)
        for name in self._meta.localized_fields:
            self.fields[name].widget.attrs["inputmode"] = "decimal"

    @property
    def all_values(self) -> dict[str, Any]:
        """The facts with the versions of what was seen."""
        return {**self.values, **{name: self.cleaned_data[name] for name in SEEN}}


class ConfirmPassportForm(forms.Form):
    """What the methodist saw: the versions side by side and the photographs."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    library_version = forms.IntegerField(widget=forms.HiddenInput)
    passport_version = forms.IntegerField(widget=forms.HiddenInput)


class ReturnPassportForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    remark = forms.CharField(
        label="Замечание",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Библиотекарь получит его письмом.",
    )


class PhotoForm(forms.ModelForm):
    """A new photograph."""

    file = CheckedFileField(label="Фотография", kinds=PICTURES)

    class Meta:
        model = LibraryPhoto
        fields = ("alt",)

    field_order = ("file", "alt")
