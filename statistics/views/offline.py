"""Filling in without the portal: the workbook to take away, and the way back for it."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.guards import allowed_to
from common.imports.writing import workbook_response
from common.roles import is_librarian
from common.russian import plural
from common.text import number_in
from common.uploads import UploadError
from statistics.actions import offline as actions
from statistics.forms.offline import OfflineForm, choices_of
from statistics.models import Campaign, OfflineUpload, Submission
from statistics.offline.giving import MOST_AT_ONCE, workbook_of
from statistics.offline.reading import OfflineRefusedError
from statistics.offline.writing import MAX_FORMS
from statistics.periods import ReportingPeriod
from statistics.queries.offline import preview_of, reports_to_take
from statistics.rules import is_keeper
from statistics.views.guard import fetch_submission

librarian = allowed_to(is_librarian)


@never_cache
@librarian
@require_http_methods(["GET", "POST"])
def campaign(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Take away and bring back the forms of all her libraries in a campaign."""
    return _page(request, _campaign_or_404(request, form, period), None)


@never_cache
@librarian
@require_http_methods(["GET", "POST"])
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away and bring back one library's form."""
    found = fetch_submission(request.user, pk, is_keeper)
    return _page(request, found.campaign, found)


@never_cache
@librarian
@require_GET
def campaign_workbook(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Give a few forms at once; for more the page has a button that asks for a document."""
    found = _campaign_or_404(request, form, period)
    reports = list(reports_to_take(request.user, found))
    if not 0 < len(reports) <= MOST_AT_ONCE:
        return redirect("statistics:offline", form, period)
    return _workbook(found, reports, f"{found.short_title}, {request.user.organisation}")


@never_cache
@librarian
@require_GET
def submission_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    found = fetch_submission(request.user, pk, is_keeper)
    if not found.is_editable:
        return redirect("statistics:offline-form", pk)
    name = f"{found.campaign.short_title}, {found.library}"
    return _workbook(found.campaign, [found], name)


@never_cache
@librarian
@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    return _preview(request, _upload_or_404(request, pk))


@librarian
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the workbook as the person saw it; when the portal has moved on, show it anew."""
    upload = _upload_or_404(request, pk)
    if upload.state == upload.State.SAVED:
        messages.info(request, f"Бланк «{upload.file_name}» уже загружен, второй раз не записан.")
        return redirect(_way_back(upload))
    try:
        actions.keep_choices(pk, request.user, choices_of(request.POST))
        applied = actions.apply_workbook(pk, request.user)
    except actions.OfflineUndecidedError as error:
        return _preview(request, _upload_or_404(request, pk), error.messages)
    except actions.OfflineOutdatedError as error:
        return _preview(request, _compared_again(request, pk), error.messages)
    _tell(request, applied)
    return redirect(_way_back(upload))


@librarian
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    upload = _upload_or_404(request, pk)
    try:
        actions.drop_workbook(pk, request.user)
        messages.info(request, "загрузка отменена, на портале ничего не изменилось.")
    except actions.OfflineOutdatedError as error:
        messages.warning(request, error.messages[0])
    return redirect(_offline_page(upload))


def _page(request: HttpRequest, of: Campaign, only: Submission | None) -> HttpResponse:
    form = OfflineForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            upload = actions.take_workbook(form.cleaned_data["file"], of, only, request.user)
            return redirect("statistics:offline-preview", upload.pk)
        except OfflineRefusedError as error:
            problems = error.messages
        except UploadError as error:
            problems = [str(error)]
    context: dict[str, Any] = {
        "campaign": of,
        "submission": only,
        "form": form,
        "problems": problems,
        "max_forms": MAX_FORMS,
        "most_at_once": MOST_AT_ONCE,
    }
    if only is None:
        context["reports"] = list(reports_to_take(request.user, of))
    return render(request, "statistics/offline/upload.html", context)


def _workbook(of: Campaign, reports: list[Submission], name: str) -> HttpResponse:
    return workbook_response(workbook_of(of, reports), name)


def _campaign_or_404(request: HttpRequest, form: str, period: ReportingPeriod) -> Campaign:
    """Return the campaign if any of her libraries reports in it."""
    campaigns = Campaign.objects.select_related("form", "edition").defer("edition__definition")
    found = get_object_or_404(campaigns, form__code=form, **period.fields)
    if not reports_to_take(request.user, found, editable=False).exists():
        raise Http404
    return found


def _upload_or_404(request: HttpRequest, pk: int) -> OfflineUpload:
    uploads = actions.own_uploads(request.user).select_related("campaign__form", "submission")
    upload = get_object_or_404(uploads, pk=pk)
    if upload.is_stale:
        upload.end(upload.State.LAPSED)
    return upload


def _compared_again(request: HttpRequest, pk: int) -> OfflineUpload:
    # One that is over says on its page how it ended.
    with suppress(actions.OfflineOutdatedError):
        actions.compare_again(pk, request.user)
    return _upload_or_404(request, pk)


def _preview(
    request: HttpRequest, upload: OfflineUpload, problems: list[str] | None = None
) -> HttpResponse:
    chosen = number_in(request.GET.get("library", ""))
    context = {
        "upload": upload,
        "preview": preview_of(upload, chosen),
        "problems": problems or [],
        "again_url": _offline_page(upload),
        "back_url": _way_back(upload),
    }
    return render(request, "statistics/offline/preview.html", context)


def _offline_page(upload: OfflineUpload) -> str:
    if upload.submission_id:
        return reverse("statistics:offline-form", args=[upload.submission_id])
    return reverse("statistics:offline", args=[upload.campaign.form.code, upload.campaign.key])


def _way_back(upload: OfflineUpload) -> str:
    if upload.submission_id:
        return reverse("statistics:submission", args=[upload.submission_id])
    return reverse("statistics:my-reports")


def _tell(request: HttpRequest, applied: actions.Applied) -> None:
    cells = plural(applied.cells, "ячейка", "ячейки", "ячеек")
    number = len(applied.results)
    reports = plural(number, "отчёте", "отчётах", "отчётах")
    messages.success(
        request,
        f"из бланка записано: {applied.cells} {cells} в {number} {reports}. Итоги пересчитаны.",
    )
    if applied.errors:
        errors = plural(applied.errors, "ошибку", "ошибки", "ошибок")
        messages.warning(
            request,
            f"контроли нашли {applied.errors} {errors}: они перечислены на страницах отчётов.",
        )
