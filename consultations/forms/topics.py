"""Forms of the list of topics."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.editing import VersionedForm
from consultations.models import Topic
from consultations.queries import methodists

LONGEST_TOPIC = 200
# What libraries usually ask about: offered while the department has no list of its own.
USUAL_TOPICS = (
    "Статистика и отчётность",
    "Планирование работы",
    "Комплектование и учёт фонда",
    "Каталоги и библиографическое описание",
    "Краеведение",
    "Работа с детьми и подростками",
    "Массовые мероприятия",
    "Модельные библиотеки",
    "Проекты и гранты",
    "Нормативные документы",
    "Кадры и обучение",
    "Сайт и социальные сети",
)


class TopicForm(VersionedForm):
    groups = (("Тема", ("name", "methodist", "is_active")),)

    class Meta:
        model = Topic
        fields = ["name", "methodist", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["methodist"].queryset = methodists(self.instance.methodist_id)
        self.fields["methodist"].empty_label = "Кто назначен по умолчанию"


class NewTopicsForm(forms.Form):
    names = forms.CharField(
        label="Новые темы",
        help_text="По одной в строке.",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, is_first: bool = False, **kwargs: Any) -> None:
        """Offer the usual topics when the list is the department's first."""
        super().__init__(*args, **kwargs)
        if is_first:
            self.initial["names"] = "\n".join(USUAL_TOPICS)
            self.fields["names"].widget.attrs["rows"] = len(USUAL_TOPICS) + 1

    def clean_names(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if any(len(name) > LONGEST_TOPIC for name in names):
            raise ValidationError(f"Тема не длиннее {LONGEST_TOPIC} знаков.")
        return names
