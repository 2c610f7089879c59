"""What the registry holds of library people: contacts of organisations and their directors.

A row is surely hers when an organisation that has employed her names her with her first name or
initials. Elsewhere it may be a namesake's: there the head confirms the place (`mentions`), and
what led to the person beside the name goes with it.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from common.tables import Table
from libraries.models import Organisation, OrganisationContact
from staff.models import Employee
from staff.personal_data.mentions.finding import names_of
from staff.personal_data.mentions.names import Kind, Name, find_names
from staff.personal_data.own import rows_table

_SURE = {Kind.FULL, Kind.INITIALS}
_HEADINGS = ("Учреждение", "Должность", "Имя", "Телефон", "Электронная почта", "По каким вопросам")
_LIVE_AND_PAST = (
    (OrganisationContact.objects.all, Organisation.objects.all),
    (OrganisationContact.history.all, Organisation.history.all),
)


def gather(employee: Employee) -> Iterable[Table]:
    """Return where she is named as a contact or as the director, now or in earlier versions."""
    told: list[tuple[str, ...]] = []
    for contacts, organisations in _LIVE_AND_PAST:
        told += [
            (str(one.organisation), one.post, one.name, one.phone, one.email, one.purpose)
            for one in _hers(contacts().select_related("organisation"), "name", employee)
        ]
        told += [
            (one.name, one.director_post, one.director_name, "", "", "")
            for one in _hers(organisations(), "director_name", employee)
        ]
    yield rows_table("Реестр учреждений", "registry", _HEADINGS, dict.fromkeys(told))


def erase(employee: Employee, mark: str) -> None:
    """Delete her contacts and her name as the director; histories keep `mark` instead of her."""
    # The rows in force first: deleting them adds to the history.
    for contacts, organisations in _LIVE_AND_PAST:
        for row in _hers(contacts(), "name", employee, mark):
            _erase_contact(row, mark)
        for row in _hers(organisations(), "director_name", employee, mark):
            _erase_director(row)


def _hers(rows: QuerySet[Any], field: str, employee: Employee, mark: str = "") -> list[Any]:
    """Return the rows that name her, or where the head has had her name replaced by the mark."""
    employers = employee.employments.values("library__organisation")
    key = "organisation__in" if field == "name" else "id__in"
    names = names_of(employee)
    employing = rows.filter(**{key: employers}).exclude(**{field: ""})
    found = {row for row in employing if _is_named(getattr(row, field), names)}
    if mark:
        pattern = re.compile(rf"{re.escape(mark)}(?!\d)")
        marked = rows.filter(**{f"{field}__contains": mark})
        found |= {row for row in marked if pattern.search(getattr(row, field))}
    return sorted(found, key=lambda row: row.pk)


def _is_named(text: str, names: Sequence[Name]) -> bool:
    return any(span.kind in _SURE for span in find_names(text, names))


def _erase_contact(row: Any, mark: str) -> None:
    if isinstance(row, OrganisationContact):
        row.delete()
        return
    row.name, row.phone, row.email = mark, "", ""
    row.save()


def _erase_director(row: Any) -> None:
    row.director_name = ""
    if isinstance(row, Organisation):
        # Who comes next is to be asked anew.
        row.is_director_public = False
        row.skip_history_when_saving = True
        row.version += 1
    row.save()
