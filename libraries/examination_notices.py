"""Letters about examinations, to those whom they concern."""

from django.template.loader import render_to_string

from common.letters import write_letter
from libraries.models import Examination, Expert
from libraries.notices import department, librarians_of

_FOLDER = "libraries/email"


def tell_applicant(examination: Examination) -> None:
    """Write to the applicant's librarians what has become of their application."""
    body = render_to_string(f"{_FOLDER}/examination.txt", {"examination": examination})
    subject = f"Экспертиза библиотеки: {examination.get_state_display()}"
    write_letter(subject, body, librarians_of(examination.organisation))


def tell_department(examination: Examination, news: str) -> None:
    context = {"examination": examination, "news": news}
    body = render_to_string(f"{_FOLDER}/examination_waits.txt", context)
    write_letter(f"Экспертиза: {examination.library}", body, department())


def tell_expert(expert: Expert) -> None:
    """Ask a user of the portal to assess; a person from outside is asked by the department."""
    if expert.user is None:
        return
    body = render_to_string(f"{_FOLDER}/expert.txt", {"examination": expert.examination})
    write_letter("Вас просят об экспертизе библиотеки", body, [expert.user.email])


def tell_to_renew(examination: Examination) -> None:
    body = render_to_string(f"{_FOLDER}/renewal.txt", {"examination": examination})
    subject = f"Срок статуса подходит к концу: {examination.library}"
    write_letter(subject, body, librarians_of(examination.organisation))
