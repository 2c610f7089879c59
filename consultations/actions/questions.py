"""The life of a question: asked, taken, answered, handed over, asked again, rated, closed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.editing import change_row, create_row
from common.files.checking import CheckedFile
from common.roles import is_department
from common.workdays import after_workdays
from consultations import notices
from consultations.actions.files import attach_to_question
from consultations.actions.log import change_consultation, record_consultation
from consultations.models import AnsweringOrder, Consultation, Message, Question, Topic
from consultations.queries.questions import answerer_before, answering_order, last_message_of

State, Kind = Question.State, Message.Kind
LONGEST_ANSWER = 50_000


class NewWordsError(Exception):
    """Somebody has written in the thread after the person read it."""


class WrongStateError(Exception):
    """What is asked for does not go with the state of the question; the message says so."""


@transaction.atomic
def ask(values: Mapping[str, Any], by: Any, files: Iterable[CheckedFile] = ()) -> Question:
    """Put a question to the methodist in charge of its topic, and let her know.

    The answer is due within the department's number of working days. Raises ValidationError.
    """
    order = answering_order()
    question = Question(
        **values,
        asked_by=by,
        organisation=by.organisation,
        methodist=_in_charge(values["topic"], order),
        due_on=after_workdays(timezone.localdate(), order.days),
    )
    question = create_row(question, by)
    attach_to_question(question, None, files, by)
    notices.tell_methodist(question, "asked")
    return question


def _in_charge(topic: Topic, order: AnsweringOrder) -> User | None:
    """Return who answers: the topic's methodist, else the default one, if they still work here."""
    people = (topic.methodist, order.methodist)
    return next((one for one in people if one is not None and is_department(one)), None)


@transaction.atomic
def take(pk: int, by: Any) -> Question:
    """Begin to work at a question; whoever takes it answers for it. Raises WrongStateError."""
    question = _locked(pk, State.NEW, State.REOPENED)
    return _move(question, by, "Взят в работу", state=State.IN_WORK, methodist=by)


@transaction.atomic
def answer(
    pk: int,
    text: str,
    by: Any,
    files: Iterable[CheckedFile] = (),
    seen: int | None = None,
) -> Question:
    """Answer, count it once as a consultation of the log, and let the librarian know.

    `seen` is the last message that the person read, here and below; None does not ask. Raises
    NewWordsError when there are newer ones, WrongStateError for a closed question.
    """
    question = _locked(pk, *Question.OPEN, State.ANSWERED)
    _refuse_unseen(question, seen)
    _write(question, Kind.ANSWER, text, by, files)
    moved = _move(
        question,
        by,
        "Дан ответ",
        state=State.ANSWERED,
        answered_at=timezone.now(),
        methodist=question.methodist or by,
        consultation=_logged(question, text, by),
    )
    notices.tell_asker(moved, "answered")
    return moved


def _logged(question: Question, text: str, by: Any) -> Consultation:
    """Record the first answer in the log; add a later one to the same record.

    The record is of the one who answered first; the words of another bear her name and the day.
    """
    row = question.consultation
    if row is None:
        values = {
            "methodist": by,
            "organisation": question.organisation,
            "library": question.library,
            "form": Consultation.Form.ONLINE,
            "topic": question.topic,
            "question": f"{question.title}\n\n{question.text}"[:10_000],
            "answer": text,
        }
        return record_consultation(values, by, "Ответ на вопрос через портал")
    if answerer_before(question) != by:
        text = f"{by}, {timezone.localdate():%d.%m.%Y}:\n{text}"
    whole = f"{row.answer}\n\n{text}".strip()[:LONGEST_ANSWER]
    return change_consultation(row.pk, {"answer": whole}, version=row.version, by=by)


