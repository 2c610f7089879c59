"""Who opens and does what on the pages of examinations: the neighbour is the expert."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.files.checking import check_file
from common.files.kinds import PNG
from libraries import actions
from tests.battery import SIGN_IN, Case, battery
from tests.libraries.examination_cast import (
    TEXT,
    full_marks,
    make_criteria,
    make_examination,
    make_school,
)
from tests.libraries.test_model_permissions import PIXEL

# stranger, neighbour, librarian, methodist, head, admin
KEEPERS = [SIGN_IN, 403, 403, 200, 200, 403]
WRITTEN = [SIGN_IN, 403, 403, 302, 302, 403]
WORKERS = [SIGN_IN, 200, 200, 200, 200, 403]
INSIDE = [SIGN_IN, 404, 200, 200, 200, 403]
APPLICANT = [SIGN_IN, 404, 200, 403, 403, 403]
APPLIED = [SIGN_IN, 404, 302, 403, 403, 403]


@pytest.fixture
def criteria(db):
    return make_criteria()


@pytest.fixture
def school(organisation):
    return make_school(organisation)


@pytest.fixture
def draft(school):
    return make_examination(school)


@pytest.fixture
def sent(school):
    return make_examination(school, "submitted")


@pytest.fixture
def expert(sent, neighbour, methodist):
    return actions.appoint_expert(sent.pk, user=neighbour, by=methodist)


@pytest.fixture
def outsider(sent, methodist):
    return actions.appoint_expert(sent.pk, user=None, name="Орлова В. П.", by=methodist)


@pytest.fixture
def done(expert, neighbour):
    """With the experts, all sheets sent."""
    marks = full_marks(expert.examination, 1)
    return actions.fill_sheet(expert.pk, marks, comment="", is_final=True, by=neighbour)


@pytest.fixture
def concluded(school):
    return make_examination(school, "concluded")


@pytest.fixture
def assigned(school):
    return make_examination(school, "assigned", valid_until="2031-01-01")


@pytest.fixture
def paper(draft, librarian):
    file = check_file(PIXEL, "с.png", (PNG,))
    return actions.attach(draft, title="Устав", file=file, by=librarian)


@pytest.fixture
def expert_paper(expert, librarian):
    file = check_file(PIXEL, "с.png", (PNG,))
    return actions.attach(expert.examination, title="Устав", file=file, by=librarian)


@pytest.fixture
def upload() -> dict:
    return {"file": SimpleUploadedFile("устав.png", PIXEL)}


SEEN = {"version": "1"}
MOVED = {"version": "2"}
DRAFT = {"pk": "@draft.pk"}
SENT = {"pk": "@sent.pk"}
NEW_CRITERIA = {"status": "ИБЦ", "minimum": "3", "years": "5", "text": TEXT}
DECISION = {
    **SEEN,
    "commission_on": "2026-01-15",
    "protocol": "3",
    "chair": "Полякова Е. А.",
    "members": "Лаврова О. Н.",
    "decision": "yes",
    "decided_on": "2026-01-15",
    "valid_until": "2031-01-15",
}

test_permissions = battery(
    [
        Case("libraries:examination-list", WORKERS, needs=["draft"]),
        Case(
            "libraries:examination-create",
            [SIGN_IN, 403, 200, 403, 403, 403],
            needs=["school", "criteria"],
        ),
        Case(
            "libraries:examination-create",
            [SIGN_IN, 403, 302, 403, 403, 403],
            method="post",
            data={"library": "@school.pk", "criteria": "@criteria.pk", "purpose": "assign"},
        ),
        Case("libraries:examination", INSIDE, DRAFT),
        # She who assesses sees it too.
        Case("libraries:examination", WORKERS, SENT, needs=["expert"]),
        Case("libraries:examination-edit", APPLICANT, DRAFT),
        Case(
            "libraries:examination-edit", [SIGN_IN, 403, 302, 403, 403, 403], SENT, needs=["expert"]
        ),
        Case(
            "libraries:examination-edit",
            APPLIED,
            DRAFT,
            method="post",
            data=SEEN,
        ),
        Case("libraries:examination-submit", APPLIED, DRAFT, method="post", data=SEEN),
        Case(
            "libraries:examination-return",
            WRITTEN,
            SENT,
            method="post",
            data={**SEEN, "remarks": "Нет устава"},
        ),
        Case("libraries:examination-names", WRITTEN, SENT, method="post", data=SEEN),
        Case("libraries:expert-appoint", KEEPERS, SENT),
        Case(
            "libraries:expert-appoint",
            WRITTEN,
            SENT,
            method="post",
            data={"name": "Орлова В. П."},
        ),
        Case("libraries:expert-dismiss", WRITTEN, {"pk": "@expert.pk"}, method="post"),
        # The sheet of a user is her own alone; of an outsider, the department's.
        Case("libraries:expert-sheet", [SIGN_IN, 200, 404, 404, 404, 403], {"pk": "@expert.pk"}),
        Case("libraries:expert-sheet", [SIGN_IN, 404, 404, 200, 200, 403], {"pk": "@outsider.pk"}),
        Case(
            "libraries:expert-sheet",
            [SIGN_IN, 302, 404, 404, 404, 403],
            {"pk": "@expert.pk"},
            method="post",
            data={"comment": "Хорошо"},
        ),
        Case("libraries:examination-conclude", KEEPERS, SENT, needs=["done"]),
        Case(
            "libraries:examination-conclude",
            WRITTEN,
            SENT,
            method="post",
            data={**MOVED, "advice": "yes", "conclusion": "Да"},
            needs=["done"],
        ),
        Case("libraries:examination-decide", KEEPERS, {"pk": "@concluded.pk"}),
        Case(
            "libraries:examination-decide",
            WRITTEN,
            {"pk": "@concluded.pk"},
            method="post",
            data=DECISION,
        ),
        Case(
            "libraries:examination-remind",
            WRITTEN,
            {"pk": "@assigned.pk"},
            method="post",
            data=SEEN,
        ),
        Case("libraries:examination-file-add", APPLIED, DRAFT, method="post", data="@upload"),
        Case("libraries:examination-file", INSIDE, {"pk": "@paper.pk"}),
        Case("libraries:examination-file", WORKERS, {"pk": "@expert_paper.pk"}),
        Case("libraries:examination-file-remove", APPLIED, {"pk": "@paper.pk"}, method="post"),
        Case(
            "libraries:examination-file-remove",
            [SIGN_IN, 403, 403, 302, 302, 403],
            {"pk": "@expert_paper.pk"},
            method="post",
        ),
        Case("libraries:criteria-list", WORKERS, needs=["criteria"]),
        Case("libraries:criteria", WORKERS, {"pk": "@criteria.pk"}),
        Case("libraries:criteria-create", KEEPERS, query={"from": "@criteria.pk"}),
        Case("libraries:criteria-create", WRITTEN, method="post", data=NEW_CRITERIA),
    ]
)
