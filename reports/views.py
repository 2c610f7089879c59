"""Pages of documents: asking, waiting, downloading."""

import re
from collections.abc import Callable
from functools import wraps

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from common.guards import page_before, signed_in, to_sign_in
from reports import actions
from reports.documents import DOCUMENTS, ParameterError, open_document
from reports.documents.base import MEDIA_TYPES
from reports.forms import SummaryPlaceForm
from reports.models import DocumentFile
from reports.offers import offers_for
from reports.queries import is_lost, is_queue_asleep, latest_documents_of
from reports.rules import check_may_ask, check_may_have, files_visible_to
from statistics.models import Campaign
from statistics.queries.campaigns import UnknownCampaignError, campaign_named

_LONGEST_FILE_NAME = 120
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
TOO_OFTEN = (
    "С Вашего адреса запрошено слишком много документов. Подождите десять минут; "
    "всё, что есть в документе, видно и на странице."
)
QUEUE_IS_FULL = (
    "Сейчас документов просит слишком много посетителей. Попробуйте через несколько минут; "
    "всё, что есть в документе, видно и на странице."
)


def guests_see_theirs(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send a guest to sign in, unless the document was made for guests."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int) -> HttpResponse:
        if request.user.is_anonymous and not files_visible_to(request.user).filter(pk=pk).exists():
            return redirect_to_login(request.get_full_path())
        return view(request, pk)

    return guarded


@login_required
@require_GET
def document_list(request: HttpRequest) -> HttpResponse:
    return render(
        request, "reports/document_list.html", {"documents": latest_documents_of(request.user)}
    )


@signed_in
@require_GET
def summary_documents(request: HttpRequest, form: str, period: str) -> HttpResponse:
    """Show what documents there are of a collection, for the region or a part of it."""
    try:
        campaign = campaign_named(f"{form}/{period}")
    except UnknownCampaignError as error:
        raise Http404(str(error)) from error
    place = SummaryPlaceForm(request.GET, campaign, request.user)
    collected = Campaign.objects.select_related("form").defer("edition")
    kind = {"form": campaign.form_id, "period": campaign.period, "number": campaign.number}
    context = {
        "campaign": campaign,
        "alike": collected.filter(**kind),
        "form": place,
        "offers": offers_for(request.user, campaign, place.place),
    }
    return render(request, "reports/summary_documents.html", context)


@require_POST
def request_document(request: HttpRequest) -> HttpResponse:
    """Answer with the file when it is ready at once, else with the page that waits for it.

    That page starts the download by itself, and leads back to where the document was asked for.
    """
    name = request.POST.get("name", "")
    if request.user.is_anonymous:
        if name not in DOCUMENTS or not DOCUMENTS[name].for_guests:
            return to_sign_in(request)
        if not consume(request, action="guest_document"):
            return _refused(request, TOO_OFTEN, 429)
    if name not in DOCUMENTS:
        raise Http404("Нет такого документа.")
    known = [parameter.name for parameter in DOCUMENTS[name].parameters]
    values = {key: request.POST[key] for key in known if key in request.POST}
    try:
        document = open_document(name, values)
        check_may_ask(request.user, document)
        by = request.user if request.user.is_authenticated else None
        file = actions.request_document(document, request.POST.get("format", "pdf"), by)
    except ParameterError as error:
        return _refused(request, str(error), 400)
    except actions.QueueFullError:
        return _refused(request, QUEUE_IS_FULL, 503)
    if file.state == DocumentFile.State.READY:
        return redirect("reports:download", pk=file.pk)
    return redirect(_waiting_page(file, page_before(request)))


def _waiting_page(file: DocumentFile, back: str) -> str:
    query = urlencode({"start": 1} | ({"back": back} if back else {}))
    return f"{reverse('reports:document', args=[file.pk])}?{query}"


def _refused(request: HttpRequest, why: str, status: int) -> HttpResponse:
    context = {"error": why, "back": page_before(request)}
    return render(request, "reports/wrong_request.html", context, status=status)


@guests_see_theirs
@require_GET
@never_cache
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far the document is; htmx asks again for the part that changes.

    With `start` a document that was ready before the page came is given at once.
    """
    file = _file(request, pk)
    if "start" in request.GET and file.state == file.State.READY and not request.htmx:
        return redirect("reports:download", pk=pk)
    now = timezone.now()
    context = {
        "file": file,
        "is_on_its_way": file.state in (file.State.WAITING, file.State.RUNNING),
        "is_queue_asleep": is_queue_asleep(file, now),
        "is_lost": is_lost(file, now),
        "back": _back(request.GET),
    }
    template = "reports/_status.html" if request.htmx else "reports/document.html"
    return render(request, template, context)


@guests_see_theirs
@require_GET
@never_cache
def download(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    file = _file(request, pk)
    if file.state != file.State.READY:
        return redirect("reports:document", pk=file.pk)
    try:
        content = file.file.open("rb")
    except FileNotFoundError as error:
        raise Http404("Файл удалён. Запросите документ ещё раз.") from error
    actions.record_given(file, request.user)
    return FileResponse(
        content,
        as_attachment=True,
        filename=_file_name(file),
        content_type=MEDIA_TYPES[file.format],
    )


def _file_name(file: DocumentFile) -> str:
    """Return the document's title as a file is called: «Изменения сети за 2026 год.pdf»."""
    words = _NOT_IN_FILE_NAMES.sub(" ", str(file).replace(": ", " — "))
    return f"{words[:_LONGEST_FILE_NAME].strip(' .')}.{file.format}"


@login_required
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Start again a document that failed or was lost; one on its way is left alone."""
    file = _file(request, pk)
    if file.state == file.State.FAILED or file.is_missing or is_lost(file, timezone.now()):
        actions.retry(file)
    else:
        messages.info(request, "Этот документ уже готовится или готов.")
    return redirect(_waiting_page(file, _back(request.POST)))


def _back(values: QueryDict) -> str:
    """Return where the document was asked for: a page of the portal, or nothing."""
    address = values.get("back", "")
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, None)
    return address if is_ours else ""


def _file(request: HttpRequest, pk: int) -> DocumentFile:
    found = get_object_or_404(files_visible_to(request.user), pk=pk)
    check_may_have(request.user, found)
    return found
