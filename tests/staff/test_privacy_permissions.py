"""Who gets which answer at the pages of consents, looks and erasure."""

import datetime

import pytest

from staff.actions import consent as actions
from staff.models import Consent, ConsentText, Employee
from staff.personal_data.mentions.finding import digest
from tests.battery import SIGN_IN, Case, battery
from tests.factories import EmployeeFactory


@pytest.fixture
def text(head) -> ConsentText:
    draft = actions.draft_consent_text("Я согласна на обработку.", head)
    return actions.publish_consent_text(draft.pk, version=1, by=head)


@pytest.fixture
def draft(text, head) -> ConsentText:
    return actions.draft_consent_text("Я согласна на всё.", head)


@pytest.fixture
def consent(employee, text, librarian) -> Consent:
    return actions.give_consent(employee, {"given_on": datetime.date(2026, 2, 1)}, librarian)


@pytest.fixture
def former(library) -> Employee:
    return EmployeeFactory(library=library, last_name="Ушедшая", until=datetime.date(2024, 12, 31))


@pytest.fixture
def nothing_found() -> str:
    return digest([])


# stranger, neighbour, librarian, methodist, head, admin
PEOPLE = [SIGN_IN, 200, 200, 200, 200, 403]
OWN = [SIGN_IN, 404, 200, 200, 200, 403]
OWN_WRITES = [SIGN_IN, 404, 302, 302, 302, 403]
HEAD = [SIGN_IN, 403, 403, 403, 200, 403]
HEAD_WRITES = [SIGN_IN, 403, 403, 403, 302, 403]
PERSON = {"pk": "@employee.pk"}
CONSENT = {"pk": "@consent.pk"}
DRAFT = {"pk": "@draft.pk"}
VERSION = {"version": 1}
GIVEN = {"given_on": "2026-02-01", "form": "paper"}
WITHDRAWN = {"version": 1, "withdrawn_on": "2026-03-01"}
NAMED = {"order": "приказ № 5", "name": "@former.full_name", "seen": "@nothing_found"}

test_permissions = battery(
    [
        Case("staff:consent-list", PEOPLE, needs=["employee", "text"]),
        Case("staff:consent-list", PEOPLE, needs=["employee", "text"], htmx=True),
        Case("staff:personal-data", OWN, PERSON, needs=["consent"]),
        Case("staff:consent-give", OWN, PERSON, needs=["text"]),
        Case("staff:consent-give", OWN_WRITES, PERSON, needs=["text"], method="post", data=GIVEN),
        Case("staff:consent-withdraw", OWN, CONSENT),
        Case("staff:consent-withdraw", OWN_WRITES, CONSENT, method="post", data=WITHDRAWN),
        Case("staff:consent-scan", [SIGN_IN, 404, 404, 404, 404, 403], {"pk": 999}),
        Case("staff:contact-edit", OWN, PERSON, needs=["consent"]),
        Case(
            "staff:contact-edit",
            OWN_WRITES,
            PERSON,
            needs=["consent"],
            method="post",
            data={"email": "osinina@example.ru"},
        ),
        Case("staff:consent-text-list", PEOPLE, needs=["text"]),
        Case("staff:consent-text", PEOPLE, {"pk": "@text.pk"}),
        Case("staff:consent-text", [SIGN_IN, 404, 404, 404, 200, 403], DRAFT),
        Case("staff:consent-text-create", HEAD),
        Case("staff:consent-text-create", HEAD_WRITES, method="post", data={"text": "Согласна"}),
        Case("staff:consent-text-edit", HEAD, DRAFT),
        Case(
            "staff:consent-text-edit",
            HEAD_WRITES,
            DRAFT,
            method="post",
            data={"version": 1, "text": "Согласна"},
        ),
        Case("staff:consent-text-publish", HEAD_WRITES, DRAFT, method="post", data=VERSION),
        Case("staff:access-list", HEAD, needs=["employee"]),
        Case("staff:erase", HEAD, PERSON),
        Case("staff:erase-files", HEAD, PERSON),
        Case("staff:erase", HEAD_WRITES, {"pk": "@former.pk"}, method="post", data=NAMED),
    ]
)
