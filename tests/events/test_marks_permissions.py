"""Who marks the fulfilment of plans and sees the facts."""

import pytest

from events.actions.counting import CountingChoice, choose_counting
from events.models import Plan
from tests.battery import Case, battery

# Answers stand in the order: stranger, neighbour, librarian, methodist, head, admin.
# An approved plan everybody sees, its marks the department alone.
SEEN = ["sign-in", 403, 403, 200, 200, 403]
DONE = ["sign-in", 403, 403, 302, 302, 403]
DRAFT = ["sign-in", 404, 404, 200, 200, 404]
PLAN = {"pk": "@marked_plan.pk"}
MARK = {"pk": "@marked_item.pk", "month": 2}
FIGURE = {"pk": "@counted_figure.pk"}
PROFILE = {"size": "12", "left": "20", "right": "10", "top": "20", "bottom": "20", "version": "1"}
HELD = {"state": "held", "version": "0"}


@pytest.fixture
def marked_item(item, plan):
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
    return item


@pytest.fixture
def marked_plan(marked_item):
    return marked_item.plan


@pytest.fixture
def counted_figure(marked_plan, methodist):
    figure = marked_plan.figures.create(name="Консультации", number=600, position=1)
    choose_counting(figure, CountingChoice("consultations", "number"), methodist, seen=0)
    return figure


CASES = [
    Case("events:marks", SEEN, PLAN),
    Case("events:marks", DRAFT, {"pk": "@plan.pk"}),
    Case("events:marks-month", SEEN, {**PLAN, "month": 2}),
    Case("events:marks-month", ["sign-in", 403, 403, 404, 404, 403], {**PLAN, "month": 13}),
    Case("events:item-marks", DONE, {"pk": "@marked_item.pk"}),
    Case("events:mark-set", DONE, MARK, "post", HELD),
    Case("events:mark-set", SEEN, MARK, "post", {"state": "cancelled", "version": "0"}),
    Case("events:mark-set", SEEN, MARK, "post", HELD, htmx=True),
    Case("events:mark-remove", DONE, MARK, "post", {"version": "1"}),
    Case("events:mark-from-event", DONE, MARK, "post", {"version": "1"}),
    Case("api:plan-fulfilment", [403, 403, 403, 200, 200, 403], PLAN),
    Case("api:plan-marks", [403, 403, 403, 200, 200, 403], PLAN),
    Case("api:plan-marks", [403, 404, 404, 200, 200, 404], {"pk": "@plan.pk"}),
    Case(
        "api:plan-marks",
        [403, 403, 403, 200, 200, 403],
        PLAN,
        "post",
        {"item": "@marked_item.pk", "month": 2, "state": "held", "version": 0},
        content_type="application/json",
    ),
    Case("events:marks-held", DONE, {**PLAN, "month": 2}, "post"),
    Case("events:marks-undo", DONE, PLAN, "post"),
    Case("events:fulfilment", SEEN, PLAN),
    Case("events:fulfilment", DRAFT, {"pk": "@plan.pk"}),
    Case("events:plan-documents", ["sign-in", 200, 200, 200, 200, 200], PLAN),
    Case("events:plan-documents", DRAFT, {"pk": "@plan.pk"}),
    Case("events:plan-profile", SEEN, {"pk": "@organisation.pk"}),
    Case("events:plan-profile", DONE, {"pk": "@organisation.pk"}, "post", PROFILE),
    Case("events:plan-facts", SEEN, PLAN, needs=["counted_figure"]),
    Case("events:figure-records", SEEN, FIGURE),
    Case("events:figure-counting", SEEN, FIGURE),
    Case(
        "events:figure-counting",
        DONE,
        FIGURE,
        "post",
        {"source": "marks", "marks-measure": "people", "version": "1"},
    ),
]

test_permissions = battery(CASES)
