"""What the plans say for the present month, for the home pages."""

import calendar
import datetime as dt
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from events.models import ItemPeriod, Plan, PlanItem
from events.rules import plans_visible_to


def items_of_month(user: Any, day: dt.date) -> QuerySet[PlanItem]:
    """Return the rows of plans that take place in the month of `day`, earliest first.

    What goes on all the year round is left out: it is no news in any month. Each row has
    `begins` and `wording`, the day and the words of its first period that touches the month.
    """
    first = day.replace(day=1)
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    all_year = Q(start__lte=dt.date(day.year, 1, 31), end__gte=dt.date(day.year, 12, 1))
    in_month = ItemPeriod.objects.filter(
        ~all_year,
        item=OuterRef("pk"),
        role=ItemPeriod.Role.MAIN,
        start__lte=last,
        end__gte=first,
    ).order_by("start", "position", "pk")
    return (
        PlanItem.objects.filter(
            plan__in=plans_visible_to(user), plan__year=day.year, removed_at=None
        )
        .annotate(
            begins=Subquery(in_month.values("start")[:1]),
            wording=Subquery(in_month.values("wording")[:1]),
        )
        .filter(begins__isnull=False)
        .select_related("plan")
        .prefetch_related("responsibles")
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
