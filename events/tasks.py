"""What the plans say for the present month, for the home pages."""

import calendar
import datetime as dt
from typing import Any

from django.db.models import Min, Q, QuerySet

from events.models import ItemPeriod, Plan, PlanItem
from events.rules import plans_visible_to


def items_of_month(user: Any, day: dt.date) -> QuerySet[PlanItem]:
    """Return the rows of plans that take place in the month of `day`, earliest first.

    What goes on all the year round is left out: it is no news in any month. Each row has
    `begins`, the day of its first period that touches the month.
    """
    first = day.replace(day=1)
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    in_month = Q(
        periods__role=ItemPeriod.Role.MAIN, periods__start__lte=last, periods__end__gte=first
    )
    all_year = Q(
        periods__start__lte=dt.date(day.year, 1, 31), periods__end__gte=dt.date(day.year, 12, 1)
    )
    return (
        PlanItem.objects.filter(
            plan__in=plans_visible_to(user), plan__year=day.year, removed_at=None
        )
        .annotate(begins=Min("periods__start", filter=in_month & ~all_year))
        .filter(begins__isnull=False)
        .select_related("plan")
        .prefetch_related("periods", "responsibles")
        .order_by("begins", "position", "pk")
    )


def plans_of_years(user: Any, *years: int) -> QuerySet[Plan]:
    """Return the plans of these years that the person sees, the latest first."""
    return (
        plans_visible_to(user)
        .filter(year__in=years)
        .select_related("organisation")
        .order_by("-year", "kind", "title")
    )
