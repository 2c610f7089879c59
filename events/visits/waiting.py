"""What of the visits waits for a person: the home pages show it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from common.roles import is_department, is_librarian
from common.waiting import Kind
from events.models import Visit
from events.visits.queries import to_check, unanswered
from events.visits.rules import advice_of, visits_of


def waiting_of(user: Any) -> list[Kind]:
    """Return what of visits and advice the person has to do."""
    if is_librarian(user):
        return list(_of_librarian(user))
    return list(_of_department(user)) if is_department(user) else []


def _of_librarian(user: Any) -> Iterator[Kind]:
    yield Kind(
        "Рекомендации после выездов: ответьте",
        unanswered(advice_of(user)),
        "visits:visit",
        ["due_on", "pk"],
        name="text",
        about="visit__library__name",
        day="due_on",
        day_word="срок",
        key="visit_id",
        all_of_them=f"{reverse('visits:visit-list')}?advice=unanswered",
    )


def _of_department(user: Any) -> Iterator[Kind]:
    """Visits to be written down are her own; answers anybody of the department may look at."""
    own = Visit.visitors.through.objects.filter(visit=OuterRef("pk"), user=user)
    made = visits_of(user).filter(
        Exists(own), state=Visit.State.PLANNED, ends_on__lt=timezone.localdate()
    )
    yield Kind(
        "Ваши выезды: запишите итоги",
        made,
        "visits:visit-record",
        ["ends_on", "pk"],
        name="library__name",
        about="purpose",
        day="ends_on",
        day_word="был",
    )
    yield _advice(
        "Ответы библиотек на рекомендации: посмотрите", to_check(advice_of(user)), "advice=answered"
    )
    late = unanswered(advice_of(user)).filter(due_on__lt=timezone.localdate())
    yield _advice("Рекомендации, на которые не ответили в срок", late, "overdue=on")


def _advice(title: str, rows: Any, query: str) -> Kind:
    return Kind(
        title,
        rows,
        "visits:visit",
        ["due_on", "pk"],
        name="text",
        about="visit__library__name",
        day="due_on",
        day_word="срок",
        key="visit_id",
        all_of_them=f"{reverse('visits:visit-list')}?{query}",
    )
