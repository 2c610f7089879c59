"""Forms of questions and of the archive of answers."""

from typing import Any

from django import forms

from accounts.models import User
from accounts.scope import libraries_of
from common.editing import VersionedForm
from common.text import strip_controls
from consultations.forms.files import CheckedFilesField
from consultations.models import AnsweringOrder, ArchiveEntry, Question
from consultations.queries import methodists, topics_to_choose
from libraries.queries import opened

RATINGS = {
    5: "5 — очень помог",
    4: "4 — помог",
    3: "3 — отчасти",
    2: "2 — почти не помог",
    1: "1 — не помог",
}


class AskForm(forms.ModelForm):
    """What a librarian writes to ask."""

    files = CheckedFilesField()

    class Meta:
        model = Question
        fields = ["topic", "title", "text", "library"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        labels = {"title": "Вопрос одной строкой", "text": "Подробнее"}
        help_texts = {
            "title": "Например: «Как показать в 6-НК посещения сайта?»",
            "text": "Что уже сделали, что не получается. Не называйте читателей по имени.",
            "library": "Если вопрос об одной библиотеке, а не обо всём учреждении.",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics_to_choose()
        self.fields["topic"].empty_label = "Выберите"
        own = opened(libraries_of(user)).order_by("name_key", "code")
        self.fields["library"].queryset = own
        self.fields["library"].empty_label = "Обо всём учреждении"

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class ReplyForm(forms.Form):
    """A message about a question. `seen` is the last message that stood on the page."""

    text = forms.CharField(
        label="Текст", max_length=20_000, widget=forms.Textarea(attrs={"rows": 10})
    )
    files = CheckedFilesField()
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label

    def clean_text(self) -> str:
        return strip_controls(self.cleaned_data["text"])

    def moved_to(self, last: int) -> "ReplyForm":
        """Return the same words on a page that shows the messages up to `last`."""
        data = self.data.copy()
        data["seen"] = str(last)
        return ReplyForm(data, label=str(self.fields["text"].label))


class HandOverForm(forms.Form):
    """To whom a question is given, and why."""

    to = forms.ModelChoiceField(None, label="Кому передать", empty_label="Выберите")
    note = forms.CharField(
        label="Пояснение для коллеги",
        max_length=2_000,
        required=False,
        help_text="Библиотекарь его не увидит.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = methodists().exclude(pk=question.methodist_id)


class RateForm(forms.Form):
    """Whether the answer helped."""

    rating = forms.TypedChoiceField(
        label="Помог ли ответ?",
        choices=list(RATINGS.items()),
        coerce=int,
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label="Что добавить",
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OrderForm(VersionedForm):
    """Who answers by default, and how soon."""

    groups = (("Порядок ответов", ("methodist", "days")),)

    class Meta:
        model = AnsweringOrder
        fields = ["methodist", "days"]
        help_texts = {"days": "Суббота, воскресенье и праздничные дни не считаются."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["methodist"].queryset = methodists(self.instance.methodist_id)
        self.fields["methodist"].empty_label = "Никто: вопрос увидит весь отдел"


class ArchiveEntryForm(VersionedForm):
    """The public words of a question and its answer."""

    groups = (("Что увидят все", ("topic", "title", "question", "answer")),)

    class Meta:
        model = ArchiveEntry
        fields = ["topic", "title", "question", "answer"]
        labels = {"title": "Вопрос одной строкой"}
        help_texts = {"title": "По ней ответ находят в архиве."}
        widgets = {
            "question": forms.Textarea(attrs={"rows": 5}),
            "answer": forms.Textarea(attrs={"rows": 12}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics_to_choose(self.instance.topic_id)
