"""What the log of consultations holds of a library person: who is named as having asked."""

import re
from collections.abc import Iterable

from common.tables import Table
from common.text import normalise
from consultations.models import Consultation
from staff.models import Employee
from staff.personal_data.own import rows_table
from staff.personal_data.registry import Keeper

_WORDS = re.compile(r"[\w-]+")


def _named(employee: Employee) -> list[Consultation]:
    """Return the consultations given to her organisations in which she is named.

    The log holds free words: «Осинина Мария Ивановна, библиотекарь», «Осинина М. И.».
    """
    works = employee.employments.values("library__organisation")
    rows = Consultation.objects.filter(organisation__in=works).exclude(person="")
    last, first = normalise(employee.last_name), normalise(employee.first_name)
    return [row for row in rows if _names(row.person, last, first)]


def _names(text: str, last: str, first: str) -> bool:
    words = _WORDS.findall(normalise(text))
    others = [word for word in words if word != last]
    return last in words and any(word in (first, first[:1]) for word in others)


def _gather(employee: Employee) -> Iterable[Table]:
    headings = ("День", "Как записана", "О чём")
    rows = [(f"{each.date:%d.%m.%Y}", each.person, each.question) for each in _named(employee)]
    yield rows_table("Консультации, в которых названо имя", "consultations", headings, rows)


def _erase(employee: Employee, mark: str) -> None:
    """Take the name out of the log and its history; the consultation stays counted."""
    for row in _named(employee):
        row.history.update(person=mark, history_change_reason=None)
        row.person = mark
        row.version += 1
        row.skip_history_when_saving = True
        row.save()
        for old in row.history.all():
            old.save(update_fields=["search_key"])  # made of the other fields as it is saved


KEEPER = Keeper("consultations", _gather, _erase)
