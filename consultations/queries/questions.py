"""Reads of questions and of the archive of answers."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from consultations.models import AnsweringOrder, Message, Question


def answering_order() -> AnsweringOrder:
    """Return who answers by default and how soon; unsaved defaults while nobody has said."""
    return AnsweringOrder.objects.select_related("methodist").first() or AnsweringOrder()


def list_questions(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Return the questions, newest first, with what a list shows of them."""
    related = questions.select_related("topic", "organisation", "library", "methodist", "asked_by")
    return related.order_by("-asked_at", "-pk")


def opened(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Keep those that wait for an answer."""
    return questions.filter(state__in=Question.OPEN)


def overdue(questions: QuerySet[Question], day: dt.date) -> QuerySet[Question]:
    """Keep those whose answer is owed after its term."""
    return opened(questions).filter(due_on__lt=day)


def waiting_for(user: Any, questions: QuerySet[Question]) -> QuerySet[Question]:
    """Return what the methodist is to answer, and what nobody answers yet, most urgent first."""
    mine = opened(questions).filter(Q(methodist=user) | Q(methodist=None))
    return list_questions(mine).order_by("due_on", "asked_at", "pk")


def open_by_term(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Return all that wait for an answer, the earliest term first: what the head looks after."""
    return list_questions(opened(questions)).order_by("due_on", "asked_at", "pk")


def answered_for(user: Any, questions: QuerySet[Question]) -> QuerySet[Question]:
    """Return the person's own questions whose answer she has not yet rated or closed."""
    mine = questions.filter(asked_by=user, state=Question.State.ANSWERED)
    return list_questions(mine).order_by(F("answered_at").desc(), "-pk")


def thread_of(question: Question, *, is_internal: bool) -> list[Message]:
    """Return the messages in order, with their files; notes of the department only to itself."""
    messages = question.messages.select_related("author").prefetch_related("files")
    if not is_internal:
        messages = messages.exclude(kind=Message.Kind.HANDED_OVER)
    return list(messages.order_by("at", "pk"))


def last_message_of(question: Question) -> int:
    """Return the number of the last message that the librarian sees too; 0 when there is none."""
    shown = question.messages.exclude(kind=Message.Kind.HANDED_OVER)
    return shown.order_by("at", "pk").values_list("pk", flat=True).last() or 0


def answers_in(thread: Iterable[Message]) -> list[Message]:
    """Return from a thread who answered and when: of one person's answers of one day the first."""
    answers = [message for message in thread if message.kind == Message.Kind.ANSWER]
    first: dict[tuple[int, dt.date], Message] = {}
    for each in answers:
        first.setdefault((each.author_id, timezone.localdate(each.at)), each)
    return list(first.values())


def answerer_before(question: Question) -> User | None:
    """Return who gave the answer before the last one."""
    answers = question.messages.filter(kind=Message.Kind.ANSWER).select_related("author")
    before = answers.order_by("-at", "-pk")[1:2]
    return before[0].author if before else None


def whole_questions(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Return the questions with all that their page shows; their own files as `own_files`."""
    own = Question.files.rel.related_model.objects.filter(message=None)
    related = ("topic", "organisation", "library", "methodist", "asked_by")
    rows = questions.select_related(*related, "consultation__methodist", "archive_entry")
    return rows.prefetch_related(Prefetch("files", own, to_attr="own_files"))
