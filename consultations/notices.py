"""Letters about questions. They name the question, never its text: that is read on the portal."""

from typing import Literal

from django.template.loader import render_to_string

from accounts.models import User
from common.letters import write_letter
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


def tell_methodist(question: Question, what: ToMethodist, site: str) -> None:
    """Write to whoever answers; while there is nobody, to the heads, who can hand it over.

    `site` is the address of the portal without the last slash; "" leaves the link out.
    """
    if question.methodist is not None:
        to = [question.methodist.email]
    else:
        heads = User.objects.filter(role=Role.HEAD, is_active=True)
        to = list(heads.values_list("email", flat=True))
    _write(question, what, to, site)


def tell_asker(question: Question, what: ToAsker, site: str) -> None:
    """Write to the librarian who asked, unless she may not sign in any more."""
    asker = question.asked_by
    _write(question, what, [asker.email] if asker.is_active else [], site)


def _write(question: Question, what: str, to: list[str], site: str) -> None:
    link = f"{site}{question.get_absolute_url()}" if site else ""
    body = render_to_string(f"consultations/email/{what}.txt", {"question": question, "link": link})
    write_letter(f"{SUBJECTS[what]}: {question.title}"[:150], body, to)
