"""A plan of the year before, marked in part: what the tests of closing begin with."""

import datetime as dt

from accounts.models import User
from events import actions
from events.actions.marks import MarkValues, set_mark
from events.models import Plan
from libraries.models import Organisation
from tests.factories import PlanFactory

PERIODS = {
    "Семинар": "12 февраля",
    "Обзор": "октябрь",
    "Вебинары": "ежеквартально",
    "Выезд": "март",
    "Конкурс": "март",
    "Курсы": "декабрь",
}
MARKS = {
    ("Семинар", 2): MarkValues("held", date=dt.date(2025, 2, 12), participants=34),
    ("Вебинары", 3): MarkValues("held", participants=10),
    ("Выезд", 3): MarkValues("moved", moved_to=dt.date(2025, 11, 5), reason="разлив"),
    ("Конкурс", 3): MarkValues("cancelled", reason="нет заявок"),
    ("Курсы", 12): MarkValues("moved", moved_to=dt.date(2026, 2, 3), reason="болезнь"),
}


def make_last_year(organisation: Organisation, by: User) -> Plan:
    """Return an approved plan of 2025: rows held, moved, cancelled, and some without a mark."""
    plan = PlanFactory(organisation=organisation, year=2025, title="План работы на 2025 год")
    rows = {
        name: actions.add_item(plan, {"name": name, "period": period}, by, actions.Place())
        for name, period in PERIODS.items()
    }
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
    for (name, month), values in MARKS.items():
        set_mark(rows[name], month, values, by, seen=0)
    return Plan.objects.get(pk=plan.pk)
