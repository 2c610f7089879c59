"""Who may do what with approval, amendments and editions of plans."""

import datetime as dt

import pytest
from django.utils import timezone

from events import actions
from events.actions.approving import keep_file
from events.models import PlanSection
from tests.battery import Case, battery

# Answers stand in the order: stranger, neighbour, librarian, methodist, head, admin.
DEPARTMENT = ["sign-in", 404, 404, 200, 200, 404]
DEPARTMENT_SENT_BACK = ["sign-in", 404, 404, 302, 302, 404]
ON_PUBLIC = ["sign-in", 403, 403, 200, 200, 403]
ON_PUBLIC_SENT_BACK = ["sign-in", 403, 403, 302, 302, 403]
HEAD_ON_PUBLIC = ["sign-in", 403, 403, 403, 200, 403]
EVERYBODY = [200] * 6
# The librarian is asked first, a person without an account second.
READER = ["sign-in", 404, 200, 200, 200, 404]
ONLY_READER = ["sign-in", 404, 302, 403, 403, 404]
PLAN = {"pk": "@plan.pk"}
SENT = {"pk": "@sent.pk"}
STEP = {"pk": "@step.pk"}
REMARK = {"pk": "@remark.pk"}
APPROVED = {"pk": "@edition.plan_id"}
AMENDMENT = {"pk": "@amendment.pk"}
ROW = {"pk": "@row.pk"}
NEW_ROW = {"pk": "@new_row.amendment_id", "row_pk": "@new_row.pk"}
SECTION = {"pk": "@amendment.pk", "section_pk": "@amended_section.pk"}
NEW_SECTION = {"pk": "@new_section.amendment_id", "row_pk": "@new_section.pk"}
ITEM = {"pk": "@amendment.pk", "item_pk": "@item.pk"}


@pytest.fixture
def sent(plan, item, methodist, librarian):
    plan.refresh_from_db()
    readers = [actions.Reader(librarian), actions.Reader(name="Островская В. П.")]
    day = timezone.localdate()
    return actions.send_for_approval(plan, readers, day, "", methodist, version=plan.version)


@pytest.fixture
def step(sent):
    return sent.steps.first()


@pytest.fixture
def remark(step):
    return actions.add_remark(step, "Где пройдёт?")


@pytest.fixture
def answered_remark(remark, step, librarian):
    """A remark that was sent with the plan back to the department."""
    actions.return_with_remarks(step, "", librarian)
    return remark


@pytest.fixture
def agreed(sent, step, librarian, methodist):
    actions.agree(step, "", librarian)
    actions.agree(sent.steps.last(), "", methodist)
    return sent


@pytest.fixture
def edition(plan, item, head):
    return actions.approve(plan, head, dt.date(2025, 12, 20), "145-о")


@pytest.fixture
def kept(edition):
    """An edition whose file is made."""
    keep_file.func(edition.pk)
    return edition


@pytest.fixture
def amendment(edition, methodist):
    return actions.begin_amendment(edition.plan, "", methodist)


@pytest.fixture
def row(amendment, item, methodist):
    return actions.amend_removal(amendment, item, methodist)


@pytest.fixture
def new_row(amendment, methodist):
    return actions.amend_new(amendment, {"name": "Новый"}, actions.Spot(), methodist)


@pytest.fixture
def amended_section(amendment, methodist):
    return amendment.plan.sections.create(title="Раздел", position=1)


@pytest.fixture
def new_section(amendment, methodist):
    told = ("Новый", PlanSection.Kind.OTHER, actions.Spot(), methodist)
    return actions.amend_new_section(amendment, *told)


@pytest.fixture
def sending(plan, item, librarian):
    plan.refresh_from_db()
    day = timezone.localdate().isoformat()
    return {"readers": [librarian.pk], "due_on": day, "version": plan.version}


@pytest.fixture
def approving(plan, item):
    plan.refresh_from_db()
    return {"approved_on": "2025-12-20", "order_number": "1", "version": plan.version}


@pytest.fixture
def reader_asked(row, methodist, librarian):
    """An amendment that the librarian reads now."""
    row.amendment.refresh_from_db()
    readers, day = [actions.Reader(librarian)], timezone.localdate()
    told = {"version": row.amendment.version}
    return actions.send_for_approval(row.amendment, readers, day, "", methodist, **told)


