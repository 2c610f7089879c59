"""Forms of the practices."""

from typing import Any

from django import forms

from accounts.scope import libraries_of
from common.editing import VersionedForm
from common.files.fields import CheckedFileField
from common.files.kinds import PICTURES
from libraries.forms import LibraryField
from libraries.models import Library
from publications.models import Practice


class PracticeForm(VersionedForm):
    groups = (
        ("Практика", ("title", "theme", "library", "since_year", "summary")),
        ("Подробно", ("description", "result")),
    )
    library = LibraryField(Library.objects.none())

    class Meta:
        model = Practice
        fields = [
            "title",
            "theme",
            "library",
            "since_year",
            "summary",
            "description",
            "result",
        ]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "description": forms.Textarea(attrs={"rows": 10}),
            "result": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "summary": "Одно-два предложения: их увидят в списке и в поиске.",
            "description": "Для кого, что сделать по шагам, что понадобится. "
            "Пишите так, чтобы коллега могла повторить.",
            "result": "Что изменилось: числа, отзывы.",
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["library"].queryset = libraries_of(user).select_related("organisation")

    def again(self, data: Any, row: Any) -> "PracticeForm":
        return PracticeForm(data, instance=row, user=self.user)


class RemarkForm(forms.Form):
    """What the methodist asks to put right."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    remark = forms.CharField(
        label="Что поправить", max_length=5_000, widget=forms.Textarea(attrs={"rows": 4})
    )


class PhotoForm(forms.Form):
    """A photograph and its words."""

    file = CheckedFileField(label="Фотография", kinds=PICTURES)
    alt = forms.CharField(
        label="Что на фотографии",
        max_length=300,
        help_text="Прочитают те, кто не видит картинку. "
        "На узнаваемых людей нужно их согласие, на детей — согласие родителей.",
    )