@transaction.atomic
def ask_to_clarify(
    pk: int,
    text: str,
    by: Any,
    files: Iterable[CheckedFile] = (),
    seen: int | None = None,
) -> Question:
    """Ask the librarian for details; the question stays in work. Raises WrongStateError."""
    question = _locked(pk, *Question.OPEN)
    _refuse_unseen(question, seen)
    _write(question, Kind.CLARIFYING, text, by, files)
    who = question.methodist or by
    moved = _move(question, by, "Уточняется", state=State.IN_WORK, methodist=who)
    notices.tell_asker(moved, "clarify")
    return moved


@transaction.atomic
def follow_up(
    pk: int,
    text: str,
    by: Any,
    files: Iterable[CheckedFile] = (),
    seen: int | None = None,
) -> Question:
    """Add the librarian's words; an answered or closed question is open again, with a new term."""
    question = Question.objects.select_for_update(of=("self",)).get(pk=pk)
    _refuse_unseen(question, seen)
    _write(question, Kind.FOLLOW_UP, text, by, files)
    if question.is_open:
        moved = _move(question, by, "Дополнен")
    else:
        due_on = after_workdays(timezone.localdate(), answering_order().days)
        moved = _move(question, by, "Задан ещё вопрос", state=State.REOPENED, due_on=due_on)
    notices.tell_methodist(moved, "followed")
    return moved


@transaction.atomic
def hand_over(pk: int, to: User, note: str, by: Any) -> Question:
    """Give the question to another methodist, with a note only the department sees.

    Raises WrongStateError for an answered question.
    """
    question = _locked(pk, *Question.OPEN)
    _write(question, Kind.HANDED_OVER, f"{to.full_name}. {note}".strip(), by, ())
    moved = _move(question, by, f"Передан: {to}", methodist=to)
    if to != by:
        notices.tell_methodist(moved, "handed_over")
    return moved


@transaction.atomic
def rate(pk: int, rating: int, comment: str, by: Any) -> Question:
    """Keep the librarian's mark of 1 to 5 and close the question. Raises WrongStateError."""
    question = _locked(pk, State.ANSWERED, State.CLOSED)
    if question.answered_at is None:
        raise WrongStateError("Оценить можно ответ, а его ещё нет.")
    told = {"rating": rating, "rating_comment": comment}
    return _move(question, by, "Ответ оценён", state=State.CLOSED, **told)


@transaction.atomic
def close(pk: int, by: Any) -> Question:
    """Close a question that needs nothing more. Raises WrongStateError."""
    question = _locked(pk, *Question.OPEN, State.ANSWERED)
    return _move(question, by, "Закрыт", state=State.CLOSED)


def change_order(values: Mapping[str, Any], *, version: int, by: Any) -> AnsweringOrder:
    """Change who answers by default and how soon. Raises StaleObjectError, ValidationError."""
    row, _ = AnsweringOrder.objects.get_or_create(pk=answering_order().pk or 1)
    return change_row(AnsweringOrder.objects.all(), row.pk, values, version, by)


def _locked(pk: int, *states: str) -> Question:
    question = Question.objects.select_for_update(of=("self",)).get(pk=pk)
    if question.state not in states:
        raise WrongStateError(
            f"Вопрос сейчас: «{question.get_state_display()}». Посмотрите, что изменилось."
        )
    return question


def _refuse_unseen(question: Question, seen: int | None) -> None:
    """Compare under the lock: of two who write at once the second has not read the first."""
    if seen is not None and seen != last_message_of(question):
        raise NewWordsError


def _write(
    question: Question, kind: str, text: str, by: Any, files: Iterable[CheckedFile]
) -> Message:
    message = Message(question=question, author=by, kind=kind, text=text)
    message.full_clean()
    message.save()
    attach_to_question(question, message, files, by)
    return message


def _move(question: Question, by: Any, reason: str, **values: Any) -> Question:
    """Save the next version of a locked question."""
    for name, value in values.items():
        setattr(question, name, value)
    question.version += 1
    question.full_clean()
    question._history_user = by
    question._change_reason = reason
    question.save()
    return question
