"""Practices, regulatory documents and news by API."""

import datetime as dt

import pytest
from django.urls import reverse

from publications.models import News, Practice, Regulation
from tests.battery import Case, battery
from tests.factories import NewsFactory, PracticeFactory, RegulationFactory
from tests.queries import assert_same_queries

JSON = "application/json"
# stranger, neighbour, librarian, methodist, head, admin
EVERYONE = [403, 200, 200, 200, 200, 200]
PROPOSED = [403, 404, 200, 200, 200, 404]


@pytest.fixture
def proposed(library, librarian) -> Practice:
    return PracticeFactory(library=library, proposed_by=librarian)


@pytest.fixture
def shown(library, librarian) -> Practice:
    told = {"state": Practice.State.PUBLISHED, "published_on": dt.date(2026, 3, 1)}
    return PracticeFactory(library=library, proposed_by=librarian, **told)


@pytest.fixture
def regulation(db) -> Regulation:
    return RegulationFactory()


@pytest.fixture
def news(db) -> News:
    return NewsFactory()


@pytest.fixture
def news_draft(db) -> News:
    return NewsFactory(published_on=None)


@pytest.fixture
def body(library) -> dict:
    return {
        "title": "Книги во дворе",
        "theme": "reading",
        "library": library.pk,
        "summary": "Коротко",
        "description": "Подробно",
    }


CHANGE = {"version": 1, "summary": "Короче"}
test_permissions = battery(
    [
        Case("api:practice-list", EVERYONE, needs=["proposed", "shown"]),
        Case("api:practice-detail", PROPOSED, {"pk": "@proposed.pk"}),
        Case("api:practice-detail", EVERYONE, {"pk": "@shown.pk"}),
        Case(
            "api:practice-list",
            [403, 400, 201, 201, 201, 403],
            method="post",
            data="@body",
            content_type=JSON,
        ),
        Case(
            "api:practice-detail",
            PROPOSED,
            {"pk": "@proposed.pk"},
            method="patch",
            data=CHANGE,
            content_type=JSON,
        ),
        Case(
            "api:practice-detail",
            [403, 403, 403, 200, 200, 403],
            {"pk": "@shown.pk"},
            method="patch",
            data=CHANGE,
            content_type=JSON,
        ),
        Case("api:regulation-list", EVERYONE, needs=["regulation"]),
        Case("api:regulation-detail", EVERYONE, {"pk": "@regulation.pk"}),
        Case("api:news-list", EVERYONE, needs=["news", "news_draft"]),
        Case("api:news-detail", EVERYONE, {"pk": "@news.pk"}),
        Case("api:news-detail", [403, 404, 404, 200, 200, 404], {"pk": "@news_draft.pk"}),
    ]
)


def test_a_librarian_proposes_and_changes_what_she_has_read(client_of, librarian, head, body):
    client = client_of(librarian)
    told = client.post(reverse("api:practice-list"), body, content_type=JSON).json()
    assert (told["state"], told["library"]["id"]) == ("proposed", body["library"])
    url = reverse("api:practice-detail", args=[told["id"]])
    client_of(head).patch(url, CHANGE, content_type=JSON)
    late = client.patch(url, CHANGE | {"summary": "Длиннее"}, content_type=JSON)
    assert late.status_code == 409
    assert late.json()["current"]["summary"] == "Короче"


def test_lists_tell_only_what_is_open_to_the_person(
    client_of, neighbour, proposed, shown, news, news_draft
):
    client = client_of(neighbour)
    for name, row in (("practice", shown), ("news", news)):
        told = client.get(reverse(f"api:{name}-list")).json()["results"]
        assert [one["id"] for one in told] == [row.pk]


def test_a_regulation_tells_how_it_stands_and_its_text_alone(client_of, head, regulation):
    Regulation.objects.filter(pk=regulation.pk).update(in_force_until="2021-01-01", text="Слова")
    client = client_of(head)
    (told,) = client.get(reverse("api:regulation-list"), {"standing": "lapsed"}).json()["results"]
    assert (told["standing"], told["file_url"], "text" in told) == ("lapsed", "", False)
    url = reverse("api:regulation-detail", args=[regulation.pk])
    assert client.get(url).json()["text"] == "Слова"


@pytest.mark.parametrize(
    ("name", "factory"),
    [
        ("practice-list", PracticeFactory),
        ("regulation-list", RegulationFactory),
        ("news-list", NewsFactory),
    ],
)
def test_lists_ask_the_same_few_questions_for_any_number(client_of, head, name, factory):
    assert_same_queries(client_of(head), reverse(f"api:{name}"), factory, at_most=6)
