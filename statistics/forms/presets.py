"""The form under which a choice of the summary builder is kept."""

from typing import Any

from django import forms

from statistics.models import SummaryPreset
from statistics.rules import can_share_presets


class PresetForm(forms.ModelForm):
    """A name; who may share says whether all see it."""

    class Meta:
        model = SummaryPreset
        fields = ["name", "is_shared"]
        labels = {"is_shared": "Показывать всем"}
        help_texts = {"name": "Например, «Детское чтение по учреждениям»."}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can_share_presets(user):
            del self.fields["is_shared"]