@pytest.fixture
def sending_amendment(row, librarian):
    row.amendment.refresh_from_db()
    day = timezone.localdate().isoformat()
    return {"readers": [librarian.pk], "due_on": day, "version": row.amendment.version}


@pytest.fixture
def approving_amendment(row):
    row.amendment.refresh_from_db()
    told = {"approved_on": timezone.localdate().isoformat(), "order_number": "2"}
    return {**told, "version": row.amendment.version}


def api(url: str, expected: list, data: object, *needs: str, kwargs: object = None) -> Case:
    """Return the case of an act by API on the plan."""
    return Case(
        url,
        expected,
        kwargs=kwargs or PLAN,
        method="post",
        data=data,
        needs=needs,
        content_type="application/json",
    )


OF_PLAN = {"plan_pk": "@amendment.plan_id"}
NUMBERED = {**OF_PLAN, "number": 1}
API_CASES = [
    Case("api:plan-amendment-list", [403, 403, 403, 200, 200, 403], kwargs=OF_PLAN),
    Case("api:plan-amendment-detail", [403, 403, 403, 200, 200, 403], kwargs=NUMBERED),
    Case(
        "api:plan-amendment-detail",
        [403, 403, 200, 200, 200, 403],
        kwargs=NUMBERED,
        needs=["reader_asked"],
    ),
    Case("api:plan-amendment-list", [403, 404, 404, 200, 200, 404], kwargs={"plan_pk": "@plan.pk"}),
    Case(
        "api:plan-amendment-detail",
        [403, 403, 403, 404, 404, 403],
        kwargs={**OF_PLAN, "number": 2},
    ),
    api(
        "api:plan-amendment-send",
        [403, 403, 403, 200, 200, 403],
        "@sending_amendment",
        kwargs=NUMBERED,
    ),
    api(
        "api:plan-amendment-send",
        [403, 403, 403, 409, 409, 403],
        "@sending_amendment",
        "reader_asked",
        kwargs=NUMBERED,
    ),
    api(
        "api:plan-amendment-approve",
        [403, 403, 403, 403, 200, 403],
        "@approving_amendment",
        kwargs=NUMBERED,
    ),
    api(
        "api:plan-amendment-approve",
        [403, 403, 403, 403, 403, 403],
        "@approving_amendment",
        "reader_asked",
        kwargs=NUMBERED,
    ),
    Case("api:plan-rounds", [403, 404, 404, 200, 200, 404], kwargs=PLAN),
    Case("api:plan-rounds", [403, 404, 200, 200, 200, 404], kwargs=PLAN, needs=["sent"]),
    Case("api:plan-rounds", [403, 403, 403, 200, 200, 403], kwargs=APPROVED),
    Case("api:plan-editions", [403, 200, 200, 200, 200, 200], kwargs=APPROVED),
    api("api:plan-send", [403, 404, 404, 200, 200, 404], "@sending"),
    api("api:plan-send", [403, 403, 403, 409, 409, 403], "@sending", "edition"),
    api("api:plan-answer", [403, 404, 200, 403, 403, 404], {"decision": "agree"}, "sent"),
    api("api:plan-answer", [403, 404, 404, 409, 409, 404], {"decision": "agree"}),
    api("api:plan-withdraw", [403, 404, 403, 200, 200, 404], {"reason": "Ошибка"}, "sent"),
    api("api:plan-withdraw", [403, 404, 404, 409, 409, 404], {"reason": "Ошибка"}),
    api("api:plan-approve", [403, 404, 404, 403, 200, 404], "@approving"),
    api("api:plan-approve", [403, 404, 403, 403, 403, 404], "@approving", "sent"),
]
CASES = [
    *API_CASES,
    Case("events:plan-approval", DEPARTMENT, kwargs=PLAN),
    Case("events:plan-approval", READER, kwargs=PLAN, needs=["sent"]),
    Case("events:plan-approval", ON_PUBLIC, kwargs=APPROVED),
    Case("events:plan-send", DEPARTMENT, kwargs=PLAN),
    Case("events:plan-send", ["sign-in", 403, 403, 403, 403, 403], kwargs=APPROVED),
    Case("events:step-answer", ONLY_READER, kwargs=STEP, method="post", data={"decision": "agree"}),
    Case("events:remark-add", ONLY_READER, kwargs=STEP, method="post", data={"text": "Где?"}),
    Case("events:remark-remove", ONLY_READER, kwargs=REMARK, method="post"),
    Case(
        "events:remark-answer",
        DEPARTMENT_SENT_BACK,
        kwargs={"pk": "@answered_remark.pk"},
        method="post",
        data={"state": "mended", "answer": ""},
    ),
    Case("events:approval-withdraw", ["sign-in", 404, 403, 200, 200, 404], kwargs=SENT),
    Case(
        "events:approval-withdraw",
        ["sign-in", 404, 403, 302, 302, 404],
        kwargs=SENT,
        method="post",
        data={"reason": "Ошибка"},
    ),
    Case(
        "events:approval-remind",
        ["sign-in", 404, 403, 302, 302, 404],
        kwargs=SENT,
        method="post",
    ),
    Case("events:plan-approve", ["sign-in", 404, 403, 403, 403, 404], kwargs=PLAN, needs=["sent"]),
    Case(
        "events:plan-approve",
        ["sign-in", 404, 404, 403, 302, 404],
        kwargs=PLAN,
        method="post",
        data={"approved_on": "2025-12-20", "order_number": "1"},
        needs=["agreed"],
    ),
    Case("events:plan-editions", EVERYBODY, kwargs=APPROVED),
    Case("events:plan-editions", [404, 404, 404, 200, 200, 404], kwargs=PLAN),
    Case("events:plan-edition", EVERYBODY, kwargs={**APPROVED, "number": 1}),
    Case("events:edition-file", EVERYBODY, kwargs={"pk": "@kept.plan_id", "number": 1}),
    Case("events:plan-compare", EVERYBODY, kwargs=APPROVED),
    Case("events:plan-compare", [404, 404, 404, 200, 200, 404], kwargs=PLAN),
    Case("events:amendment-begin", ON_PUBLIC, kwargs=APPROVED),
    Case(
        "events:amendment-begin",
        ON_PUBLIC_SENT_BACK,
        kwargs=APPROVED,
        method="post",
        data={"grounds": "Письмо"},
    ),
    Case("events:amendment-begin", ["sign-in", 404, 404, 403, 403, 404], kwargs=PLAN),
    Case("events:amendment", ON_PUBLIC, kwargs=AMENDMENT),
    Case("events:amendment-grounds", ON_PUBLIC_SENT_BACK, kwargs=AMENDMENT, method="post"),
    Case("events:amendment-drop", ON_PUBLIC_SENT_BACK, kwargs=AMENDMENT, method="post"),
    Case("events:amendment-new", ON_PUBLIC, kwargs=AMENDMENT),
    Case("events:amendment-row", ON_PUBLIC, kwargs=NEW_ROW),
    Case("events:amendment-item", ON_PUBLIC, kwargs=ITEM),
    Case("events:amendment-remove", ON_PUBLIC_SENT_BACK, kwargs=ITEM, method="post"),
    Case("events:amendment-figures", ON_PUBLIC, kwargs=AMENDMENT),
    Case("events:amendment-heading", ON_PUBLIC, kwargs=AMENDMENT),
    Case("events:amendment-sections", ON_PUBLIC, kwargs=AMENDMENT),
    Case("events:amendment-section-new", ON_PUBLIC, kwargs=AMENDMENT),
    Case("events:amendment-section-row", ON_PUBLIC, kwargs=NEW_SECTION),
    Case("events:amendment-section", ON_PUBLIC, kwargs=SECTION),
    Case("events:amendment-section-remove", ON_PUBLIC_SENT_BACK, kwargs=SECTION, method="post"),
    Case("events:amendment-row-drop", ON_PUBLIC_SENT_BACK, kwargs=ROW, method="post"),
    Case("events:amendment-send", ON_PUBLIC, kwargs=AMENDMENT),
    Case("events:amendment-approve", HEAD_ON_PUBLIC, kwargs=AMENDMENT),
]

test_permissions = battery(CASES)
