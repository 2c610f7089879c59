"""What a methodist chooses on the board of a collection, and whom she gives more time."""

from typing import Any

from django import forms

from common.named_rows import SeveralRowsField
from common.russian import format_day
from common.text import normalise
from libraries.models import Library, Organisation
from statistics.forms.campaigns import DateInput
from statistics.models import AudienceChange, Campaign, Extension, Submission
from statistics.queries.asked import libraries_to_add, reports_to_excuse
from statistics.queries.board import GROUPS, Tally
from statistics.queries.my_reports import TO_DO

SHOW = {
    "": "все",
    "missing": "кто отправил не всё",
    "late": "кто опаздывает",
    "extended": "кому продлён срок",
    "complete": "кто отправил всё",
}


class BoardForm(forms.Form):
    """Which rows of the board to show. What is not understood counts as not asked."""

    by = forms.ChoiceField(
        label="Строки",
        choices=[("organisation", "учреждения"), ("territory", "территории")],
        required=False,
    )
    show = forms.ChoiceField(label="Показать", choices=list(SHOW.items()), required=False)
    q = forms.CharField(label="Название", required=False, max_length=100)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    @property
    def grouping(self) -> str:
        by = self.cleaned_data.get("by")
        return by if by in GROUPS else "organisation"

    def fits(self, row: Tally) -> bool:
        """Whether a row of the board is asked for."""
        show, words = self.cleaned_data.get("show"), normalise(self.cleaned_data.get("q") or "")
        is_shown = {
            "missing": row.missing,
            "late": row.late,
            "extended": row.extended,
            "complete": not row.missing,
        }.get(show or "", True)
        return bool(is_shown) and words in normalise(row.title)


class ReminderForm(forms.Form):
    """Whom of the listed organisations to write to, and what to add in one's own words."""

    note = forms.CharField(
        label="Добавить от себя (необязательно)",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ExtensionForm(forms.Form):
    """More time for some libraries of one organisation; `reports` are those that may get it."""

    submissions = SeveralRowsField(
        Submission.objects.none(),
        label="Кому продлить",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте хотя бы одну библиотеку."},
    )
    due_on = forms.DateField(label="Сдать до", widget=DateInput())
    reason = forms.CharField(
        label="Причина",
        max_length=Extension._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, campaign: Campaign, organisation: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["submissions"]
        field.queryset = (
            campaign.submissions.filter(organisation=organisation, state__in=TO_DO)
            .select_related("library")
            .order_by("library__name_key", "pk")
        )
        field.label_from_instance = _named
        self.reports = list(field.queryset)
        self.fields["due_on"].help_text = (
            f"Общий срок — {format_day(campaign.due_on)}, проверка — до "
            f"{format_day(campaign.review_due_on)}"
        )


class AskMoreForm(forms.Form):
    """Libraries that a collection is to ask too."""

    libraries = SeveralRowsField(
        Library.objects.none(),
        label="Кого добавить",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте хотя бы одну библиотеку."},
    )
    reason = forms.CharField(
        label="Почему",
        required=False,
        max_length=AudienceChange._meta.get_field("reason").max_length,
        help_text="Останется в истории сбора.",
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["libraries"]
        field.queryset = libraries_to_add(campaign).select_related("organisation")
        field.label_from_instance = _placed


class ExcuseForm(forms.Form):
    """Libraries that a collection is to ask no more, with the reason."""

    submissions = SeveralRowsField(
        Submission.objects.none(),
        label="Кого убрать",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте хотя бы одну библиотеку."},
    )
    reason = forms.CharField(
        label="Почему библиотека не отчитывается",
        max_length=AudienceChange._meta.get_field("reason").max_length,
        help_text="Причину прочтут библиотеки, которым о сборе уже написали.",
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["submissions"]
        field.queryset = reports_to_excuse(campaign).select_related("organisation")
        field.label_from_instance = lambda report: _placed(report.library, report.organisation)


def _placed(library: Library, organisation: Organisation | None = None) -> str:
    place = f", {library.locality}" if library.locality else ""
    closed = f", закрыта с {format_day(library.closed_on)}" if library.closed_on else ""
    return f"{library}{place} — {organisation or library.organisation}{closed}"


def _named(report: Submission) -> str:
    until = f", срок уже продлён до {format_day(report.extended_to)}" if report.extended_to else ""
    return f"{report.library}, {report.get_state_display()}{until}"
