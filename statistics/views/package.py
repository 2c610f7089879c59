"""The reports of an organisation as one package."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from common.guards import allowed_to
from common.roles import is_librarian
from common.russian import plural
from libraries.models import Organisation
from statistics.actions.entry import SubmissionFrozenError
from statistics.actions.packages import (
    Package,
    PackageBlockedError,
    PackageLeftOpenError,
    name_responsible,
    package_of,
    submit_package,
)
from statistics.forms.entry import ResponsibleForm
from statistics.models import Submission
from statistics.periods import ReportingPeriod
from statistics.queries.my_reports import Deadline, last_named
from statistics.views.campaigns import fetch_campaign


@never_cache
@allowed_to(is_librarian)
@require_http_methods(["GET", "POST"])
def package(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Show what blocks each report; send them all, or none and say why."""
    campaign = fetch_campaign(form, period)
    if campaign.is_coming and request.method == "GET":
        return redirect("statistics:my-reports")
    if request.method == "GET":
        return _page(request, package_of(campaign, request.user))
    try:
        sent = submit_package(campaign, request.user, request.POST.get("despite", ""))
    except PackageBlockedError as error:
        messages.error(request, "комплект не отправлен, ни один отчёт не тронут.")
        return _page(request, error.package, status=422)
    except PackageLeftOpenError as error:
        messages.error(request, "комплект ещё не отправлен: в нём есть замечания без ответа.")
        return _page(request, error.package, status=422, is_asked=True)
    except SubmissionFrozenError as error:
        messages.error(request, str(error))
    else:
        _tell_sent(request, sent)
    return redirect("statistics:package", form, period)


@allowed_to(is_librarian)
@require_POST
def responsible(request: HttpRequest, form: str, period: ReportingPeriod) -> HttpResponse:
    """Write down who answers for all the reports that do not say it."""
    campaign = fetch_campaign(form, period)
    person = ResponsibleForm(request.POST)
    if not person.is_valid():
        found = package_of(campaign, request.user)
        return _page(request, found, status=422, person=person)
    told = {key.removeprefix("responsible_"): value for key, value in person.cleaned_data.items()}
    try:
        named = name_responsible(campaign, request.user, **told)
    except SubmissionFrozenError as error:
        messages.error(request, str(error))
    else:
        _tell_named(request, named)
    return redirect("statistics:package", form, period)


def _tell_named(request: HttpRequest, count: int) -> None:
    if not count:
        messages.info(request, "ответственный уже указан во всех отчётах.")
        return
    reports = plural(count, "отчёт", "отчёта", "отчётов")
    messages.success(request, f"ответственный записан: {count} {reports}.")


def _tell_sent(request: HttpRequest, sent: Package) -> None:
    count = len(sent.ready)
    if not count:
        messages.info(request, "весь комплект уже отправлен.")
        return
    reports = plural(count, "отчёт", "отчёта", "отчётов")
    messages.success(request, f"комплект отправлен методисту: {count} {reports}.")


def _page(
    request: HttpRequest,
    found: Package,
    status: int = 200,
    is_asked: bool = False,
    person: ResponsibleForm | None = None,
) -> HttpResponse:
    if not found.parts:
        raise Http404
    campaign = found.campaign
    due_on = campaign.package_due_on or campaign.due_on
    context = {
        "package": found,
        "campaign": campaign,
        "organisation": _organisation(request, found),
        "deadline": Deadline(due_on, timezone.localdate()),
        "is_asked": is_asked,
    }
    if found.unnamed:
        context["form"] = person or ResponsibleForm(instance=_named_before(request, found))
    return render(request, "statistics/package.html", context, status=status)


def _organisation(request: HttpRequest, found: Package) -> Organisation | None:
    """Return the person's organisation, mostly read with the reports already."""
    for part in found.parts:
        if part.submission.organisation_id == request.user.organisation_id:
            return part.submission.organisation
    return request.user.organisation


def _named_before(request: HttpRequest, found: Package) -> Submission | None:
    """Return a report that names the official already: of the package, else of a former year."""
    named = (one.submission for one in found.parts if one.submission.responsible_name)
    return next(named, None) or last_named(request.user)
