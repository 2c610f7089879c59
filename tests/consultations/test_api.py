"""Consultations, questions and the archive by API."""

import pytest
from django.urls import reverse

from consultations import actions
from consultations.models import ArchiveEntry, Consultation, Question
from tests.battery import Case, battery
from tests.factories import ConsultationFactory, QuestionFactory, TopicFactory
from tests.queries import assert_same_queries, count_queries

JSON = "application/json"
# stranger, neighbour, librarian, methodist, head, admin
EVERYONE = [403, 200, 200, 200, 200, 200]
READERS = [403, 200, 200, 200, 200, 403]
OWN = [403, 404, 200, 200, 200, 403]
KEEPERS = [403, 403, 403, 200, 200, 403]
WORDS = {"text": "Слова", "seen": 0}


@pytest.fixture
def body(library, topic) -> dict:
    return {"topic": topic.pk, "form": "telephone", "library": library.pk, "minutes": 10}


@pytest.fixture
def asked(topic) -> dict:
    return {"topic": topic.pk, "title": "Как?", "text": "Подробно"}


@pytest.fixture
def question(librarian, topic) -> Question:
    return actions.ask({"topic": topic, "title": "Как списать?", "text": "Подробно"}, librarian)


@pytest.fixture
def draft(question, methodist) -> ArchiveEntry:
    return actions.prepare_entry(actions.answer(question.pk, "По акту", methodist), methodist)


@pytest.fixture
def published(draft, methodist) -> ArchiveEntry:
    return actions.publish_entry(draft.pk, version=1, by=methodist, is_checked=True)


CONSULTATION, QUESTION = {"pk": "@consultation.pk"}, {"pk": "@question.pk"}
test_permissions = battery(
    [
        Case("api:consultation-list", READERS, needs=["consultation"]),
        Case("api:consultation-detail", OWN, CONSULTATION),
        Case(
            "api:consultation-list",
            [403, 403, 403, 201, 201, 403],
            method="post",
            data="@body",
            content_type=JSON,
        ),
        Case(
            "api:consultation-detail",
            KEEPERS,
            CONSULTATION,
            method="patch",
            data={"version": 1, "minutes": 5},
            content_type=JSON,
        ),
        Case("api:consultation-topic-list", READERS, needs=["topic"]),
        Case("api:consultation-topic-detail", READERS, {"pk": "@topic.pk"}),
        Case("api:consultation-counts-list", KEEPERS, needs=["consultation"]),
        Case("api:silent-libraries-list", KEEPERS, needs=["consultation"]),
        Case("api:question-list", READERS, needs=["question"]),
        Case("api:question-detail", OWN, QUESTION),
        Case(
            "api:question-list",
            [403, 201, 201, 403, 403, 403],
            method="post",
            data="@asked",
            content_type=JSON,
        ),
        Case(
            "api:question-answer", KEEPERS, QUESTION, method="post", data=WORDS, content_type=JSON
        ),
        Case(
            "api:question-follow-up",
            [403, 404, 200, 403, 403, 403],
            QUESTION,
            method="post",
            data=WORDS,
            content_type=JSON,
        ),
        Case("api:archiveentry-list", EVERYONE, needs=["draft"]),
        Case("api:archiveentry-detail", [403, 404, 404, 200, 200, 404], {"pk": "@draft.pk"}),
        Case("api:archiveentry-detail", EVERYONE, {"pk": "@published.pk"}),
    ]
)


@pytest.fixture
def client(client_of, methodist):
    return client_of(methodist)


