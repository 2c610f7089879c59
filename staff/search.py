"""What the search finds of the staff: names and posts, in one's scope, each showing on record."""

from typing import Any

from django.db.models import QuerySet

from common.search import Description, SearchSource, register, words_of
from libraries.models import Library
from staff.actions import record_access
from staff.models import Employee
from staff.rules import employees_of


def _employees() -> QuerySet[Employee]:
    return Employee.objects.select_related("library__organisation")


def _employee(row: Employee) -> Description:
    text = words_of(row.post, row.library.name, row.library.organisation)
    return Description(row.full_name, text, row.get_absolute_url())


def _record_shown(user: Any, words: str) -> None:
    record_access(user, f"Сотрудники, найденные поиском: {words}")


register(
    SearchSource(
        key="employee",
        title="Сотрудники",
        rows=_employees,
        describe=_employee,
        visible_to=employees_of,
        follows={Library: "library"},
        on_shown=_record_shown,
    )
)
