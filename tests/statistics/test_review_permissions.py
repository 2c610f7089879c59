"""Who opens collections, reads the queue and decides."""

import pytest

from statistics.actions.submitting import submit
from statistics.models import Remark
from tests.battery import Case, battery

DEPARTMENT_AND_ADMIN = ["sign-in", 403, 403, 200, 200, 200]
CAMPAIGN = {"form": "6-nk", "period": "2025"}
REPORT = {"pk": "@submission.pk"}


@pytest.fixture
def sent_report(filled, librarian):
    return submit(filled, librarian)


@pytest.fixture
def remark(submission, methodist):
    return Remark.objects.create(submission=submission, author=methodist, text="Уточните.")


CASES = [
    Case("statistics:campaign-list", DEPARTMENT_AND_ADMIN),
    Case("statistics:campaign", DEPARTMENT_AND_ADMIN, kwargs=CAMPAIGN, needs=["campaign"]),
    Case("statistics:reports", DEPARTMENT_AND_ADMIN, kwargs=CAMPAIGN, needs=["campaign"]),
    Case("statistics:campaign-create", ["sign-in", 403, 403, 200, 200, 403]),
    Case(
        "statistics:campaign-dates",
        ["sign-in", 403, 403, 200, 200, 403],
        kwargs=CAMPAIGN,
        needs=["campaign"],
    ),
    Case(
        "statistics:campaign-close",
        ["sign-in", 403, 403, 403, 302, 403],
        kwargs=CAMPAIGN,
        method="post",
        needs=["campaign"],
    ),
    Case(
        "statistics:campaign-reopen",
        ["sign-in", 403, 403, 403, 302, 403],
        kwargs=CAMPAIGN,
        method="post",
        data={"reason": "Опоздали."},
        needs=["campaign"],
    ),
    Case("statistics:review", DEPARTMENT_AND_ADMIN, kwargs=REPORT),
    Case(
        "statistics:accept",
        ["sign-in", 403, 403, 302, 302, 403],
        kwargs={"pk": "@sent_report.pk"},
        method="post",
    ),
    Case(
        "statistics:return",
        ["sign-in", 403, 403, 302, 302, 403],
        kwargs={"pk": "@sent_report.pk"},
        method="post",
        data={"comment": "Исправьте."},
    ),
    Case(
        "statistics:reopen",
        ["sign-in", 403, 403, 302, 302, 403],
        kwargs=REPORT,
        method="post",
        data={"reason": "Ошибка."},
    ),
    Case(
        "statistics:waive",
        ["sign-in", 403, 403, 302, 302, 403],
        kwargs=REPORT,
        method="post",
        data={"code": "s4-ages", "reason": "Так и есть."},
    ),
    Case(
        "statistics:remark-add",
        ["sign-in", 403, 403, 302, 302, 403],
        kwargs={"pk": "@sent_report.pk"},
        method="post",
        data={"text": "Уточните."},
    ),
    Case(
        "statistics:remark-resolve",
        ["sign-in", 403, 403, 302, 302, 403],
        kwargs={"pk": "@submission.pk", "remark": "@remark.pk"},
        method="post",
    ),
    Case(
        "statistics:remark-answer",
        ["sign-in", 404, 302, 403, 403, 403],
        kwargs={"pk": "@submission.pk", "remark": "@remark.pk"},
        method="post",
        data={"answer": "Так и есть."},
    ),
]

test_permissions = battery(CASES)
