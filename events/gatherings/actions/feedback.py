"""Questions to participants of an event, and what they answer, without names."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from common.text import normalise
from events.gatherings.queries import present_at
from events.models import Event, FeedbackAnswer, FeedbackForm, FeedbackQuestion

Kind = FeedbackQuestion.Kind
MOST_QUESTIONS = 20
USUAL = (
    (Kind.SCALE, "Насколько полезным было мероприятие для Вашей работы?"),
    (Kind.SCALE, "Насколько хорошо оно было организовано?"),
    (Kind.TEXT, "Что Вы возьмёте в свою работу?"),
    (Kind.TEXT, "О чём рассказать в следующий раз?"),
)


def ask_usual(event: Event) -> None:
    """Give a new event the usual questions; the organiser may change them."""
    FeedbackQuestion.objects.bulk_create(
        FeedbackQuestion(event=event, kind=kind, text=text, position=place)
        for place, (kind, text) in enumerate(USUAL)
    )


@transaction.atomic
def set_questions(
    event_id: int, scale: Sequence[str], words: Sequence[str], by: Any
) -> list[FeedbackQuestion]:
    """Make these the questions, marks first; what was asked in the same words keeps its answers.

    Raises ValidationError when a question that has answers would go, or there are too many.
    """
    event = Event.objects.select_for_update().get(pk=event_id)
    wanted = [*((Kind.SCALE, text) for text in scale), *((Kind.TEXT, text) for text in words)]
    if len(wanted) > MOST_QUESTIONS:
        raise ValidationError(f"Не больше {MOST_QUESTIONS} вопросов: длинное не дочитают.")
    present = {(row.kind, normalise(row.text)): row for row in event.questions.all()}
    rows = []
    for place, (kind, text) in enumerate(wanted):
        row = present.pop((kind, normalise(text)), None) or FeedbackQuestion(event=event, kind=kind)
        row.text, row.position = text, place
        row.full_clean()
        row.save()
        rows.append(row)
    _drop(present.values())
    Event.history.bulk_history_create(
        [event], update=True, default_user=by, default_change_reason="Изменены вопросы участникам"
    )
    return rows


def _drop(rows: Any) -> None:
    for row in rows:
        if row.answers.exists():
            raise ValidationError(f"На вопрос «{row.text}» уже ответили: оставьте его как есть.")
        row.delete()


@transaction.atomic
def send_feedback(event_id: int, marks: Mapping[int, int], texts: Mapping[int, str]) -> None:
    """Keep one participant's answers, by number of the question.

    Raises ValidationError when nothing is said, or as many have answered as there were people.
    """
    event = Event.objects.select_for_update().get(pk=event_id)
    questions = {row.pk: row for row in event.questions.all()}
    said = [pk for pk in questions if pk in marks or texts.get(pk)]
    if not said:
        raise ValidationError("Ответьте хотя бы на один вопрос.")
    if event.feedback_forms.count() >= (present_at(event) or 0):
        raise ValidationError("Отзывов уже столько, сколько было участников. Спасибо!")
    form = FeedbackForm.objects.create(event=event)
    for pk in said:
        answer = FeedbackAnswer(
            form=form, question=questions[pk], mark=marks.get(pk), text=texts.get(pk, "")
        )
        answer.full_clean()
        answer.save()
