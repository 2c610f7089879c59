"""What events hold of library people: where they took part, and the papers they were given."""

from collections.abc import Iterable

from django.utils import timezone

from common.russian import short_days
from common.tables import Table
from events.models import Certificate, Participation
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
            "; ".join(filter(None, (row.state_words, row.state_note))),
            f"{row.post}, {row.library}",
            f"{row.registered_by}, {timezone.localtime(row.registered_at):%d.%m.%Y}",
            _paper_of(row),
        )
        for row in rows.select_related(*related).order_by("event__starts_on", "pk")
    ]
    yield rows_table("Мероприятия", "events", headings, lines)


def _paper_of(row: Participation) -> str:
    paper = getattr(row, "certificate", None)
    if paper is None:
        return ""
    return f"{paper.number}, аннулирован" if paper.revoked_at else paper.number


def _erase(employee: Employee, mark: str) -> None:
    """Put the mark in place of her name on certificates; where she took part is told no more."""
    rows = Certificate.objects.filter(participation__employee=employee)
    rows.update(name=f"{ERASED_NAME} {mark}")


KEEPER = Keeper("events", _gather, _erase, {Participation: {"post"}})
_APPROVED = Fact(
    "Это сохранённый текст плана, каким его согласовали и утвердили: в документе имя остаётся."
)
_REPORTED = Fact(
    "Это сохранённый отчёт о выполнении плана, каким он был при завершении: "
    "в документе имя остаётся."
)


def keep_approved_texts() -> None:
    """Tell that names in kept texts and reports of plans stay unless the head says otherwise."""
    keep("events.PlanSnapshot", ("contents",), _APPROVED)
    keep("events.PlanClosing", ("contents",), _REPORTED)
