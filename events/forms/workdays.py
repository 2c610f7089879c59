"""The form of a day off moved by decree."""

from django import forms

from events.forms.editing import DateInput
from events.models import MovedDayOff


class MovedDayForm(forms.ModelForm):
    class Meta:
        model = MovedDayOff
        fields = ["source", "target"]
        widgets = {"source": DateInput, "target": DateInput}
