"""Who may do what with plans."""

import json

import pytest

from events import actions
from events.models import Plan
from tests.battery import Case, battery, everyone

# Answers stand in the order: stranger, neighbour, librarian, methodist, head, admin.
DEPARTMENT = ["sign-in", 404, 404, 200, 200, 404]
DEPARTMENT_SENT_BACK = ["sign-in", 404, 404, 302, 302, 404]
ONLY_READ = ["sign-in", 403, 403, 403, 403, 403]
PLAN = {"pk": "@plan.pk"}
APPROVED = {"pk": "@approved_plan.pk"}
ITEM = {"pk": "@item.pk"}
API = [403, 200, 200, 200, 200, 200]
API_DEPARTMENT = [403, 404, 404, 200, 200, 404]
API_ITEM = {"plan_pk": "@plan.pk", "pk": "@item.pk"}
SECTION = {"pk": "@section.pk"}
FIGURE = {"pk": "@figure.pk"}
CHANGE = {"pk": "@plan.pk", "item_pk": "@item.pk", "change_pk": "@change.pk"}


@pytest.fixture
def figure(plan, methodist):
    return actions.add_figure(plan, "Консультации", 600, methodist)


@pytest.fixture
def removed_item(item, methodist):
    return actions.remove_item(item, methodist)


@pytest.fixture
def closed_item(item, plan):
    """A row of an approved plan: everybody sees the plan, nobody changes it."""
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
    return item


@pytest.fixture
def change(item):
    return item.changes.get()


@pytest.fixture
def marked(item) -> str:
    return f"{item.pk}:{item.version}"


@pytest.fixture
def item_key(item) -> str:
    return str(item.pk)


@pytest.fixture
def cells(item) -> str:
    return json.dumps([[item.pk, "place", "с. Зелёное", "г. Берёзов"]])


