"""Questions to participants, as the organiser writes them and as participants answer them."""

from collections.abc import Sequence
from typing import Any

from django import forms

from events.models import Event, FeedbackQuestion
from events.models.feedback import LEAST, MOST

Kind = FeedbackQuestion.Kind
_LONGEST = FeedbackQuestion._meta.get_field("text").max_length or 0


class LinesField(forms.CharField):
    """Questions, one a line; cleans to their list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"required": False, "widget": forms.Textarea(attrs={"rows": 5}), **kwargs}
        )

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        for line in lines:
            if len(line) > _LONGEST:
                raise forms.ValidationError(f"Слишком длинный вопрос: «{line[:60]}…».")
        return list(dict.fromkeys(line for line in lines if line))


class QuestionsForm(forms.Form):
    scale = LinesField(
        label="Вопросы с оценкой от 1 до 5", help_text="Вопрос — строка. Пусто — таких нет."
    )
    words = LinesField(label="Вопросы, на которые отвечают словами", help_text="Вопрос — строка.")

    @staticmethod
    def told_by(event: Event) -> dict[str, str]:
        """Return what the form holds at first."""
        rows = list(event.questions.all())
        return {
            name: "\n".join(row.text for row in rows if row.kind == kind)
            for name, kind in (("scale", Kind.SCALE), ("words", Kind.TEXT))
        }


class FeedbackAnswersForm(forms.Form):
    """The questions of an event to be answered, none of them by force."""

    def __init__(self, *args: Any, questions: Sequence[FeedbackQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for row in questions:
            self.fields[f"answer_{row.pk}"] = _field_of(row)

    @property
    def marks(self) -> dict[int, int]:
        return {
            row.pk: int(self.cleaned_data[f"answer_{row.pk}"])
            for row in self.questions
            if row.kind == Kind.SCALE and self.cleaned_data[f"answer_{row.pk}"]
        }

    @property
    def texts(self) -> dict[int, str]:
        return {
            row.pk: self.cleaned_data[f"answer_{row.pk}"]
            for row in self.questions
            if row.kind == Kind.TEXT
        }


def _field_of(row: FeedbackQuestion) -> forms.Field:
    if row.kind == Kind.TEXT:
        area = forms.Textarea(attrs={"rows": 3})
        return forms.CharField(label=row.text, required=False, max_length=2000, widget=area)
    return forms.ChoiceField(
        label=row.text,
        required=False,
        choices=[(str(mark), str(mark)) for mark in range(LEAST, MOST + 1)],
        widget=forms.RadioSelect,
        help_text=f"{LEAST} — совсем нет, {MOST} — вполне.",
    )
