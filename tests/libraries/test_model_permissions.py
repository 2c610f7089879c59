"""Who opens and does what on the pages of model libraries."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.files.checking import check_file
from common.files.kinds import PNG
from libraries import actions
from libraries.models import Library
from tests.battery import SIGN_IN, Case, battery, everyone
from tests.libraries.model_cast import (
    criteria,
    headings,
    make_application,
    make_competition,
    make_monitoring,
)

# stranger, neighbour, librarian, methodist, head, admin
KEEPERS = [SIGN_IN, 403, 403, 200, 200, 403]
WRITTEN = [SIGN_IN, 403, 403, 302, 302, 403]
WORKERS = [SIGN_IN, 200, 200, 200, 200, 403]
APPLICANT = [SIGN_IN, 404, 200, 403, 403, 403]
APPLIED = [SIGN_IN, 404, 302, 403, 403, 403]
INSIDE = [SIGN_IN, 404, 200, 200, 200, 403]
HEAD_WRITES = [SIGN_IN, 403, 403, 403, 302, 403]
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"
    b"\x90wS\xde\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def competition(db):
    return make_competition()


@pytest.fixture
def draft(library, competition):
    return make_application(library, competition=competition)


@pytest.fixture
def sent(library):
    return make_application(library, "submitted")


@pytest.fixture
def admitted(library):
    return make_application(library, "admitted")


@pytest.fixture
def winner(library):
    return make_application(library, "winner")


@pytest.fixture
def paper(draft, librarian):
    return actions.attach(
        draft, title="Смета", file=check_file(PIXEL, "с.png", (PNG,)), by=librarian
    )


@pytest.fixture
def upload() -> dict:
    return {"title": "Смета", "file": SimpleUploadedFile("смета.png", PIXEL)}


@pytest.fixture
def model_library(library):
    Library.objects.filter(pk=library.pk).update(model_year=2020, model_programme="программа")
    library.refresh_from_db()
    return library


@pytest.fixture
def monitoring(model_library, methodist):
    return make_monitoring(model_library, methodist)


@pytest.fixture
def advice(monitoring, methodist):
    day = monitoring.visited_on
    return actions.advise(monitoring, text="Обновить фонд", due_on=day, by=methodist)


@pytest.fixture
def monitoring_form() -> dict:
    answers = {f"is_{each.pk}": "yes" for each in criteria().items.all()}
    return {"version": "1", "visited_on": "2026-01-15", "visitors": "Лаврова О. Н.", **answers}


@pytest.fixture
def outline_of_applications(db):
    return headings()


@pytest.fixture
def outline_of_programme(db, methodist):
    return actions.issue_outline(
        purpose="monitoring", programme="программа", text="Часы", by=methodist
    )


SEEN = {"version": "1"}
COMPETITION = {"pk": "@competition.pk"}
NEW = {
    "programme": "областная программа",
    "year": "2027",
    "level": "regional",
    "opens_on": "2026-10-01",
    "closes_on": "2026-12-01",
    "outline": "@outline_of_applications.pk",
}
OUTLINE = {"pk": "@outline_of_programme.pk"}
NEW_OUTLINE = {"purpose": "monitoring", "programme": "", "text": "Часы работы"}
DRAFT = {"pk": "@draft.pk"}
SENT = {"pk": "@sent.pk"}
RESULT = {**SEEN, "result": "winner", "result_on": "2026-01-15", "result_order": "№ 4"}
LOSS = {**SEEN, "lost_on": "2026-01-15", "reason": "Закрыта", "order": "№ 5"}
MODEL = {"pk": "@model_library.pk"}
VISIT = {"pk": "@monitoring.pk"}

test_permissions = battery(
    [
        Case("libraries:model-list", everyone(200), needs=["model_library"]),
        Case("libraries:model-export", everyone(200), needs=["model_library"]),
        Case("libraries:model-library", everyone(200), MODEL, needs=["monitoring"]),
        Case("libraries:model-library", everyone(404), {"pk": "@library.pk"}),
        Case("libraries:model-loss", HEAD_WRITES, MODEL, method="post", data=LOSS),
        Case("libraries:competition-list", WORKERS, needs=["competition", "model_library"]),
        Case("libraries:competition", WORKERS, COMPETITION, needs=["draft"]),
        Case("libraries:competition-create", WRITTEN, method="post", data=NEW),
        Case("libraries:competition-edit", KEEPERS, COMPETITION),
        Case(
            "libraries:competition-edit",
            WRITTEN,
            COMPETITION,
            method="post",
            data={**NEW, **SEEN},
        ),
        Case("libraries:competition-apply", [SIGN_IN, 200, 200, 403, 403, 403], COMPETITION),
        Case(
            "libraries:competition-apply",
            # The neighbour is shown that there is no such library for her.
            [SIGN_IN, 200, 302, 403, 403, 403],
            COMPETITION,
            method="post",
            data={"library": "@library.name"},
        ),
        Case("libraries:outline-list", KEEPERS),
        Case("libraries:outline", KEEPERS, OUTLINE),
        Case("libraries:outline-create", KEEPERS, query={"from": "@outline_of_programme.pk"}),
        Case("libraries:outline-create", WRITTEN, method="post", data=NEW_OUTLINE),
        Case("libraries:outline-retire", WRITTEN, OUTLINE, method="post"),
        Case("libraries:application", INSIDE, DRAFT),
        Case("libraries:application-edit", APPLICANT, DRAFT),
        Case(
            "libraries:application-edit",
            APPLIED,
            DRAFT,
            method="post",
            data={**SEEN, "requested_federal": "1 000,50"},
        ),
        Case("libraries:application-edit", [SIGN_IN, 404, 302, 403, 403, 403], SENT),
        Case("libraries:application-submit", APPLIED, DRAFT, method="post", data=SEEN),
        Case(
            "libraries:application-return",
            WRITTEN,
            SENT,
            method="post",
            data={**SEEN, "remarks": "Приложите смету"},
        ),
        Case("libraries:application-admit", WRITTEN, SENT, method="post", data=SEEN),
        Case(
            "libraries:application-result",
            WRITTEN,
            {"pk": "@admitted.pk"},
            method="post",
            data=RESULT,
        ),
        Case(
            "libraries:application-modernisation",
            WRITTEN,
            {"pk": "@winner.pk"},
            method="post",
            data={**SEEN, "contract_federal": "1 000,50", "works_from": "2026-02-01"},
        ),
        Case("libraries:application-opening", KEEPERS, {"pk": "@winner.pk"}),
        Case(
            "libraries:application-opening",
            WRITTEN,
            {"pk": "@winner.pk"},
            method="post",
            data={**SEEN, "opened_on": "2026-01-15"},
        ),
        Case("libraries:file-add", APPLIED, DRAFT, method="post", data="@upload"),
        Case("libraries:file", INSIDE, {"pk": "@paper.pk"}),
        Case("libraries:file-remove", APPLIED, {"pk": "@paper.pk"}, method="post"),
        Case("libraries:monitoring", INSIDE, VISIT),
        Case("libraries:monitoring-create", WRITTEN, MODEL, method="post", data="@monitoring_form"),
        Case("libraries:monitoring-edit", KEEPERS, VISIT),
        Case("libraries:monitoring-edit", WRITTEN, VISIT, method="post", data="@monitoring_form"),
        Case(
            "libraries:advice-add",
            WRITTEN,
            VISIT,
            method="post",
            data={"text": "Купить стол", "due_on": "2030-01-01"},
        ),
        Case(
            "libraries:advice-done",
            WRITTEN,
            {"pk": "@advice.pk"},
            method="post",
            data={"done_on": "2026-01-20", "outcome": "Куплен"},
        ),
    ]
)
