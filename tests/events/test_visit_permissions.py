"""Who may do what with visits."""

import pytest
from django.utils import timezone

from events.models import Visit
from events.visits import actions
from tests.battery import Case, battery

# Answers stand in the order: stranger, neighbour, librarian, methodist, head, admin.
VISIT = {"pk": "@visit.pk"}
PLANNED = {"pk": "@planned.pk"}
ADVICE = {"pk": "@advice.pk"}
ANSWERED = {"pk": "@answered.pk"}
VERSION = {"version": "1"}


@pytest.fixture
def planned(library, methodist) -> Visit:
    today = timezone.localdate()
    values = {"library": library, "purpose": "Помощь", "starts_on": today, "ends_on": today}
    return actions.plan_visit({**values, "visitors": [methodist]}, methodist)


@pytest.fixture
def visit(planned, methodist) -> Visit:
    return actions.record_visit(planned.pk, "Всё хорошо", version=1, by=methodist)


@pytest.fixture
def advice(visit, methodist):
    today = timezone.localdate()
    return actions.advise(visit, text="Обновить вывеску", due_on=today, by=methodist)


@pytest.fixture
def answered(advice, librarian):
    return actions.answer(advice.pk, text="Обновили", version=1, by=librarian)


def get(url, expected, kwargs=VISIT, **more):
    return Case(f"visits:{url}", expected, kwargs, **more)


def post(url, expected, kwargs=VISIT, data=VERSION, **more):
    return Case(f"visits:{url}", expected, kwargs, method="post", data=data, **more)


CASES = [
    get("visit-list", ["sign-in", 200, 200, 200, 200, 403], {}, needs=["visit"]),
    get("visit", ["sign-in", 404, 200, 200, 200, 403]),
    get("visit-create", ["sign-in", 403, 403, 200, 200, 403], {}),
    get("visit-create", ["sign-in", 403, 403, 200, 200, 403], {}, query={"item": "@item.pk"}),
    get("visit-edit", ["sign-in", 403, 403, 200, 200, 403]),
    get("visit-record", ["sign-in", 403, 403, 200, 200, 403]),
    post(
        "visit-record",
        ["sign-in", 403, 403, 302, 302, 403],
        PLANNED,
        {**VERSION, "findings": "Помогли"},
    ),
    get("visit-cancel", ["sign-in", 403, 403, 200, 200, 403], PLANNED),
    post(
        "visit-cancel",
        ["sign-in", 403, 403, 302, 302, 403],
        PLANNED,
        {**VERSION, "reason": "Метель"},
    ),
    post(
        "advice-add",
        ["sign-in", 403, 403, 302, 302, 403],
        data={"text": "Обновить", "due_on": "2031-01-01"},
    ),
    post("advice-remove", ["sign-in", 403, 403, 302, 302, 403], ADVICE),
    get("advice-answer", ["sign-in", 404, 200, 403, 403, 403], ADVICE),
    post(
        "advice-answer",
        ["sign-in", 404, 302, 403, 403, 403],
        ADVICE,
        {**VERSION, "text": "Сделали"},
    ),
    get("advice-done", ["sign-in", 403, 403, 200, 200, 403], ADVICE),
    get("advice-send-back", ["sign-in", 403, 403, 200, 200, 403], ANSWERED),
    Case(
        "reports:request",
        ["sign-in", 404, 302, 302, 302, 404],
        method="post",
        data={"name": "visit-report", "visit": "@visit.pk"},
    ),
]

test_permissions = battery(CASES)
