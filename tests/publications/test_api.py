"""Publications by API."""

import pytest
from django.urls import reverse

from publications.models import Topic
from tests.battery import Case, battery
from tests.factories import PublicationFactory
from tests.queries import assert_same_queries

# stranger, neighbour, librarian, methodist, head, admin
READERS = [403, 200, 200, 200, 200, 200]
DRAFT_READERS = [403, 404, 404, 200, 200, 404]
LIST = "api:publication-list"

test_permissions = battery(
    [
        Case(LIST, READERS, needs=["published", "draft"]),
        Case(LIST, [403, 405, 405, 405, 405, 405], method="post", data={"title": "Чужое"}),
        Case("api:publication-detail", READERS, {"pk": "@published.pk"}),
        Case("api:publication-detail", DRAFT_READERS, {"pk": "@draft.pk"}),
    ]
)


def test_librarian_is_told_the_published_with_record_and_topics(
    client_of, librarian, published, draft
):
    published.topics.add(Topic.objects.create(name="Лето"))
    (found,) = client_of(librarian).get(reverse(LIST)).json()["results"]
    assert found["record"].startswith("Мобильная библиотека: первые шаги.")
    assert (found["topics"], found["file_url"]) == (["Лето"], "")


@pytest.mark.parametrize(("query", "count"), [({"q": "МОБИЛЬНАЯ"}, 1), ({"state": "in_work"}, 1)])
def test_department_filters_as_on_the_page(client_of, methodist, published, draft, query, count):
    assert client_of(methodist).get(reverse(LIST), query).json()["count"] == count


def test_list_asks_the_same_few_questions_for_any_number(client_of, methodist, published):
    assert_same_queries(client_of(methodist), reverse(LIST), PublicationFactory, at_most=8)
