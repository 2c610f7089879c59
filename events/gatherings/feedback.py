"""What the participants said, gathered for the organiser."""

import datetime
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from events.models import Event, FeedbackQuestion
from events.models.feedback import LEAST, MOST

# So long after an event its participants may still tell what it was like.
OPEN_FOR = datetime.timedelta(days=60)


def takes_feedback(event: Event, today: datetime.date) -> bool:
    """Whether participants may answer today."""
    return event.state == Event.State.HELD and today <= event.ends_on + OPEN_FOR


@dataclass(frozen=True)
class Said:
    """The answers to one question: `counts` of each mark and their mean, or the texts."""

    question: FeedbackQuestion
    number: int
    mean: Decimal | None
    counts: tuple[tuple[int, int], ...]
    texts: tuple[str, ...]


def summary_of(event: Event) -> list[Said]:
    """Return what was said to each question, in their order; two queries."""
    questions = event.questions.prefetch_related("answers")
    return [_said(question) for question in questions]


def _said(question: FeedbackQuestion) -> Said:
    answers = list(question.answers.all())
    marks = Counter(answer.mark for answer in answers if answer.mark is not None)
    total = sum(mark * number for mark, number in marks.items())
    number = sum(marks.values())
    is_scale = question.kind == FeedbackQuestion.Kind.SCALE
    counts = tuple((mark, marks[mark]) for mark in range(MOST, LEAST - 1, -1)) if is_scale else ()
    return Said(
        question,
        len(answers),
        Decimal(total) / number if number else None,
        counts,
        tuple(answer.text for answer in answers if answer.text),
    )


def forms_of(event: Event) -> list[dict[int, int | str]]:
    """Return what each participant sent: marks and words by number of the question; two queries."""
    forms = event.feedback_forms.order_by("pk").prefetch_related("answers")
    return [
        {one.question_id: one.text if one.mark is None else one.mark for one in form.answers.all()}
        for form in forms
    ]
