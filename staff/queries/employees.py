"""Reads of people."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from common.russian import round_half_up
from staff.models import Employee, PersonalDataAccess


@dataclass(frozen=True)
class StaffTotals:
    """Numbers of a set of people: heads, rates (posts), those with library education."""

    people: int
    rates: Decimal
    library_educated: int

    @property
    def library_educated_percent(self) -> Decimal | None:
        """Share of library education in per cent, one place; None when there is nobody."""
        if not self.people:
            return None
        return round_half_up(Decimal(self.library_educated) / self.people * 100, 1)


def list_employees(employees: QuerySet[Employee]) -> QuerySet[Employee]:
    """Return the people in the order of the alphabet, with what a list shows of them."""
    return employees.select_related("library__organisation").order_by("name_key", "pk")


def totals(employees: QuerySet[Employee]) -> StaffTotals:
    """Count the people of the set in one query."""
    row: dict[str, Any] = employees.order_by().aggregate(
        people=Count("pk"),
        rates=Sum("rate"),
        educated=Count("pk", filter=Q(is_library_education=True)),
    )
    return StaffTotals(row["people"], row["rates"] or Decimal(0), row["educated"])


def last_looks(employee: Employee) -> list[PersonalDataAccess]:
    """Return who looked at the person lately, each with her last look, newest first."""
    looks: dict[int, PersonalDataAccess] = {}
    for look in employee.accesses.select_related("user")[:200]:
        looks.setdefault(look.user_id, look)
    return list(looks.values())
