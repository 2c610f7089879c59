"""Letters about examinations, to those whom they concern."""

from typing import Any

from django.urls import reverse

from common.letters import letter_about, write_letter
from libraries.models import Examination, Expert
from libraries.notices import department, librarians_of

_FOLDER = "libraries/email"


def tell_applicant(examination: Examination) -> None:
    """Write to the applicant's librarians what has become of their application."""
    body = _about(examination, "examination.txt")
    subject = f"Экспертиза библиотеки: {examination.get_state_display()}"
    write_letter(subject, body, librarians_of(examination.organisation))


def tell_department(examination: Examination, news: str) -> None:
    body = _about(examination, "examination_waits.txt", news=news)
    write_letter(f"Экспертиза: {examination.library}", body, department())


def tell_expert(expert: Expert) -> None:
    """Ask a user of the portal to assess; a person from outside is asked by the department."""
    if expert.user is None:
        return
    sheet = reverse("libraries:expert-sheet", args=[expert.pk])
    body = letter_about(sheet, f"{_FOLDER}/expert.txt", examination=expert.examination)
    write_letter("Вас просят об экспертизе библиотеки", body, [expert.user.email])


def tell_to_renew(examination: Examination) -> None:
    body = _about(examination, "renewal.txt")
    subject = f"Срок статуса подходит к концу: {examination.library}"
    write_letter(subject, body, librarians_of(examination.organisation))


def _about(examination: Examination, template: str, **told: Any) -> str:
    page = examination.get_absolute_url()
    return letter_about(page, f"{_FOLDER}/{template}", examination=examination, **told)
