"""Who may do what with consolidated plans, with copying and checking of plans."""

import pytest
from django.utils import timezone

from events import actions
from events.models import Plan
from tests.battery import Case, battery
from tests.factories import PlanFactory

# Answers stand in the order: stranger, neighbour, librarian, methodist, head, admin.
# The librarian's organisation is invited, the neighbour's is not.
DEPARTMENT = ["sign-in", 404, 403, 200, 200, 404]
DEPARTMENT_SENT_BACK = ["sign-in", 404, 403, 302, 302, 404]
WRITERS = ["sign-in", 404, 200, 200, 200, 404]
WRITERS_SENT_BACK = ["sign-in", 404, 302, 302, 302, 404]
CONSOLIDATED = {"pk": "@consolidated.pk"}
PARTICIPANT = {"pk": "@participant.pk"}
PLAN = {"pk": "@plan.pk"}
APPROVED = {"pk": "@approved_plan.pk"}
COPY = {"year": "2031", "sections": "0", "which": "all"}


@pytest.fixture
def consolidated(db):
    return PlanFactory(kind=Plan.Kind.CONSOLIDATED)


@pytest.fixture
def participant(consolidated, organisation, librarian, methodist):
    return actions.invite(consolidated, [organisation], timezone.localdate(), "", methodist)[0]


@pytest.fixture
def own_item(consolidated, participant, librarian):
    return actions.add_item(consolidated, {"name": "Конкурс"}, librarian, actions.Place())


@pytest.fixture
def others_item(consolidated, participant, methodist):
    return actions.add_item(consolidated, {"name": "Семинар"}, methodist, actions.Place())


MOVE = {"old": "март", "new": "апрель"}
CASES = [
    Case("events:plan", WRITERS, kwargs=CONSOLIDATED, needs=["participant"]),
    Case("events:participants", DEPARTMENT, kwargs=CONSOLIDATED, needs=["participant"]),
    Case("events:participants", ["sign-in", 404, 404, 404, 404, 404], kwargs=PLAN),
    Case("events:participants-invite", DEPARTMENT, kwargs=CONSOLIDATED, needs=["participant"]),
    Case(
        "events:participants-remind",
        DEPARTMENT_SENT_BACK,
        kwargs=CONSOLIDATED,
        method="post",
        needs=["participant"],
    ),
    Case(
        "events:participants-share",
        DEPARTMENT_SENT_BACK,
        kwargs=CONSOLIDATED,
        method="post",
        needs=["participant"],
    ),
    Case("events:participant-hand-in", WRITERS_SENT_BACK, kwargs=PARTICIPANT, method="post"),
    Case("events:participant-reopen", DEPARTMENT, kwargs=PARTICIPANT),
    Case("events:participant-remove", DEPARTMENT_SENT_BACK, kwargs=PARTICIPANT, method="post"),
    Case("events:plan-check", WRITERS, kwargs=CONSOLIDATED, needs=["participant"]),
    Case("events:plan-check", ["sign-in", 404, 404, 200, 200, 404], kwargs=PLAN),
    Case("events:plan-check", ["sign-in", 403, 403, 200, 200, 403], kwargs=APPROVED),
    Case(
        "events:item-move-days",
        WRITERS_SENT_BACK,
        kwargs={"pk": "@own_item.pk"},
        method="post",
        data=MOVE,
    ),
    Case(
        "events:item-move-days",
        DEPARTMENT_SENT_BACK,
        kwargs={"pk": "@others_item.pk"},
        method="post",
        data=MOVE,
    ),
    Case("events:plan-copy", ["sign-in", 403, 403, 200, 200, 403], kwargs=APPROVED),
    Case("events:plan-copy", ["sign-in", 404, 404, 200, 200, 404], kwargs=PLAN),
    Case(
        "events:plan-copy",
        ["sign-in", 404, 404, 302, 302, 404],
        kwargs=PLAN,
        method="post",
        data=COPY,
        needs=["item"],
    ),
]

test_permissions = battery(CASES)
