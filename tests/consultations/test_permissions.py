import pytest

from accounts.models import User
from common.files.checking import check_file
from common.files.kinds import PDF
from common.files.storing import stored_values
from consultations import actions
from consultations.models import (
    ArchiveEntry,
    Consultation,
    ConsultationFile,
    Question,
    QuestionFile,
    Template,
)
from tests.battery import SIGN_IN, Case, battery, everyone
from tests.common.test_files import pdf
from tests.factories import UserFactory

# stranger, neighbour, librarian, methodist, head, admin
READERS = [SIGN_IN, 200, 200, 200, 200, 403]
OWN = [SIGN_IN, 404, 200, 200, 200, 403]
REMOVED = [SIGN_IN, 404, 404, 200, 200, 403]
ASKERS = [SIGN_IN, 200, 200, 403, 403, 403]
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


@pytest.fixture
def question(librarian, topic) -> Question:
    return actions.ask({"topic": topic, "title": "Вопрос", "text": "Подробно"}, librarian)


@pytest.fixture
def answered(question, methodist) -> Question:
    return actions.answer(question.pk, "Ответ", methodist)


@pytest.fixture
def draft(answered, methodist) -> ArchiveEntry:
    return actions.prepare_entry(answered, methodist)


@pytest.fixture
def published(draft, methodist) -> ArchiveEntry:
    return actions.publish_entry(draft.pk, version=1, by=methodist, is_checked=True)


@pytest.fixture
def question_form(topic) -> dict:
    return {"topic": topic.pk, "title": "Вопрос", "text": "Подробно"}


@pytest.fixture
def entry_form(draft) -> dict:
    return {"version": 1, "topic": draft.topic_id, "title": "Т", "question": "В", "answer": "О"}


@pytest.fixture
def colleague(db) -> User:
    return UserFactory()


@pytest.fixture
def consultation_file(consultation, methodist) -> ConsultationFile:
    values = stored_values(check_file(pdf(), "акт.pdf", (PDF,)))
    return ConsultationFile.objects.create(consultation=consultation, added_by=methodist, **values)


@pytest.fixture
def question_file(question, librarian) -> QuestionFile:
    values = stored_values(check_file(pdf(), "акт.pdf", (PDF,)))
    return QuestionFile.objects.create(question=question, added_by=librarian, **values)


QUESTION, ANSWERED = {"pk": "@question.pk"}, {"pk": "@answered.pk"}
DRAFT, PUBLISHED = {"pk": "@draft.pk"}, {"pk": "@published.pk"}
WORDS = {"text": "Слова", "seen": "0"}

test_permissions = battery(
    [
        Case("consultations:counts", KEEPERS, needs=["consultation"]),
        Case("consultations:silent", KEEPERS, needs=["consultation"]),
        Case("consultations:question-list", READERS),
        Case("consultations:ask", ASKERS),
        Case(
            "consultations:ask",
            [SIGN_IN, 302, 302, 403, 403, 403],
            method="post",
            data="@question_form",
        ),
        Case("consultations:question", OWN, QUESTION),
        Case("consultations:question-take", WRITTEN, QUESTION, method="post"),
        Case("consultations:question-answer", KEEPERS, QUESTION),
        Case("consultations:question-answer", WRITTEN, QUESTION, method="post", data=WORDS),
        Case("consultations:question-clarify", WRITTEN, QUESTION, method="post", data=WORDS),
        Case("consultations:question-hand-over", KEEPERS, QUESTION),
        Case(
            "consultations:question-hand-over",
            WRITTEN,
            QUESTION,
            method="post",
            data={"to": "@colleague.pk"},
        ),
        Case("consultations:question-follow-up", [SIGN_IN, 404, 200, 403, 403, 403], QUESTION),
        Case(
            "consultations:question-follow-up",
            [SIGN_IN, 404, 302, 403, 403, 403],
            QUESTION,
            method="post",
            data=WORDS,
        ),
        Case(
            "consultations:question-rate",
            [SIGN_IN, 404, 302, 403, 403, 403],
            ANSWERED,
            method="post",
            data={"rating": "5"},
        ),
        Case(
            "consultations:question-close",
            [SIGN_IN, 404, 302, 302, 302, 403],
            QUESTION,
            method="post",
        ),
        Case("consultations:question-file", OWN, {"pk": "@question_file.pk"}),
        Case("consultations:consultation-file", OWN, {"pk": "@consultation_file.pk"}),
        Case(
            "consultations:question-file-remove",
            WRITTEN,
            {"pk": "@question_file.pk"},
            method="post",
        ),
        Case(
            "consultations:consultation-file-remove",
            WRITTEN,
            {"pk": "@consultation_file.pk"},
            method="post",
        ),
        Case("consultations:answering-order", [SIGN_IN, 403, 403, 403, 200, 403]),
        Case("consultations:archive", everyone(200), needs=["draft"]),
        Case("consultations:archive-entry", [404, 404, 404, 200, 200, 404], DRAFT),
        Case("consultations:archive-entry", everyone(200), PUBLISHED),
        Case("consultations:archive-prepare", WRITTEN, ANSWERED, method="post"),
        Case("consultations:archive-edit", KEEPERS, DRAFT),
        Case("consultations:archive-edit", WRITTEN, DRAFT, method="post", data="@entry_form"),
        Case("consultations:archive-publish", WRITTEN, DRAFT, method="post", data={"version": "1"}),
        Case(
            "consultations:archive-withdraw",
            WRITTEN,
            PUBLISHED,
            method="post",
            data={"version": "2"},
        ),
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
