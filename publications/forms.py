"""Forms of the publications."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.editing import VersionedForm
from common.files.fields import CheckedFileField
from common.files.kinds import DOCX, PDF, PICTURES
from common.named_rows import NamedRowField
from libraries.forms import DayInput, WebsiteField
from libraries.models import Library
from publications.models import Publication, Series
from publications.models.publications import PEOPLE, kept_names

MAX_TOPICS = 10
PEOPLE_HINT = "По одному в строке: Зимина, Анна Павловна."


class PublicationForm(VersionedForm):
    """A publication as people describe it; its topics are told in words, parted by commas."""

    groups = (
        ("Издание", ("title", "remainder", "kind", "annotation", "audience", "topic_names")),
        ("Кто подготовил", ("authors", "compilers", "editors", "body")),
        ("Выходные данные", ("place", "publisher", "year", "extent", "illustrations", "isbn")),
        ("Серия и план", ("series", "series_number", "plan_reference")),
    )
    folded = (
        ("Ещё о тех, кто подготовил", ("artists", "reviewers", "wordings")),
        ("Сетевой ресурс, карта, запись: доступ и адрес", ("medium", "url", "accessed_on")),
        (
            "Статья в журнале или сборнике",
            ("host_title", "host_responsibility", "host_issue", "host_pages"),
        ),
        (
            "Переиздание, многотомник, журнал, карта",
            (
                *("edition", "volumes", "part", "part_title", "volume_list"),
                *("numbering", "is_ongoing", "issn"),
            ),
        ),
        ("Размер и примечания", ("dimensions", "notes")),
    )
    topic_names = forms.CharField(
        label="Темы", required=False, max_length=500, help_text="Через запятую: краеведение, лето."
    )

    topics_seen = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)

    class Meta:
        model = Publication
        fields = [
            *("title", "remainder", "kind", "annotation", "audience"),
            *("authors", "compilers", "editors", "artists", "reviewers", "wordings", "body"),
            *("place", "publisher", "year", "extent", "illustrations", "dimensions", "isbn"),
            *(
                "series",
                "series_number",
                "plan_reference",
                "plan_item",
                "medium",
                "url",
                "accessed_on",
            ),
            *("host_title", "host_responsibility", "host_issue", "host_pages"),
            *("edition", "volumes", "part", "part_title", "volume_list"),
            *("numbering", "is_ongoing", "issn", "notes"),
        ]
        widgets = {
            "annotation": forms.Textarea(attrs={"rows": 5}),
            **{
                name: forms.Textarea(attrs={"rows": 2})
                for name in ("authors", "compilers", "editors", "artists", "reviewers")
            },
            "wordings": forms.Textarea(attrs={"rows": 2}),
            "notes": forms.Textarea(attrs={"rows": 2}),
            "volume_list": forms.Textarea(attrs={"rows": 2}),
            "accessed_on": DayInput(),
            "plan_item": forms.HiddenInput,
        }
        field_classes = {"url": WebsiteField}
        help_texts = {
            "remainder": "Как в издании: методические рекомендации, сборник сценариев.",
            "authors": PEOPLE_HINT,
            "compilers": PEOPLE_HINT,
            "editors": PEOPLE_HINT,
            "reviewers": "Показаны на странице издания; в запись по стандарту не входят.",
            "wordings": "По одному в строке, слово в слово: под общей редакцией В. С. Орловой.",
            "body": "Библиотека или отдел: Синегорская областная библиотека.",
            "year": "Нужен к публикации; пока издание в плане, можно не указывать.",
            "extent": "Число страниц: 48. Или словами: 89, [3] с.; 1 электрон. опт. диск.",
            "illustrations": "ил.; ил., портр.; цв. ил.",
            "series_number": "7 — станет «вып. 7»; можно и словами: кн. 2.",
            "plan_reference": "Как в годовом плане: План 2026, п. 4.2.",
            "edition": "2-е изд., испр. и доп.",
            "numbering": "2025, № 3 (45); у карты — масштаб: 1:500 000.",
            "volumes": "в 3 частях",
            "part": "Если описан один том: Часть 1.",
            "volume_list": "Если описано всё вместе, по одному в строке: Т. 1. – 894 с.",
            "is_ongoing": "Год станет началом: 2001 – .",
            "host_title": "С подзаголовком: Библиотечное дело : журнал.",
            "host_responsibility": "Только у сборника: Областная библиотека ; сост. А. П. Зимина.",
            "host_issue": "№ 4; Т. 27, вып. 2; у газеты — 17 октября.",
            "host_pages": "61–78",
            "dimensions": "21 см",
            "notes": (
                "По одному в строке: Библиография: с. 45–47. «Режим доступа: …» встанет за адресом."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            topics = self.instance.topics.values_list("name", flat=True)
            told = ", ".join(topics)
            self.fields["topic_names"].initial = self.fields["topics_seen"].initial = told

    @property
    def folded_parts(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """The medium is always told: printed text alone opens no part."""
        printed = Publication.Medium.TEXT
        return [
            (
                legend,
                fields,
                any(
                    field.errors or field.value() not in ("", None, False, printed)
                    for field in fields
                ),
            )
            for legend, fields, _is_open in super().folded_parts
        ]

    def clean(self) -> dict[str, Any]:
        """Write lists the way they are kept, so that what was not touched stays equal."""
        cleaned = super().clean()
        for name in PEOPLE:
            cleaned[name] = kept_names(cleaned.get(name, ""))
        for name in ("wordings", "notes", "volume_list", "annotation"):
            cleaned[name] = "\n".join(cleaned.get(name, "").splitlines())
        return cleaned

    def clean_topics_seen(self) -> list[str]:
        """Return the topics that the page showed when it was opened."""
        return self.cleaned_data["topics_seen"].split(", ")

    def clean_topic_names(self) -> list[str]:
        """Return the topics, each once."""
        text = self.cleaned_data["topic_names"].replace(";", ",")
        names = list(dict.fromkeys(" ".join(name.split()) for name in text.split(",")))
        names = [name for name in names if name]
        if len(names) > MAX_TOPICS or any(len(name) > 100 for name in names):
            raise ValidationError(f"Не больше {MAX_TOPICS} тем, каждая не длиннее 100 знаков.")
        return names


class SeriesForm(VersionedForm):
    """A series."""

    groups = (("Серия", ("name", "issn", "about")),)

    class Meta:
        model = Series
        fields = ["name", "issn", "about"]
        widgets = {"about": forms.Textarea(attrs={"rows": 4})}


class PublishForm(forms.Form):
    """Asks from which day the publication is open to everybody."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    published_on = forms.DateField(label="Дата публикации", widget=DayInput())

    def __init__(self, *args: Any, publication: Publication, **kwargs: Any) -> None:
        initial = {"version": publication.version, "published_on": timezone.localdate()}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_published_on(self) -> datetime.date:
        day = self.cleaned_data["published_on"]
        if day > timezone.localdate():
            raise ValidationError("Эта дата ещё не наступила.")
        return day


class FileForm(forms.Form):
    """Takes the file of a publication; its cleaned value is a CheckedFile."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    file = CheckedFileField(label="Файл PDF или Word (.docx)", kinds=(PDF, DOCX))

    def __init__(self, *args: Any, publication: Publication, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": publication.version}, **kwargs)


class CoverForm(forms.Form):
    """Takes a picture for the cover."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    cover = CheckedFileField(label="Своя обложка", kinds=PICTURES)

    def __init__(self, *args: Any, publication: Publication, **kwargs: Any) -> None:
        initial = {"version": publication.version}
        super().__init__(*args, initial=initial, prefix="cover", **kwargs)


class LibraryForm(forms.Form):
    """Names a library that the publication is about."""

    library = NamedRowField(
        Library.objects.select_related("territory"), keys=("name_key",), label="Библиотека"
    )
