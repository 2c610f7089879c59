"""Pages of experts: appointing, the sheet of points; papers of an examination."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.editing import MOVED_ON, data_of
from common.editing_views import tell_moved
from common.guards import allowed_to
from libraries import actions
from libraries.forms import ExpertForm, SheetForm
from libraries.models import ExaminationFile, Expert
from libraries.rules import (
    examinations_of,
    keeps_examinations,
    sheets_of,
    works_with_examinations,
)
from libraries.views.attachments import drop, give, take
from libraries.views.examinations import may_attach, render_examination, seen_examination


@allowed_to(keeps_examinations)
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_examination(request, pk)
    form = ExpertForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            expert = actions.appoint_expert(pk, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        except ObjectDoesNotExist:
            tell_moved(form, found)
        else:
            messages.success(request, f"Назначен эксперт: {expert}.")
            return redirect(found)
    return render(request, "libraries/expert_appoint.html", {"form": form, "row": found})


@require_POST
@allowed_to(keeps_examinations)
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    expert = get_object_or_404(Expert.objects.select_related("examination"), pk=pk)
    try:
        actions.dismiss_expert(pk, request.user)
    except ObjectDoesNotExist:
        messages.warning(request, MOVED_ON)
    else:
        messages.success(request, f"Эксперт снят: {expert}.")
    return redirect(expert.examination)


@allowed_to(works_with_examinations)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill a sheet; it is saved as often as one likes and sent once."""
    sheets = sheets_of(request.user).select_related("examination__criteria", "examination__library")
    expert = get_object_or_404(sheets, pk=pk)
    form = SheetForm(data_of(request), expert=expert)
    if request.method == "POST" and form.is_valid():
        is_final, comment = "final" in request.POST, form.cleaned_data["comment"]
        try:
            actions.fill_sheet(pk, form.points, comment=comment, is_final=is_final, by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        except ObjectDoesNotExist:
            tell_moved(form, expert.examination)
        else:
            messages.success(request, "Лист сдан, спасибо!" if is_final else "Лист сохранён.")
            return redirect(expert.examination)
    context = {"form": form, "expert": expert, "row": expert.examination}
    return render(request, "libraries/expert_sheet.html", context)


@require_POST
@allowed_to(works_with_examinations)
def attach_to_examination(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a paper; a refused one is explained on the page of the examination."""
    found = seen_examination(request, pk)
    if not may_attach(request, found):
        raise PermissionDenied("Документы прилагают, пока заявка у Вас.")
    return take(request, found, render_examination)


@require_safe
@allowed_to(works_with_examinations)
def examination_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    return give(request, _seen_file(request, pk))


@require_POST
@allowed_to(works_with_examinations)
def remove_examination_file(request: HttpRequest, pk: int) -> HttpResponse:
    file = _seen_file(request, pk)
    if not may_attach(request, file.examination):
        raise PermissionDenied("Убрать документ можно, пока заявка у Вас.")
    return drop(request, file, file.examination)


def _seen_file(request: HttpRequest, pk: int) -> ExaminationFile:
    files = ExaminationFile.objects.filter(examination__in=examinations_of(request.user))
    return get_object_or_404(files.select_related("examination"), pk=pk)
