"""Files beside a report and its signed scan: brought, downloaded, taken away."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.files.serving import serve_file
from common.guards import allowed_to, signed_in
from statistics.actions.attachments import (
    MOST_BYTES,
    MOST_FILES,
    attach_file,
    remove_file,
    take_down_file,
)
from statistics.actions.entry import SubmissionFrozenError
from statistics.forms.texts import ReportFileForm, ScanForm
from statistics.models import ReportFile, Submission
from statistics.queries.texts import taken_down_of, text_part_of
from statistics.queries.verification import remarks_of
from statistics.rules import can_fill, can_take_down, is_keeper, submissions_visible_to
from statistics.views.guard import fetch_submission, refusal

FORMS = {ReportFile.Kind.FILE: ReportFileForm, ReportFile.Kind.SCAN: ScanForm}
DONE = {
    ReportFile.Kind.FILE: "файл приложен.",
    ReportFile.Kind.SCAN: "скан приложен.",
}


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def files(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the files of a report, and keep the one that is sent: a scan by its button."""
    if request.method != "POST":
        return _page(request, fetch_submission(request.user, pk))
    submission = fetch_submission(request.user, pk, is_keeper)
    is_scan = request.POST.get("kind") == ReportFile.Kind.SCAN
    kind = ReportFile.Kind.SCAN if is_scan else ReportFile.Kind.FILE
    form = FORMS[kind](request.POST, request.FILES)
    if form.is_valid():
        try:
            attach_file(submission, kind, form.cleaned_data["file"], request.user)
        except ValidationError as error:
            form.add_error("file", error)
        except SubmissionFrozenError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, DONE[kind])
            return redirect("statistics:report-files", pk)
    return _page(request, submission, kind, form)


def _page(
    request: HttpRequest,
    submission: Submission,
    kind: str = "",
    form: ReportFileForm | ScanForm | None = None,
) -> HttpResponse:
    scan = ReportFile.Kind.SCAN
    context = {
        "submission": submission,
        "part": text_part_of(submission),
        "taken_down": taken_down_of(submission),
        "remarks": [one for one in remarks_of(submission) if one.file_name],
        "editable": can_fill(request.user, submission),
        "file_form": form if form and kind != scan else ReportFileForm(auto_id="file_%s"),
        "scan_form": form if form and kind == scan else ScanForm(auto_id="scan_%s"),
        "most_files": MOST_FILES[ReportFile.Kind.FILE],
        "most_megabytes": MOST_BYTES // (1024 * 1024),
    }
    return render(request, "statistics/texts/files.html", context)


@signed_in
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give a file to whoever sees its report, to be kept and never run."""
    found = _seen(request, pk)
    return serve_file(request, found.file, found.file_kind, found.file_name)


@signed_in
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file away while the report is with its library."""
    found = _seen(request, pk)
    fetch_submission(request.user, found.submission_id, is_keeper)
    try:
        remove_file(found, request.user)
        messages.success(request, f"«{found.file_name}» убран.")
    except SubmissionFrozenError as error:
        messages.error(request, str(error))
    return redirect("statistics:report-files", found.submission_id)


@allowed_to(can_take_down)
@require_POST
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a wrong file out of a report for the department, with a reason that the library gets."""
    found, reason = _seen(request, pk), request.POST.get("reason", "")
    try:
        take_down_file(found, reason, request.user)
    except ValidationError as error:
        messages.error(request, refusal(error, reason))
    else:
        messages.success(
            request,
            f"«{found.file_name}» убран, библиотеке отправлено письмо. Если файл нужен снова, "
            "верните отчёт на доработку.",
        )
    return redirect("statistics:review", found.submission_id)


def _seen(request: HttpRequest, pk: int) -> ReportFile:
    found = ReportFile.objects.filter(submission__in=submissions_visible_to(request.user))
    return get_object_or_404(found.select_related("submission__campaign"), pk=pk)
