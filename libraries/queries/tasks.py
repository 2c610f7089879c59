"""What of the registry waits for a person: the home pages show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from common.roles import is_department, is_librarian
from libraries.models import Examination, ModelApplication
from libraries.queries.examination import (
    examinations_to_mend,
    examinations_to_settle,
    sheets_to_fill,
)
from libraries.queries.model_status import applications_to_check, applications_to_mend
from libraries.rules import applications_of, own_examinations, sheets_of

SHOWN = 10
ACTS = {
    "draft": "Дописать заявку на экспертизу",
    "returned": "Исправить заявку на экспертизу",
    "submitted": "Назначить экспертов",
    "experts": "Подготовить заключение",
    "concluded": "Записать решение комиссии",
}


@dataclass(frozen=True)
class Task:
    """One thing to do: the act, what it is about, the page to do it on."""

    act: str
    about: str
    url: str
    state: str
    state_title: str


def tasks_of(user: Any) -> list[Task]:
    """Return what waits for the person, the most pressing first."""
    if is_librarian(user):
        return list(_of_librarian(user))
    return list(_of_department(user)) if is_department(user) else []


def _of_librarian(user: Any) -> Iterator[Task]:
    for application in applications_to_mend(applications_of(user))[:SHOWN]:
        is_returned = application.state == ModelApplication.State.RETURNED
        yield _application_task(
            "Исправить заявку" if is_returned else "Дописать заявку", application
        )

    yield from _examinations(examinations_to_mend(own_examinations(user)))
    yield from _sheets(user)


def _of_department(user: Any) -> Iterator[Task]:
    for application in applications_to_check()[:SHOWN]:
        yield _application_task("Проверить заявку", application)
    yield from _examinations(examinations_to_settle())
    yield from _sheets(user)


def _examinations(examinations: QuerySet[Examination]) -> Iterator[Task]:
    for each in examinations[:SHOWN]:
        about = f"{each.library}: {each.criteria.status}"
        url, title = each.get_absolute_url(), str(each.get_state_display())
        yield Task(ACTS[each.state], about, url, each.mark, title)


def _sheets(user: Any) -> Iterator[Task]:
    for sheet in sheets_to_fill(sheets_of(user))[:SHOWN]:
        url = reverse("libraries:expert-sheet", args=[sheet.pk])
        about = f"{sheet.examination.library}, эксперт {sheet.name}"
        yield Task("Заполнить оценочный лист", about, url, "draft", "не сдан")


def _application_task(act: str, application: ModelApplication) -> Task:
    return Task(
        act,
        f"{application.library}: {application.competition}",
        application.get_absolute_url(),
        application.mark,
        str(application.get_state_display()),
    )
