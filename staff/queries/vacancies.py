"""Lists of vacancies, and what they add up to."""

import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet, Subquery, Sum

from staff.models import Vacancy


def list_vacancies(vacancies: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    """Return the vacancies, the newest first, with what a list shows of them."""
    return vacancies.select_related("library__organisation").order_by("-opened_on", "-pk")


def vacant(vacancies: QuerySet[Vacancy], on: datetime.date) -> QuerySet[Vacancy]:
    """Keep the vacancies that stand open on the day."""
    lasts = Q(closed_on__isnull=True) | Q(closed_on__gt=on)
    return vacancies.filter(lasts, opened_on__lte=on)


def rates_of(vacancies: QuerySet[Vacancy]) -> Subquery:
    """Return the sum of the rates of one library's vacancies, for a query of something else."""
    return Subquery(vacancies.order_by().values("library").annotate(sum=Sum("rate")).values("sum"))


def vacant_rates(vacancies: QuerySet[Vacancy]) -> Decimal:
    """Add up the rates of the vacancies."""
    return vacancies.order_by().aggregate(sum=Sum("rate"))["sum"] or Decimal(0)
