import pytest

from consultations import actions
from consultations.models import Consultation, Template
from tests.battery import SIGN_IN, Case, battery

# stranger, neighbour, librarian, methodist, head, admin
READERS = [SIGN_IN, 200, 200, 200, 200, 403]
OWN = [SIGN_IN, 404, 200, 200, 200, 403]
REMOVED = [SIGN_IN, 404, 404, 200, 200, 403]
KEEPERS = [SIGN_IN, 403, 403, 200, 200, 403]
WRITTEN = [SIGN_IN, 403, 403, 302, 302, 403]
OWN_TEMPLATE = [SIGN_IN, 403, 403, 200, 404, 403]
PK = {"pk": "@consultation.pk"}
TOPIC = {"pk": "@topic.pk"}


@pytest.fixture
def new_form(typed) -> dict:
    return typed()


@pytest.fixture
def edit_form(typed, consultation) -> dict:
    return typed(version=consultation.version)


@pytest.fixture
def removed(consultation, methodist) -> Consultation:
    return actions.remove_consultation(consultation.pk, version=1, by=methodist)


@pytest.fixture
def own_template(methodist, topic) -> Template:
    return Template.objects.create(name="Свой", owner=methodist, topic=topic, form="written")


@pytest.fixture
def template_form(topic) -> dict:
    return {"name": "Шаблон", "topic": topic.pk, "form": "written"}


@pytest.fixture
def line(library, topic) -> dict:
    return {"who": library.name, "topic": topic.pk, "form": "written", "date": "2026-03-02"}


test_permissions = battery(
    [
        Case("consultations:consultation-list", WRITTEN, method="post", data="@line"),
        Case("consultations:askers", KEEPERS, query={"q": "зел"}),
        Case("consultations:template-list", KEEPERS),
        Case("consultations:template-create", KEEPERS),
        Case("consultations:template-create", WRITTEN, method="post", data="@template_form"),
        Case("consultations:template-edit", OWN_TEMPLATE, {"pk": "@own_template.pk"}),
        Case(
            "consultations:template-remove",
            [SIGN_IN, 403, 403, 302, 404, 403],
            {"pk": "@own_template.pk"},
            method="post",
        ),
        Case("consultations:consultation-list", READERS, needs=["consultation"]),
        Case("consultations:consultation-list", READERS, needs=["consultation"], htmx=True),
        Case("consultations:consultation", OWN, PK),
        Case("consultations:consultation", REMOVED, {"pk": "@removed.pk"}),
        Case("consultations:consultation-create", KEEPERS, needs=["topic"]),
        Case("consultations:consultation-create", WRITTEN, method="post", data="@new_form"),
        Case("consultations:consultation-edit", KEEPERS, PK),
        Case("consultations:consultation-edit", WRITTEN, PK, method="post", data="@edit_form"),
        Case(
            "consultations:consultation-edit",
            [SIGN_IN, 403, 403, 404, 404, 403],
            {"pk": "@removed.pk"},
        ),
        Case(
            "consultations:consultation-remove", WRITTEN, PK, method="post", data={"version": "1"}
        ),
        Case(
            "consultations:consultation-restore",
            WRITTEN,
            {"pk": "@removed.pk"},
            method="post",
            data={"version": "2"},
        ),
        Case("consultations:topic-list", KEEPERS, needs=["topic"]),
        Case("consultations:topic-list", WRITTEN, method="post", data={"names": "Новая тема"}),
        Case("consultations:topic-edit", KEEPERS, TOPIC),
        Case(
            "consultations:topic-edit",
            WRITTEN,
            TOPIC,
            method="post",
            data={"version": "1", "name": "Другая"},
        ),
    ]
)
