"""Files of records and of questions, for those who see what they belong to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from common.files.serving import serve_file
from common.guards import allowed_to
from consultations import actions
from consultations.models import ConsultationFile, Message, QuestionFile
from consultations.rules import (
    can_answer,
    can_keep_log,
    can_see_log,
    can_see_questions,
    consultations_of,
    questions_of,
)


@require_GET
@allowed_to(can_see_log)
def consultation_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    files = ConsultationFile.objects.filter(consultation__in=consultations_of(request.user))
    found = get_object_or_404(files, pk=pk)
    return serve_file(request, found.file, found.file_kind, found.file_name)


@require_GET
@allowed_to(can_see_questions)
def question_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    files = QuestionFile.objects.filter(question__in=questions_of(request.user))
    if not can_answer(request.user):
        files = files.exclude(message__kind=Message.Kind.HANDED_OVER)
    found = get_object_or_404(files, pk=pk)
    return serve_file(request, found.file, found.file_kind, found.file_name)


@require_POST
@allowed_to(can_keep_log)
def remove_consultation_file(request: HttpRequest, pk: int) -> HttpResponse:
    files = ConsultationFile.objects.filter(consultation__in=consultations_of(request.user))
    return _removed(request, get_object_or_404(files.select_related("consultation"), pk=pk))


@require_POST
@allowed_to(can_answer)
def remove_question_file(request: HttpRequest, pk: int) -> HttpResponse:
    files = QuestionFile.objects.filter(question__in=questions_of(request.user))
    return _removed(request, get_object_or_404(files.select_related("question"), pk=pk))


def _removed(request: HttpRequest, found: ConsultationFile | QuestionFile) -> HttpResponse:
    actions.remove_file(found, by=request.user)
    messages.success(request, "Файл убран.")
    return redirect(found.owner)
