"""What of the registry waits for a person: the home pages show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from common.roles import is_department, is_librarian
from libraries.models import ModelApplication
from libraries.queries.model_status import applications_to_check, applications_to_mend
from libraries.rules import applications_of

SHOWN = 10


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
    return list(_of_department()) if is_department(user) else []


def _of_librarian(user: Any) -> Iterator[Task]:
    for application in applications_to_mend(applications_of(user))[:SHOWN]:
        is_returned = application.state == ModelApplication.State.RETURNED
        yield _application_task(
            "Исправить заявку" if is_returned else "Дописать заявку", application
        )


def _of_department() -> Iterator[Task]:
    for application in applications_to_check()[:SHOWN]:
        yield _application_task("Проверить заявку", application)


def _application_task(act: str, application: ModelApplication) -> Task:
    return Task(
        act,
        f"{application.library}: {application.competition}",
        application.get_absolute_url(),
        application.mark,
        str(application.get_state_display()),
    )
