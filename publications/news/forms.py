"""Forms of the news."""

from typing import Any

from django import forms
from django.utils import timezone

from common.editing import VersionedForm
from common.files.fields import CheckedFileField
from common.files.kinds import PICTURES
from common.rich_text import HELP
from libraries.forms import DayInput
from publications.models import News


class NewsForm(VersionedForm):
    groups = (("Новость", ("title", "lead", "text")),)

    class Meta:
        model = News
        fields = ["title", "lead", "text"]
        widgets = {
            "lead": forms.Textarea(attrs={"rows": 2}),
            "text": forms.Textarea(attrs={"rows": 14}),
        }
        help_texts = {"lead": "Одно-два предложения для списка новостей.", "text": HELP}


class PublishNewsForm(forms.Form):
    """Asks from which day everybody sees the news; a day to come is allowed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    published_on = forms.DateField(
        label="С какого дня видят все",
        widget=DayInput(),
        help_text="Можно назначить день вперёд.",
    )

    def __init__(self, *args: Any, news: News, **kwargs: Any) -> None:
        day = news.published_on or timezone.localdate()
        super().__init__(*args, initial={"version": news.version, "published_on": day}, **kwargs)


class NewsPictureForm(forms.Form):
    """A picture and its words."""

    file = CheckedFileField(label="Картинка", kinds=PICTURES)
    alt = forms.CharField(
        label="Что на картинке",
        max_length=300,
        help_text="Прочитают те, кто её не видит. "
        "На узнаваемых людей нужно их согласие, на детей — согласие родителей.",
    )
