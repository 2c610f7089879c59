"""Letters about visits."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from common.letters import write_letter
from common.opting_out import headers
from events.gatherings.notices import way_out_of
from events.models import Visit, VisitAdvice
from libraries.notices import librarians_of


def tell_planned(visit: Visit) -> None:
    """Write to the library's organisation that the department comes."""
    _write("visit_planned", "К Вам едут из отдела", visit, librarians_of(visit.organisation))


def tell_moved(visit: Visit, former_days: str) -> None:
    """Write to the library's organisation that the department comes on other days."""
    to = librarians_of(visit.organisation)
    _write("visit_moved", "Выезд перенесён", visit, to, former_days=former_days)


def tell_cancelled(visit: Visit) -> None:
    _write("visit_cancelled", "Выезд отменён", visit, librarians_of(visit.organisation))


def tell_recorded(visit: Visit) -> None:
    """Write to the library's organisation that it may read what was found and advised."""
    to = librarians_of(visit.organisation)
    _write("visit_recorded", "Итоги выезда", visit, to)


def remind_visitors(visit: Visit) -> None:
    """Write to those who go, unless they want no reminders."""
    for user in visit.visitors.filter(is_active=True, event_letters_off=None):
        url = way_out_of(user)
        told = {"unsubscribe_url": url, "headers": headers(url)}
        _write("visit_reminder", "Скоро выезд", visit, [user.email], **told)


def remind_of_advice(advice: VisitAdvice) -> None:
    """Write to the library's organisation that its answer is due soon."""
    to = librarians_of(advice.visit.organisation)
    _write("advice_reminder", "Скоро срок рекомендации", advice.visit, to, one=advice)


def tell_answered(advice: VisitAdvice) -> None:
    """Write to those who were there that the library has answered."""
    visit = advice.visit
    people = visit.visitors.filter(is_active=True)
    to = [user.email for user in people]
    _write("advice_answered", "Ответ на рекомендацию", visit, to, one=advice)


def tell_sent_back(advice: VisitAdvice) -> None:
    """Write to the library's organisation that its answer is not enough."""
    to = librarians_of(advice.visit.organisation)
    _write("advice_sent_back", "Рекомендация ещё не выполнена", advice.visit, to, one=advice)


def _write(name: str, about: str, visit: Visit, to: list[str], **told: Any) -> None:
    heads = told.pop("headers", None)
    context = {"visit": visit, "url": f"{settings.SITE_URL}{visit.get_absolute_url()}", **told}
    body = render_to_string(f"events/email/{name}.txt", context)
    write_letter(f"{about}: {visit.library}"[:200], body, to, headers=heads)
