"""The form of a template."""

from typing import Any

from django import forms

from common.editing import VersionedForm
from consultations.models import Template
from consultations.queries import topics_to_choose


class TemplateForm(VersionedForm):
    groups = (
        ("Шаблон", ("name", "is_shared")),
        ("Что в записи", ("form", "topic", "question", "answer", "minutes")),
    )
    is_shared = forms.BooleanField(
        label="Общий: им пользуется весь отдел",
        required=False,
    )

    class Meta:
        model = Template
        fields = ["name", "form", "topic", "question", "answer", "minutes"]
        widgets = {
            "question": forms.Textarea(attrs={"rows": 2}),
            "answer": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"minutes": "Сколько минут"}
        help_texts = {"name": "Коротко, как на кнопке: «Звонок по 6-НК»."}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics_to_choose(self.instance.topic_id)
        if self.instance.pk:
            self.initial["is_shared"] = self.instance.owner_id is None

    def again(self, data: Any, row: Any) -> "TemplateForm":
        return type(self)(data, instance=row, user=self.user)

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values; a template that is not shared is the person's own."""
        owner = None if self.cleaned_data["is_shared"] else self.user
        return {**super().values, "owner": owner}
