"""Reads of a consolidated plan: who has handed in, whose rows there are, who was written to."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from events.models import ItemOrganiser, Participant, Plan, PlanItem, PlanLetter
from events.rules import participants_of


def board_of(plan: Plan) -> QuerySet[Participant]:
    """Return the organisations of a plan, those that have not handed in first.

    Each has `item_count`, its rows that stand in the plan, and `written_at`, when it was written
    to last.
    """
    rows = PlanItem.objects.filter(
        plan=OuterRef("plan"), owner=OuterRef("organisation"), removed_at=None
    )
    counted = rows.order_by().values("owner").annotate(number=Count("pk")).values("number")
    letters = PlanLetter.objects.filter(
        plan=OuterRef("plan"), organisation=OuterRef("organisation")
    )
    written = letters.order_by().values("organisation").annotate(last=Max("written_at"))
    return (
        plan.participants.select_related("organisation", "answered_by")
        .annotate(item_count=Subquery(counted), written_at=Subquery(written.values("last")))
        .order_by("answered_at", "due_on", "organisation__name_key")
    )


def rows_to_share(plan: Plan) -> list[tuple[int, int]]:
    """Return the rows of nobody, each with its first organiser, where that one is invited."""
    held = ItemOrganiser.objects.filter(
        item__plan=plan,
        item__owner=None,
        item__removed_at=None,
        position=0,
        organisation__in=plan.participants.values("organisation"),
    )
    return list(held.values_list("item", "organisation"))


@dataclass(frozen=True)
class Tally:
    """How far a consolidated plan is: how many were invited, handed in, are late."""

    invited: int
    answered: int
    late: int

    @property
    def waited(self) -> int:
        return self.invited - self.answered


def tally_of(plan: Plan, today: dt.date) -> Tally:
    """Count the organisations of a plan in one query."""
    waits = Q(answered_at=None)
    told = plan.participants.aggregate(
        invited=Count("pk"),
        answered=Count("pk", filter=~waits),
        late=Count("pk", filter=waits & Q(due_on__lt=today)),
    )
    return Tally(**told)


def own_participants(plan: Plan, user: Any) -> list[Participant]:
    """Return the invitations of the organisations for which the person answers."""
    found = participants_of(user).filter(plan=plan).select_related("organisation", "answered_by")
    return list(found)
