"""Who changed what in the whole card of a person: her work, schooling, awards and leaves too."""

from typing import Any

from libraries.queries import changes_of, changes_of_rows
from libraries.queries.history import Change
from staff.models import Award, Education, Employment, Leave
from staff.queries.card import Card

MOST = 30
_HIDDEN = ("employee", "name_then", "name_then_key")


def changes_of_card(card: Card) -> list[Change]:
    """Return the last changes of what the card shows, newest first.

    Of work, only of that which the card shows to the person; rows taken away are told too.
    """
    works = {work.pk: str(work) for work in card.employments}
    records = Employment.history.filter(id__in=works)
    found = changes_of(card.employee, MOST)
    found += changes_of_rows(Employment, records, lambda record: works[record.id], _HIDDEN)
    for model in (Education, Award, Leave):
        records = model.history.filter(employee_id=card.employee.pk)
        found += changes_of_rows(model, records, _name_of, _HIDDEN)
    return sorted(found, key=lambda change: change.at, reverse=True)[:MOST]


def _name_of(record: Any) -> str:
    return str(record.instance)
