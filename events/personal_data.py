"""What events hold of library people: where they took part, and the papers they were given."""

from collections.abc import Iterable

from django.utils import timezone

from common.tables import Table
from events.models import Certificate, Participation
from events.when import short_days
from staff.models import Employee
from staff.personal_data.erasing import ERASED_NAME
from staff.personal_data.mentions.columns import Fact, keep
from staff.personal_data.own import rows_table
from staff.personal_data.registry import Keeper


def _gather(employee: Employee) -> Iterable[Table]:
    """Return the events she was registered for, with her certificates."""
    rows = Participation.objects.filter(employee=employee)
    related = ("event", "library", "registered_by", "certificate")
    headings = ["Мероприятие", "Когда", "Состояние", "Где работала", "Кто записал", "Сертификат"]
    lines = [
        (
            row.event.name,
            short_days(row.event.starts_on, row.event.ends_on),
            str(row.state_words),
            f"{row.post}, {row.library}",
            f"{row.registered_by}, {timezone.localtime(row.registered_at):%d.%m.%Y}",
            getattr(getattr(row, "certificate", None), "number", ""),
        )
        for row in rows.select_related(*related).order_by("event__starts_on", "pk")
    ]
    yield rows_table("Мероприятия", "events", headings, lines)


def _erase(employee: Employee, mark: str) -> None:
    """Put the mark in place of her name on certificates; where she took part is told no more."""
    rows = Certificate.objects.filter(participation__employee=employee)
    rows.update(name=f"{ERASED_NAME} {mark}")


KEEPER = Keeper("events", _gather, _erase, {Participation: {"post"}})
_APPROVED = Fact(
    "Это сохранённый текст плана, каким его согласовали и утвердили: в документе имя остаётся."
)


def keep_approved_texts() -> None:
    """Tell that names in kept texts of plans stay unless the head says otherwise."""
    keep("events.PlanSnapshot", ("contents",), _APPROVED)
