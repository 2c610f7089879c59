"""The form of a day off moved by decree."""

from typing import Any

from django import forms

from events.forms.editing import DateInput
from events.models import MovedDayOff


class MovedDayForm(forms.ModelForm):
    """A transfer with its decree, which is that of the one written before."""

    class Meta:
        model = MovedDayOff
        fields = ["source", "target", "decree"]
        widgets = {"source": DateInput, "target": DateInput}
        help_texts = {"decree": "Например: от 17.09.2026 № 1187."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = MovedDayOff.objects.order_by("-made_at", "-pk").first()
        self.fields["decree"].initial = last.decree if last else ""
