"""What the search finds of the staff: names and posts, in one's scope, each showing on record.

It goes by the work, not by the person: so a former employer finds only what it knew.
"""

from typing import Any

from django.db.models import QuerySet

from common.search import Description, SearchSource, register, words_of
from libraries.models import Library
from staff.actions import record_access
from staff.models import Employee, Employment
from staff.rules import employments_of


def _works() -> QuerySet[Employment]:
    return Employment.objects.select_related("employee", "library__organisation")


def _work(row: Employment) -> Description:
    last_day = f"по {row.until:%d.%m.%Y}" if row.until else ""
    text = words_of(row.post, row.library.name, row.library.organisation, last_day)
    return Description(row.name, text, row.get_absolute_url())


def _record_shown(user: Any, words: str) -> None:
    record_access(user, f"Сотрудники, найденные поиском: {words}")


register(
    SearchSource(
        key="employee",
        title="Сотрудники",
        rows=_works,
        describe=_work,
        visible_to=employments_of,
        follows={Library: "library", Employee: "employee"},
        on_shown=_record_shown,
    )
)
