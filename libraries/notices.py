"""Letters about model libraries and examinations, to those whom they concern."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model

from common.letters import letter_about, write_letter
from common.roles import Role
from libraries.models import Library, ModelApplication, ModelMonitoring, Organisation

_FOLDER = "libraries/email"


def tell_applicant(application: ModelApplication) -> None:
    """Write to the applicant's librarians what has become of their application."""
    subject = f"Заявка на модельную библиотеку: {application.get_state_display()}"
    body = _about(application, "application.txt", application=application)
    write_letter(subject, body, librarians_of(application.organisation))


def tell_department(application: ModelApplication) -> None:
    """Write to the department that an application waits for it."""
    body = _about(application, "application_sent.txt", application=application)
    write_letter(f"Заявка ждёт проверки: {application.library}", body, department())


def tell_status_lost(library: Library, reason: str, order: str) -> None:
    body = _about(library, "status_lost.txt", library=library, reason=reason, order=order)
    subject = f"Статус модельной библиотеки утрачен: {library}"
    write_letter(subject, body, librarians_of(library.organisation))


def tell_monitored(monitoring: ModelMonitoring) -> None:
    body = _about(monitoring, "monitored.txt", monitoring=monitoring)
    subject = f"Мониторинг модельной библиотеки: {monitoring.library}"
    write_letter(subject, body, librarians_of(monitoring.library.organisation))


def librarians_of(organisation: Organisation) -> list[str]:
    """Return the addresses of those who answer for the organisation."""
    people = _active().filter(organisation=organisation, role=Role.LIBRARIAN)
    return list(people.values_list("email", flat=True))


def department() -> list[str]:
    people = _active().filter(role__in=(Role.METHODIST, Role.HEAD))
    return list(people.values_list("email", flat=True))


def _about(row: Model, template: str, **told: Any) -> str:
    return letter_about(row.get_absolute_url(), f"{_FOLDER}/{template}", **told)


def _active() -> Any:
    return get_user_model()._default_manager.filter(is_active=True)
