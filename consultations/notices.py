"""Letters about questions. They name the question, never its text: that is read on the portal."""

from typing import Literal

from accounts.models import User
from common.letters import letter_about, write_letter
from common.roles import Role
from consultations.models import Question

ToMethodist = Literal["asked", "followed", "handed_over"]
ToAsker = Literal["answered", "clarify"]
SUBJECTS = {
    "asked": "Новый вопрос библиотеки",
    "followed": "Вопрос дополнен",
    "handed_over": "Вам передан вопрос",
    "answered": "Методист ответил на Ваш вопрос",
    "clarify": "Методист уточняет Ваш вопрос",
}


def tell_methodist(question: Question, what: ToMethodist) -> None:
    """Write to whoever answers; while there is nobody, to the heads, who can hand it over."""
    if question.methodist is not None:
        to = [question.methodist.email]
    else:
        heads = User.objects.filter(role=Role.HEAD, is_active=True)
        to = list(heads.values_list("email", flat=True))
    _write(question, what, to)


def tell_asker(question: Question, what: ToAsker) -> None:
    """Write to the librarian who asked, unless she may not sign in any more."""
    asker = question.asked_by
    _write(question, what, [asker.email] if asker.is_active else [])


def _write(question: Question, what: str, to: list[str]) -> None:
    page = question.get_absolute_url()
    body = letter_about(page, f"consultations/email/{what}.txt", question=question)
    write_letter(f"{SUBJECTS[what]}: {question.title}"[:150], body, to)
