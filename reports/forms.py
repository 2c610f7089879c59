"""Of what part of a collection its documents are asked for."""

from typing import Any

from django import forms

from accounts.scope import organisations_of, sees_whole_region
from statistics.models import Campaign, Submission
from statistics.summaries.choice import STATES


class SummaryPlaceForm(forms.Form):
    """The region or a municipality or an organisation of it; a librarian's is her organisation.

    Offered are those alone that report in the campaign.
    """

    territory = forms.ChoiceField(label="Муниципалитет", required=False)
    organisation = forms.ChoiceField(label="Учреждение", required=False)
    states = forms.ChoiceField(label="Отчёты", choices=list(STATES.items()), required=False)

    def __init__(self, data: Any, campaign: Campaign, user: Any) -> None:
        super().__init__({name: data[name] for name in self.base_fields if name in data})
        self.sees_region = sees_whole_region(user)
        reports = Submission.objects.filter(campaign=campaign).order_by()
        organisations = reports.filter(organisation__in=organisations_of(user))
        names = ("organisation_id", "organisation__short_name", "organisation__name")
        rows = organisations.order_by("organisation__name_key").values_list(*names).distinct()
        self.fields["organisation"].choices = [
            *([("", "все")] if self.sees_region else []),
            *((str(pk), short or name) for pk, short, name in rows),
        ]
        if not self.sees_region:
            del self.fields["territory"]
            return
        places = ("territory__oktmo", "territory__name")
        found = reports.order_by("territory__name_key").values_list(*places).distinct()
        self.fields["territory"].choices = [("", "весь регион"), *found]

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("territory") and told.get("organisation"):
            raise forms.ValidationError("Выберите муниципалитет или учреждение: что-то одно.")
        return told

    @property
    def place(self) -> dict[str, str]:
        """What was chosen, as documents' parameters; of what cannot be, the widest choice."""
        told = self.cleaned_data if self.is_valid() else {}
        place = {name: value for name, value in told.items() if value}
        if not self.sees_region and "organisation" not in place:
            first = next((code for code, _ in self.fields["organisation"].choices), "")
            place |= {"organisation": first} if first else {}
        return place
