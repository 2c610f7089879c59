"""What of the questions hangs on a library that closes."""

from collections.abc import Iterator

from consultations.models import Question
from consultations.queries.questions import opened
from libraries.leftovers import Leftover
from libraries.models import Library


def read_leftovers(library: Library) -> Iterator[Leftover]:
    """Tell the questions about the library that wait for an answer; one query."""
    for question in opened(Question.objects.filter(library=library)).order_by("asked_at"):
        yield Leftover(
            f"Вопрос «{question}»: {question.get_state_display()}",
            "ответьте на него",
            question.get_absolute_url(),
        )
