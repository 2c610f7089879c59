"""Reads of the record of looks at people's data."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from common.tables import CellValue, Column, Row, Table, TableSet
from staff.models import PersonalDataAccess

MOST = 20_000


def list_accesses(looks: QuerySet[PersonalDataAccess]) -> QuerySet[PersonalDataAccess]:
    """Return the looks, latest first, with who and at whom."""
    return looks.select_related("user", "employee").order_by("-at", "-pk")


def accesses_table(looks: Sequence[PersonalDataAccess], where: str) -> TableSet:
    """Return the looks as a table for a workbook."""
    columns = (
        Column("at", "Когда", kind="date", width=18),
        Column("user", "Кто", kind="text", width=28),
        Column("employee", "О ком", kind="text", width=34),
        Column("what", "Что", kind="text", width=60),
    )
    rows = tuple(Row(_words(look)) for look in looks)
    title = "Просмотры персональных данных"
    return TableSet(title, (Table(title, columns, rows, key="accesses"),), where)


def _words(look: PersonalDataAccess) -> tuple[CellValue, ...]:
    whom = str(look.employee) if look.employee else "о многих"
    return timezone.localtime(look.at), look.user.full_name, whom, look.what