CASES = [
    Case("events:plan-list", everyone(200), needs=["plan", "approved_plan"]),
    Case("events:plan", everyone(200), kwargs=APPROVED),
    Case("events:plan", DEPARTMENT, kwargs=PLAN),
    Case("events:plan-create", ["sign-in", 403, 403, 200, 200, 403]),
    Case("events:plan-settings", DEPARTMENT, kwargs=PLAN),
    Case("events:plan-settings", ONLY_READ, kwargs=APPROVED),
    Case("events:plan-approve", ["sign-in", 404, 404, 403, 200, 404], kwargs=PLAN),
    Case("events:plan-approve", ONLY_READ, kwargs=APPROVED),
    Case(
        "events:plan-approve",
        ["sign-in", 404, 404, 403, 302, 404],
        kwargs=PLAN,
        method="post",
        data={"approved_on": "2025-12-20"},
        needs=["item"],
    ),
    Case("events:plan-reopen", ["sign-in", 403, 403, 403, 200, 403], kwargs=APPROVED),
    Case("events:plan-reopen", ["sign-in", 404, 404, 403, 403, 404], kwargs=PLAN),
    Case("events:plan-history", DEPARTMENT, kwargs=PLAN),
    Case("events:plan-history", ["sign-in", 403, 403, 200, 200, 403], kwargs=APPROVED),
    Case("events:item-history", DEPARTMENT, kwargs={**PLAN, "item_pk": "@item.pk"}),
    Case("events:plan-sections", DEPARTMENT, kwargs=PLAN),
    Case("events:plan-sections", ONLY_READ, kwargs=APPROVED),
    Case("events:plan-figures", DEPARTMENT, kwargs=PLAN),
    Case("events:plan-figures", ONLY_READ, kwargs=APPROVED),
    Case(
        "events:section-rename",
        DEPARTMENT_SENT_BACK,
        kwargs=SECTION,
        method="post",
        data={"title": "Учёба"},
    ),
    Case("events:section-move", DEPARTMENT_SENT_BACK, kwargs=SECTION, method="post"),
    Case("events:section-remove", DEPARTMENT_SENT_BACK, kwargs=SECTION, method="post"),
    Case(
        "events:figure-change",
        DEPARTMENT_SENT_BACK,
        kwargs=FIGURE,
        method="post",
        data={"name": "Консультации", "number": "700"},
    ),
    Case("events:figure-remove", DEPARTMENT_SENT_BACK, kwargs=FIGURE, method="post"),
    Case("events:item-new", DEPARTMENT, kwargs=PLAN),
    Case("events:item-new", ONLY_READ, kwargs=APPROVED),
    Case("events:item-edit", DEPARTMENT, kwargs=ITEM),
    Case("events:item-edit", ONLY_READ, kwargs={"pk": "@closed_item.pk"}),
    Case(
        "events:item-add",
        DEPARTMENT_SENT_BACK,
        kwargs=PLAN,
        method="post",
        data={"name": "Семинар"},
    ),
    Case(
        "events:item-add",
        ["sign-in", 403, 403, 302, 302, 403],
        kwargs=APPROVED,
        method="post",
        data={"name": "Семинар"},
    ),
    Case("events:period-meaning", DEPARTMENT, kwargs=PLAN, query={"text": "февраль"}),
    Case("events:plan-choices", DEPARTMENT, kwargs=PLAN),
    Case("events:plan-columns", DEPARTMENT_SENT_BACK, kwargs=PLAN, method="post"),
    Case("events:plan-live", DEPARTMENT, kwargs=PLAN, method="post"),
    Case("events:plan-live", ["sign-in", 403, 403, 200, 200, 403], kwargs=APPROVED, method="post"),
    Case("events:plan-undo", DEPARTMENT_SENT_BACK, kwargs=PLAN, method="post", needs=["item"]),
    Case("events:plan-redo", DEPARTMENT_SENT_BACK, kwargs=PLAN, method="post"),
    Case("events:plan-many", DEPARTMENT, kwargs=PLAN, query={"item": "@marked"}),
    Case(
        "events:plan-many",
        DEPARTMENT_SENT_BACK,
        kwargs=PLAN,
        method="post",
        data={"item": "@marked", "act": "remove"},
    ),
    Case(
        "events:plan-cells",
        DEPARTMENT_SENT_BACK,
        kwargs=PLAN,
        method="post",
        data={"cells": "@cells"},
    ),
    Case(
        "events:plan-paste",
        DEPARTMENT,
        kwargs=PLAN,
        method="post",
        data={"text": "май", "rows": "@item_key", "fields": "period"},
    ),
    Case("events:plan-removed", DEPARTMENT, kwargs=PLAN, needs=["removed_item"]),
    Case("events:plan-removed", [*ONLY_READ[:3], 200, 200, 403], kwargs=APPROVED),
    Case("events:item-former", DEPARTMENT, kwargs=CHANGE),
    Case("events:item-former", ONLY_READ, kwargs=CHANGE, needs=["closed_item"]),
    Case(
        "events:section-add",
        DEPARTMENT_SENT_BACK,
        kwargs=PLAN,
        method="post",
        data={"title": "Издания"},
    ),
    Case(
        "events:item-field",
        DEPARTMENT_SENT_BACK,
        kwargs=ITEM,
        method="post",
        data={"field": "place", "text": "с. Зелёное", "base": "г. Берёзов"},
    ),
    Case(
        "events:item-move",
        DEPARTMENT_SENT_BACK,
        kwargs=ITEM,
        method="post",
        data={"way": "up"},
    ),
    Case("events:item-remove", DEPARTMENT_SENT_BACK, kwargs=ITEM, method="post"),
    Case(
        "events:item-restore",
        DEPARTMENT_SENT_BACK,
        kwargs={"pk": "@removed_item.pk"},
        method="post",
    ),
    Case("api:plan-list", API, needs=["plan", "approved_plan"]),
    Case("api:plan-detail", API, {"pk": "@approved_plan.pk"}),
    Case("api:plan-detail", API_DEPARTMENT, {"pk": "@plan.pk"}),
    Case("api:plan-item-list", API, {"plan_pk": "@approved_plan.pk"}),
    Case("api:plan-item-list", API_DEPARTMENT, {"plan_pk": "@plan.pk"}),
    Case("api:plan-item-detail", API_DEPARTMENT, API_ITEM),
    Case(
        "api:plan-item-detail",
        API_DEPARTMENT,
        API_ITEM,
        method="patch",
        data={"field": "place", "text": "с. Зелёное", "base": "г. Берёзов"},
        content_type="application/json",
    ),
]

test_permissions = battery(CASES)
