"""Which library is compared with its peers, and in which year."""

from django import forms
from django.db.models import QuerySet

from statistics.models import Submission


class PeersForm(forms.Form):
    """The libraries of the year on the screen, and the years of its library."""

    library = forms.ChoiceField(label="Библиотека")
    year = forms.ChoiceField(label="Год")

    def __init__(self, reports: QuerySet[Submission], shown: Submission) -> None:
        super().__init__({"library": str(shown.library_id), "year": str(shown.campaign.year)})
        plain = reports.select_related(None)
        libraries = plain.filter(campaign=shown.campaign_id).order_by("library__name_key")
        names = ("library_id", "library__name")
        self.fields["library"].choices = [
            (str(pk), name) for pk, name in libraries.values_list(*names)
        ]
        years = plain.filter(library=shown.library_id, campaign__form=shown.campaign.form_id)
        found = years.order_by("-campaign__year").values_list("campaign__year", flat=True)
        self.fields["year"].choices = [(str(year), str(year)) for year in found]