def test_a_consultation_is_recorded_as_in_the_form(client, methodist, body, foreign_library):
    url = reverse("api:consultation-list")
    told = client.post(url, body, content_type=JSON).json()
    kept = Consultation.objects.get(pk=told["id"])
    assert (kept.methodist, kept.minutes) == (methodist, 10)
    assert told["organisation"]["name"] == "МБУК «Берёзовская ЦБС»"

    group = {"form": "group", "participants": 9, "also": [foreign_library.code]}
    told = client.post(url, body | group, content_type=JSON).json()
    assert [one["library"] for one in told["attendees"]] == [foreign_library.pk]


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"library": 10**9}, "library"),
        ({"library": 10**40}, "library"),
        ({"topic": []}, "topic"),
        ({"date": "2999-01-01"}, "date"),
        ({"form": "group"}, "participants"),
        ({"also": ["Нет такой"], "form": "group", "participants": 3}, "also"),
        ({"library": None}, "non_field_errors"),
    ],
)
def test_what_the_form_refuses_the_api_refuses_by_field(client, body, fault, field):
    answer = client.post(reverse("api:consultation-list"), body | fault, content_type=JSON)
    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert not Consultation.objects.exists()


def test_two_programs_never_overwrite_each_other_unseen(client, consultation):
    url = reverse("api:consultation-detail", args=[consultation.pk])
    unread = client.patch(url, {"minutes": 5}, content_type=JSON)
    assert (unread.status_code, list(unread.json())) == (400, ["version"])
    saved = client.patch(url, {"version": 1, "minutes": 5}, content_type=JSON).json()
    assert (saved["minutes"], saved["version"]) == (5, 2)
    assert saved["question"] == consultation.question
    late = client.patch(url, {"version": 1, "minutes": 7}, content_type=JSON)
    assert late.status_code == 409
    assert late.json()["current"]["minutes"] == 5
    assert late.json()["who"].startswith("Методистова")


def test_a_question_is_asked_answered_and_counted_once(client_of, client, librarian, asked):
    url = reverse("api:question-list")
    question = client_of(librarian).post(url, asked, content_type=JSON).json()
    answer = reverse("api:question-answer", args=[question["id"]])
    reply = {"text": "По акту", "seen": question["seen"]}
    told = client.post(answer, reply, content_type=JSON).json()
    assert (told["state"], told["messages"][0]["text"]) == ("answered", "По акту")
    late = client.post(answer, reply, content_type=JSON)
    assert (late.status_code, late.json()["current"]["seen"]) == (409, told["seen"])
    assert Consultation.objects.count() == 1


def test_a_note_of_the_department_is_not_for_librarians(client_of, librarian, head, question):
    actions.hand_over(question.pk, head, "Только между нами", by=head)
    url = reverse("api:question-detail", args=[question.pk])
    assert client_of(librarian).get(url).json()["messages"] == []
    assert "между нами" in client_of(head).get(url).json()["messages"][0]["text"]


def test_counts_are_those_of_the_page(client, consultation):
    url = reverse("api:consultation-counts-list")
    answer = client.get(url, {"year": 2026, "by": "month"}).json()
    march = answer["tables"][-1]["rows"][2]["values"]
    assert (march["name"], march["number"]) == ("март", 1)
    assert client.get(url, {"by": "weather"}).status_code == 400
    silent = client.get(reverse("api:silent-libraries-list"), {"year": 2025}).json()
    assert [row["values"]["name"] for row in silent["rows"]] == ["Зелёная сельская библиотека"]


@pytest.mark.parametrize(
    ("name", "factory"),
    [
        ("consultation-list", ConsultationFactory),
        ("question-list", QuestionFactory),
        ("consultation-topic-list", TopicFactory),
        ("consultation-counts-list", ConsultationFactory),
        ("silent-libraries-list", ConsultationFactory),
    ],
)
def test_lists_ask_the_same_few_questions_for_any_number(client, name, factory):
    assert_same_queries(client, reverse(f"api:{name}"), factory, at_most=15)


def test_single_rows_ask_few_questions(client, published, question):
    for name, row in (("archiveentry", published), ("question", question)):
        url = reverse(f"api:{name}-detail", args=[row.pk])
        assert count_queries(client, url) <= 10


def test_the_archive_finds_words_in_any_form(client_of, librarian, published):
    url = reverse("api:archiveentry-list")
    assert client_of(librarian).get(url, {"q": "акты"}).json()["count"] == 1
