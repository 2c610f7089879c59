"""Who opens collections, reads the queue and decides."""

import pytest

from statistics.actions.headings import stamp_of
from statistics.actions.letters import write_due_letters
from statistics.actions.submitting import submit
from statistics.letters.writing import WAY_OUT
from statistics.models import CampaignLetter, Remark
from tests.battery import Case, battery, everyone

DEPARTMENT_AND_ADMIN = ["sign-in", 403, 403, 200, 200, 200]
CAMPAIGN = {"form": "6-nk", "period": "2025"}
REPORT = {"pk": "@submission.pk"}


@pytest.fixture
def sent_report(filled, librarian):
    return submit(filled, librarian)


@pytest.fixture
def remark(submission, methodist):
    return Remark.objects.create(submission=submission, author=methodist, text="Уточните.")


@pytest.fixture
def letter(submission, librarian):
    write_due_letters(submission.campaign.opens_on)
    return CampaignLetter.objects.get()


@pytest.fixture
def way_out(librarian):
    return WAY_OUT.key(librarian.pk)


@pytest.fixture
def outlier_rule(campaign):
    return campaign.form.outlier_rules.first()


@pytest.fixture
def headings_form(campaign) -> dict[str, object]:
    """An empty list of headings, as the page sends it."""
    empty = {"headings-TOTAL_FORMS": 0, "headings-INITIAL_FORMS": 0}
    return empty | {"stamp": stamp_of(campaign)}


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
        ["sign-in", 403, 403, 403, 200, 403],
        kwargs=CAMPAIGN,
        needs=["campaign"],
    ),
    Case(
        "statistics:campaign-close",
        ["sign-in", 403, 403, 403, 302, 403],
        kwargs=CAMPAIGN,
        method="post",
        data={"seen": "0-0-0-0-0"},
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
    *(
        Case(
            f"statistics:{name}",
            ["sign-in", 403, 403, 200, 200, 403],
            kwargs=CAMPAIGN,
            needs=["submission"],
        )
        for name in ("campaign-remind", "campaign-extend", "campaign-letters")
    ),
    Case(
        "statistics:campaign-remind",
        ["sign-in", 403, 403, 302, 302, 403],
        kwargs=CAMPAIGN,
        method="post",
        data={"organisation": "@submission.organisation_id"},
    ),
    Case(
        "statistics:campaign-extend",
        ["sign-in", 403, 403, 302, 302, 403],
        kwargs=CAMPAIGN,
        method="post",
        query={"organisation": "@submission.organisation_id"},
        data={"submissions": "@submission.pk", "due_on": "2026-01-25", "reason": "Ремонт."},
    ),
    Case(
        "statistics:letter",
        ["sign-in", 403, 403, 200, 200, 403],
        kwargs={"pk": "@letter.pk"},
    ),
    Case("statistics:letters-off", ["sign-in", 200, 200, 403, 403, 403]),
    Case(
        "statistics:letters-off",
        ["sign-in", 302, 302, 403, 403, 403],
        method="post",
        data={"letters": "off"},
    ),
    Case("statistics:letters-off-by-link", everyone(200), kwargs={"key": "@way_out"}),
    Case("statistics:campaign-texts", DEPARTMENT_AND_ADMIN, kwargs=CAMPAIGN, needs=["campaign"]),
    Case(
        "statistics:campaign-headings",
        ["sign-in", 403, 403, 200, 200, 403],
        kwargs=CAMPAIGN,
        needs=["campaign"],
    ),
    Case(
        "statistics:campaign-headings",
        ["sign-in", 403, 403, 302, 302, 403],
        kwargs=CAMPAIGN,
        method="post",
        data="@headings_form",
    ),
    Case("statistics:doubts", DEPARTMENT_AND_ADMIN, kwargs=CAMPAIGN, needs=["campaign"]),
    Case(
        "statistics:doubts-count",
        ["sign-in", 403, 403, 302, 302, 403],
        kwargs=CAMPAIGN,
        method="post",
        needs=["campaign"],
    ),
    Case(
        "statistics:outlier-create",
        ["sign-in", 403, 403, 200, 200, 403],
        kwargs=CAMPAIGN,
        needs=["campaign"],
    ),
    Case(
        "statistics:outlier-edit",
        ["sign-in", 403, 403, 200, 200, 403],
        kwargs={**CAMPAIGN, "pk": "@outlier_rule.pk"},
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
