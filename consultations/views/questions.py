"""Questions: their list, their pages, and what is written about them.

Each message is written on a page of its own, so that words typed while a session ends come back.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from common.editing import data_of
from common.guards import allowed_to
from common.lists import ListPage
from consultations import actions
from consultations.filters import QuestionFilter
from consultations.forms import AskForm, HandOverForm, RateForm, ReplyForm
from consultations.models import Question, Topic
from consultations.queries.questions import (
    answering_order,
    answers_in,
    last_message_of,
    list_questions,
    thread_of,
    whole_questions,
)
from consultations.rules import (
    can_answer,
    can_ask,
    can_keep_order,
    can_rate,
    can_see_questions,
    questions_of,
)
from consultations.tables import QuestionTable

NEW_WORDS = (
    "Пока Вы писали, в вопросе появилось новое сообщение. Прочтите его; Ваш текст остался в форме."
)


@method_decorator(allowed_to(can_see_questions), name="dispatch")
class QuestionList(ListPage):
    """The questions in the person's scope."""

    table_class = QuestionTable
    filterset_class = QuestionFilter
    template_name = "consultations/question_list.html"
    title = "Вопросы методистам"
    counted = "вопрос,вопроса,вопросов"

    def get_queryset(self) -> QuerySet[Question]:
        return list_questions(questions_of(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "can_ask": can_ask(self.request.user),
            "can_answer": can_answer(self.request.user),
            "can_keep_order": can_keep_order(self.request.user),
        }


@allowed_to(can_ask)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask the department; who answers and how soon the portal works out."""
    form = AskForm(data_of(request), request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        files = form.cleaned_data["files"]
        asked = actions.ask(form.values, by=request.user, files=files)
        messages.success(request, "Вопрос отправлен. Об ответе Вам придёт письмо.")
        return redirect(asked)
    context = {
        "form": form,
        "days": answering_order().days,
        "has_topics": Topic.objects.filter(is_active=True).exists(),
    }
    return render(request, "consultations/ask.html", context)


@allowed_to(can_see_questions)
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a question, all that was written about it, and what the person may do next.

    Opening it is not kept in the record of looks at personal data: it is correspondence between
    users of the portal about their work. It shows the name under which the asker herself writes to
    the department, and none of her contacts, birth date, education or career.
    """
    found = _in_scope(request, pk)
    return render(request, "consultations/question.html", _context(request, found))


def _context(request: HttpRequest, found: Question, **more: Any) -> dict[str, Any]:
    is_department = can_answer(request.user)
    thread = thread_of(found, is_internal=is_department)
    return {
        "question": found,
        "thread": thread,
        "answers": answers_in(thread),
        "can_answer": is_department,
        "is_asker": found.asked_by_id == request.user.pk,
        "can_follow_up": can_ask(request.user),
        "rate_form": RateForm() if can_rate(request.user, found) and not found.rating else None,
        "entry": getattr(found, "archive_entry", None) if is_department else None,
        **more,
    }


@allowed_to(can_answer)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    return _write(request, pk, actions.answer, "Ответ", "Ответить", "Ответ отправлен.")


@allowed_to(can_answer)
def clarify(request: HttpRequest, pk: int) -> HttpResponse:
    words = ("Что уточнить у библиотеки", "Спросить", "Библиотека получит письмо.")
    return _write(request, pk, actions.ask_to_clarify, *words)


@allowed_to(can_ask)
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    return _write(request, pk, actions.follow_up, "Дополнение", "Отправить", "Методист это увидит.")


def _write(
    request: HttpRequest,
    pk: int,
    action: Callable[..., Question],
    label: str,
    button: str,
    done: str,
) -> HttpResponse:
    """Show the thread with a form under it, and do `action` with the words of the form."""
    found = _in_scope(request, pk)
    last = last_message_of(found)
    form = ReplyForm(data_of(request), request.FILES or None, initial={"seen": last}, label=label)
    if request.method == "POST" and form.is_valid():
        told = {**form.cleaned_data, "seen": form.cleaned_data["seen"] or 0}
        try:
            if _done(request, action, pk, **told):
                messages.success(request, done)
                return redirect(found)
        except actions.NewWordsError:
            messages.warning(request, NEW_WORDS)
            found = _in_scope(request, pk)
            form = form.moved_to(last_message_of(found))
    context = _context(request, found, form=form, button=button)
    return render(request, "consultations/question_reply.html", context)


@allowed_to(can_answer)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    found = _in_scope(request, pk)
    form = HandOverForm(data_of(request), question=found)
    if request.method == "POST" and form.is_valid():
        to, note = form.cleaned_data["to"], form.cleaned_data["note"]
        if _done(request, actions.hand_over, pk, to=to, note=note):
            messages.success(request, f"Вопрос передан: {to}.")
            return redirect(found)
    context = _context(request, found, form=form, button="Передать")
    return render(request, "consultations/question_reply.html", context)


@require_POST
@allowed_to(can_answer)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    found = _in_scope(request, pk)
    if _done(request, actions.take, pk):
        messages.success(request, "Вопрос у Вас в работе.")
    return redirect(found)


@require_POST
@allowed_to(can_see_questions)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a question; whoever asked it may, and the department."""
    found = _in_scope(request, pk)
    if _done(request, actions.close, pk):
        messages.success(request, "Вопрос закрыт. Дополнить его можно и потом.")
    return redirect(found)


@require_POST
@allowed_to(can_ask)
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the mark of the one who asked."""
    found = _in_scope(request, pk)
    form = RateForm(request.POST)
    if not can_rate(request.user, found):
        messages.warning(request, "Оценивает ответ тот, кто спросил.")
    elif not form.is_valid():
        context = _context(request, found, rate_form=form)
        return render(request, "consultations/question.html", context)
    elif _done(request, actions.rate, pk, **form.cleaned_data):
        messages.success(request, "Спасибо! Оценка записана.")
    return redirect(found)


def _done(
    request: HttpRequest, action: Callable[..., Question], pk: int, *args: Any, **kwargs: Any
) -> bool:
    try:
        action(pk, *args, by=request.user, **kwargs)
    except actions.WrongStateError as error:
        messages.warning(request, str(error))
        return False
    return True


def _in_scope(request: HttpRequest, pk: int) -> Question:
    return get_object_or_404(whole_questions(questions_of(request.user)), pk=pk)
