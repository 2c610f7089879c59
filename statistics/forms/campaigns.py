"""Forms of collections: opening one, moving its dates."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from common.named_rows import SeveralRowsField
from libraries.models import Library, Organisation
from statistics.actions.campaigns import StageDates, usual_dates
from statistics.models import Campaign, Edition
from statistics.periods import PeriodKind, ReportingPeriod, parse_period, period_choices


class DateInput(forms.DateInput):
    """A day, typed or chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class DatesForm(forms.ModelForm):
    """The dates of a collection."""

    date_names = ("opens_on", "due_on", "package_due_on", "review_due_on")

    class Meta:
        model = Campaign
        fields = ["opens_on", "due_on", "package_due_on", "review_due_on"]
        widgets = {name: DateInput() for name in fields}
        help_texts = {
            "opens_on": "С этого дня библиотеки видят отчёты.",
            "due_on": "Срок для библиотек.",
            "package_due_on": "Срок для центральной библиотеки: собрать отчёты всех филиалов. "
            "Пусто — отдельного срока нет.",
            "review_due_on": "Срок для методистов.",
        }

    @property
    def dates(self) -> StageDates:
        """The dates as typed, of a valid form."""
        return StageDates(**{name: self.cleaned_data[name] for name in self.date_names})


class CancelForm(forms.Form):
    """Why a collection is taken back."""

    reason = forms.CharField(
        label="Почему сбор отменён",
        max_length=Campaign._meta.get_field("cancel_reason").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Причину прочтут библиотеки, которым портал уже написал о сборе.",
    )


class OpenCampaignForm(DatesForm):
    """A new collection: which form, for which period, of whom, until when."""

    edition = forms.ModelChoiceField(
        Edition.objects.select_related("form").defer("definition"), label="Форма и редакция"
    )
    part = forms.ChoiceField(label="Период", choices=period_choices)
    organisations = SeveralRowsField(
        Organisation.objects.none(),
        label="Учреждения целиком",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    libraries = SeveralRowsField(
        Library.objects.none(),
        label="Отдельные библиотеки",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta(DatesForm.Meta):
        fields = ["edition", "year", *DatesForm.Meta.fields, "audience"]

    field_order = ["edition", "year", "part", *DatesForm.date_names, "audience"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        working = Library.objects.filter(Q(closed_on=None) | Q(closed_on__gt=today))
        self.fields["libraries"].label_from_instance = _named
        self.fields["libraries"].queryset = working.select_related("organisation").order_by(
            "name_key", "code"
        )
        self.fields["organisations"].queryset = Organisation.objects.filter(
            pk__in=working.values("organisation")
        )
        # Another year or period brings its own dates, but for those that she has typed over.
        for name in ("year", "part"):
            self.fields[name].widget.attrs |= {
                "hx-get": "",
                "hx-include": "[name=year], [name=part], #dates input",
                "hx-target": "#dates",
                "hx-select": "#dates",
                "hx-swap": "outerHTML",
            }
        period = _period_of(self.initial) or _last_year(today)
        self.dates_for = self.data.get("dates_for") or period.key
        self.initial = {
            **vars(usual_dates(period, today)),
            **_typed_dates(self.initial, today),
            "edition": self.initial.get("edition"),
            "year": period.year,
            "part": f"{period.period}-{period.number}",
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = cleaned.get("organisations") or cleaned.get("libraries")
        if cleaned.get("audience") == Campaign.Audience.CHOSEN and not chosen:
            self.add_error("audience", "Отметьте в списке ниже, какие библиотеки отчитываются.")
        if (due := cleaned.get("due_on")) and due < self.today:
            self.add_error(
                "due_on", "Этот день прошёл: все сразу оказались бы опоздавшими. Назовите другой."
            )
        self._follow_period(cleaned)
        return cleaned

    def _follow_period(self, cleaned: Mapping[str, Any]) -> None:
        """Put the period's own dates in place of those offered for another one, and ask again.

        Without JavaScript the dates on the page are those of the period it was opened with.
        """
        period, former = _period_of(cleaned), _period_named(self.dates_for)
        if not period or not former or former == period:
            return
        told = {name: self.data.get(name, "") for name in self.date_names}
        typed = _typed_dates(told | {"dates_for": former.key}, self.today)
        usual = vars(usual_dates(period, self.today))
        moved = {name: str(usual[name] or "") for name in told if name not in typed}
        changed = [name for name, day in moved.items() if day != told[name]]
        if not changed:
            return
        self.data, self.dates_for = self.data.copy(), period.key
        for name in changed:
            self.data[name] = moved[name]
        self.add_error(
            changed[0],
            f"На странице стояли сроки за {former.words}, а сбор — за {period.words}. Поставлены "
            f"обычные сроки этого периода: проверьте их и нажмите «Открыть сбор» ещё раз.",
        )

    @property
    def what_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("edition", "year", "part")]

    @property
    def date_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.date_names]

    @property
    def period(self) -> ReportingPeriod:
        """The period chosen, of a valid form."""
        return _period_of(self.cleaned_data)

    @property
    def chosen(self) -> QuerySet[Library]:
        """The libraries marked one by one, or with their whole organisation; of a valid form."""
        return Library.objects.filter(
            Q(pk__in=self.cleaned_data["libraries"])
            | Q(organisation__in=self.cleaned_data["organisations"])
        )


def _last_year(today: date) -> ReportingPeriod:
    """Return the year that is collected next: this one from July on, before that the last."""
    return ReportingPeriod(today.year if today.month > 6 else today.year - 1)


def _period_of(told: Mapping[str, Any]) -> ReportingPeriod | None:
    """Return the period of a `year` and a `part` («quarter-1»); None where there is none such."""
    kind, _, number = str(told.get("part", "")).partition("-")
    try:
        period = ReportingPeriod(int(told.get("year", 0)), PeriodKind(kind), int(number))
    except ValueError:
        return None
    return period if date.min.year < period.year < date.max.year - 1 else None


def _period_named(key: str) -> ReportingPeriod | None:
    try:
        return parse_period(key)
    except ValueError:
        return None


def _typed_dates(told: Mapping[str, Any], today: date) -> dict[str, str]:
    """Return the dates that are no longer the usual ones of `dates_for`, the period before."""
    former = _period_named(str(told.get("dates_for", "")))
    if former is None:
        return {}
    usual = usual_dates(former, today)
    typed = {name: str(told[name]) for name in DatesForm.date_names if name in told}
    return {name: text for name, text in typed.items() if text != str(getattr(usual, name) or "")}


def _named(library: Library) -> str:
    place = f", {library.locality}" if library.locality else ""
    return f"{library}{place} — {library.organisation}"
