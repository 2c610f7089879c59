"""What the log of consultations holds of library people: the name of who asked."""

import re
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from common.tables import Table
from common.text import normalise
from consultations.models import Consultation
from consultations.rules import given_to
from libraries.models import Organisation
from staff.models import Employee
from staff.personal_data.own import rows_table
from staff.personal_data.registry import Keeper

_WORD = re.compile(r"[\w-]+")
Name = tuple[str, str]


def _gather(employee: Employee) -> Iterable[Table]:
    """Return the consultations in which she is named as who asked, removed ones too."""
    rows = [(one.date, one.person, str(one.topic), str(one.methodist)) for one in _named(employee)]
    headings = ["Дата", "Кто обратился", "Тема", "Методист"]
    yield rows_table("Консультации", "consultations", headings, rows)


def _named(employee: Employee) -> Iterator[Consultation]:
    """Return the consultations whose asker is she, as far as name and place of work tell."""
    names = _names_of(employee)
    rows: QuerySet[Consultation] = Consultation.objects.select_related("topic", "methodist")
    alone = rows.filter(organisation=None, library=None)
    for one in (given_to(rows, _employers(employee)) | alone).exclude(person=""):
        if _is_named(one.person, names):
            yield one


def _employers(employee: Employee) -> QuerySet[Organisation]:
    works = employee.employments.values("library__organisation")
    return Organisation.objects.filter(pk__in=works)


def _names_of(employee: Employee) -> set[Name]:
    """Return her last and first names, normalised, with those she had before."""
    had = employee.history.values_list("last_name", "first_name")
    told = {*had, (employee.last_name, employee.first_name)}
    return {(normalise(last), normalise(first)) for last, first in told if last}


def _is_named(text: str, names: set[Name]) -> bool:
    """Whether the text holds the last name with the first, with its initial, or alone.

    A namesake with another first name is somebody else.
    """
    words = _WORD.findall(normalise(text))
    return any(_stands_in(words, last, first) for last, first in names)


def _stands_in(words: list[str], last: str, first: str) -> bool:
    for place, word in enumerate(words):
        if word == last:
            around = [*words[place + 1 : place + 2], *words[max(0, place - 2) : place]]
            if len(words) == 1 or first in around or first[:1] in around:
                return True
    return False


KEEPER = Keeper("consultations", _gather)
