"""The board of a collection: who has reported, who is late, whom to remind, who got more time."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from common.editing import data_of
from common.guards import allowed_to
from common.roles import is_department, is_head
from common.russian import format_day, plural
from common.text import number_in
from libraries.models import Organisation
from statistics.actions.extensions import extend
from statistics.actions.letters import remind
from statistics.forms.board import BoardForm, ExtensionForm, ReminderForm
from statistics.forms.review import ReasonForm
from statistics.models import Campaign, Extension, Submission
from statistics.periods import ReportingPeriod
from statistics.queries import board
from statistics.queries.asked import network_moves
from statistics.queries.my_reports import TO_DO
from statistics.queries.reminders import Wanted, addressees
from statistics.rules import can_see_collections
from statistics.views.guard import fetch_campaign


@allowed_to(can_see_collections)
def campaign(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Show who has reported and who is late, by organisation or by territory."""
    found = fetch_campaign(form, period)
    asked = BoardForm(request.GET)
    rows = board.board_of(found, asked.grouping, timezone.localdate())
    shown = [row for row in rows if asked.fits(row)]
    context = {
        "campaign": found,
        "tally": board.sum_of(rows),
        "rows": shown,
        "shown": board.sum_of(shown),
        "is_narrowed": len(shown) < len(rows),
        "filter_form": asked,
        "by": asked.grouping,
        "heading": board.GROUPS[asked.grouping][0],
        "moves": network_moves(found) if is_department(request.user) and found.is_open else None,
        "is_overdue": board.is_overdue(found, timezone.localdate()),
        "can_manage": is_department(request.user),
        "can_remind": is_department(request.user) and found.is_collecting,
        "can_close": is_head(request.user),
        "reason_form": ReasonForm(),
    }
    return render(request, "statistics/review/campaign.html", context)


@allowed_to(is_department)
@require_http_methods(["GET", "POST"])
def campaign_remind(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Show who would get a reminder, and send it to those who stay marked."""
    found, today = fetch_campaign(form, period), timezone.localdate()
    wanted, note = _wanted(request.GET), ReminderForm(data_of(request))
    if request.method == "POST" and note.is_valid():
        marked = replace(wanted, organisations=_numbers(request.POST.getlist("organisation")))
        try:
            written = remind(found, marked, note.cleaned_data["note"], request.user, today)
        except ValidationError as error:
            note.add_error(None, error)
        else:
            _tell(request, len(written))
            return redirect("statistics:campaign-letters", form, period)
    context = {"campaign": found, "addressees": addressees(found, wanted, today), "form": note}
    return render(request, "statistics/review/remind.html", context)


def _wanted(data: QueryDict) -> Wanted:
    return Wanted(
        organisations=_numbers(data.getlist("organisation")),
        territories=_numbers(data.getlist("territory")),
        late=data.get("late") == "1",
    )


def _numbers(texts: list[str]) -> set[int]:
    return {number for text in texts if (number := number_in(text)) is not None}


def _tell(request: HttpRequest, count: int) -> None:
    if count:
        word = plural(count, "письмо отправляется", "письма отправляются", "писем отправляются")
        messages.success(request, f"{count} {word}.")
    else:
        told = "новых писем нет: отмеченным сегодня уже напоминали или писать некому."
        messages.info(request, told)


@allowed_to(is_department)
@require_http_methods(["GET", "POST"])
def campaign_extend(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Give libraries of one organisation more time: all of them, or those marked."""
    found = fetch_campaign(form, period)
    organisation = _organisation(request, found)
    if organisation is None:
        context = {"campaign": found, "organisations": _behind(found)}
        return render(request, "statistics/review/extend_choose.html", context)
    extension = _extension_form(request, found, organisation)
    if request.method == "POST" and extension.is_valid():
        data = extension.cleaned_data
        keys = [report.pk for report in data["submissions"]]
        try:
            made = extend(found, keys, data["due_on"], data["reason"], request.user)
        except ValidationError as error:
            extension.add_error(None, error)
        else:
            _tell_extended(request, made, data["submissions"])
            return redirect("statistics:campaign", form, period)
    context = {
        "campaign": found,
        "organisation": organisation,
        "form": extension,
        "left": len(extension.reports),
    }
    return render(request, "statistics/review/extend.html", context)


def _extension_form(
    request: HttpRequest, campaign: Campaign, organisation: Organisation
) -> ExtensionForm:
    """Return the form with the reports ticked that are asked for, or all of them on demand.

    «Отметить все» sends the form only to have it back ticked: what is typed stays as it is.
    """
    marks_all = request.method == "POST" and "mark_all" in request.POST
    data = None if marks_all else data_of(request)
    extension = ExtensionForm(data, campaign=campaign, organisation=organisation.pk)
    if marks_all:
        extension.initial = {name: request.POST.get(name, "") for name in extension.fields}
    extension.initial["submissions"] = _marked(request, extension.reports, marks_all)
    return extension


def _marked(request: HttpRequest, reports: Sequence[Submission], marks_all: bool) -> list[int]:
    """Return the reports that come ticked: the one asked for, or the only one.

    More time is mostly given to one library, so that the others have not to be taken out.
    """
    keys = [report.pk for report in reports]
    if marks_all or len(keys) == 1:
        return keys
    number = number_in(request.GET.get("report", ""))
    return [key for key in keys if key == number]


def _tell_extended(
    request: HttpRequest, made: list[Extension], asked: Iterable[Submission]
) -> None:
    """Say until when, and for whom: one library is named."""
    until = format_day(made[0].due_on)
    if len(made) == 1:
        (library,) = (one.library for one in asked if one.pk == made[0].submission_id)
        messages.success(request, f"срок продлён до {until} Библиотека: {library}.")
    else:
        word = plural(len(made), "библиотеки", "библиотек", "библиотек")
        messages.success(request, f"срок для {len(made)} {word} продлён до {until}")


def _organisation(request: HttpRequest, campaign: Campaign) -> Organisation | None:
    number = number_in(request.GET.get("organisation", ""))
    asked = Organisation.objects.filter(pk__in=campaign.submissions.values("organisation"))
    return get_object_or_404(asked, pk=number) if number is not None else None


def _behind(campaign: Campaign) -> QuerySet[Organisation]:
    """Return the organisations with reports still to be sent."""
    waited = Submission.objects.filter(campaign=campaign, state__in=TO_DO)
    return Organisation.objects.filter(pk__in=waited.values("organisation")).order_by("name_key")
