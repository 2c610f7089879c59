"""Files of records and of questions, for those who see what they belong to."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from common.files.serving import serve_file
from common.guards import allowed_to
from consultations.models import ConsultationFile, Message, QuestionFile
from consultations.rules import (
    can_answer,
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
