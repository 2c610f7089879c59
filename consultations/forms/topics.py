"""Forms of the list of topics."""

from django import forms
from django.core.exceptions import ValidationError

from common.editing import VersionedForm
from consultations.models import Topic

LONGEST_TOPIC = 200


class TopicForm(VersionedForm):
    groups = (("Тема", ("name", "is_active")),)

    class Meta:
        model = Topic
        fields = ["name", "is_active"]


class NewTopicsForm(forms.Form):
    names = forms.CharField(
        label="Новые темы",
        help_text="По одной в строке.",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_names(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if any(len(name) > LONGEST_TOPIC for name in names):
            raise ValidationError(f"Тема не длиннее {LONGEST_TOPIC} знаков.")
        return names
