"""Which library is compared with its peers, and in which period."""

from django import forms
from django.db.models import QuerySet

from statistics.models import Form, Submission
from statistics.periods import ReportingPeriod


class PeersForm(forms.Form):
    """The libraries of the collection on the screen; the forms and the periods of its library."""

    form = forms.ChoiceField(label="Форма")
    library = forms.ChoiceField(label="Библиотека")
    period = forms.ChoiceField(label="Период")

    def __init__(self, reports: QuerySet[Submission], shown: Submission) -> None:
        campaign = shown.campaign
        super().__init__(
            {
                "library": str(shown.library_id),
                "period": campaign.key,
                "form": campaign.form.code,
            }
        )
        plain = reports.select_related(None)
        libraries = plain.filter(campaign=shown.campaign_id).order_by("library__name_key")
        names = ("library_id", "library__name")
        self.fields["library"].choices = [
            (str(pk), name) for pk, name in libraries.values_list(*names)
        ]
        of_library = plain.filter(library=shown.library_id)
        kept = of_library.order_by("campaign__form__code").values_list("campaign__form", flat=True)
        self.fields["form"].choices = [
            (one.code, one.short_title)
            for one in Form.objects.filter(pk__in=kept.distinct()).order_by("code")
        ]
        own = of_library.filter(campaign__form=campaign.form_id)
        parts = ("campaign__year", "campaign__period", "campaign__number")
        latest_first = own.order_by(*(f"-{one}" for one in parts))
        periods = [ReportingPeriod(*told) for told in latest_first.values_list(*parts)]
        self.fields["period"].choices = [(one.key, one.words) for one in periods]
