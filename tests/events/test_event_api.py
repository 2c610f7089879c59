"""Events and visits for programs: the same rights, the same actions."""

import pytest
from django.urls import reverse
from django.utils import timezone

from events.gatherings import actions
from events.models import Event
from events.visits import actions as visiting
from tests.battery import Case, battery
from tests.factories import EmployeeFactory, EventFactory
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
JSON = "application/json"


@pytest.fixture
def event(library, methodist) -> Event:
    event = EventFactory(capacity=1, link="https://video.example/room")
    actions.register_people(event.pk, [EmployeeFactory(library=library)], methodist)
    return event


@pytest.fixture
def by_invitation(organisation) -> Event:
    event = EventFactory(access=Event.Access.INVITED)
    event.invited.add(organisation)
    return event


@pytest.fixture
def advice(library, methodist):
    told = {"library": library, "purpose": "Помощь", "starts_on": TODAY, "ends_on": TODAY}
    visit = visiting.plan_visit({**told, "visitors": [methodist]}, methodist)
    visiting.record_visit(visit.pk, "Хорошо", version=1, by=methodist)
    return visiting.advise(visit, text="Обновить вывеску", due_on=TODAY, by=methodist)


@pytest.fixture
def whom(library) -> dict:
    return {"people": [EmployeeFactory(library=library).pk], "told": True}


def test_program_registers_as_the_page_does(client_of, librarian, event, whom):
    url = reverse("api:event-participants", args=[event.pk])
    answer = client_of(librarian).post(url, whom, content_type=JSON)
    assert answer.status_code == 201
    assert [(row["state"], row["place_in_line"]) for row in answer.json()] == [
        ("registered", None),
        ("waiting", 1),
    ]
    refused = client_of(librarian).post(url, {**whom, "told": False}, content_type=JSON)
    assert refused.status_code == 400


def test_event_tells_no_link_and_no_names(client_of, neighbour, event):
    answer = client_of(neighbour).get(reverse("api:event-detail", args=[event.pk]))
    assert (answer.json()["taken"], answer.json()["waiting"]) == (1, 0)
    assert "video.example" not in answer.text
    people = client_of(neighbour).get(reverse("api:event-participants", args=[event.pk]))
    assert people.json() == []


def test_program_answers_for_its_library(client_of, librarian, advice):
    url = reverse("api:visit-answer", args=[advice.pk])
    client = client_of(librarian)
    told = {"version": 1, "text": "Обновили"}
    assert client.post(url, told, content_type=JSON).json()["answer"] == "Обновили"
    again = client.post(url, {**told, "text": "Не обновили"}, content_type=JSON)
    assert (again.status_code, again.json()["current"]["answer"]) == (409, "Обновили")


def test_lists_take_the_same_queries_for_any_number(client_of, methodist):
    url = reverse("api:event-list")
    assert_same_queries(client_of(methodist), url, EventFactory, at_most=15)


CASES = [
    Case("api:event-list", [403, 200, 200, 200, 200, 200], needs=["event"]),
    Case("api:event-detail", [403, 200, 200, 200, 200, 200], {"pk": "@event.pk"}),
    Case("api:event-detail", [403, 404, 200, 200, 200, 404], {"pk": "@by_invitation.pk"}),
    Case("api:event-participants", [403, 200, 200, 200, 200, 403], {"pk": "@event.pk"}),
    Case(
        "api:event-participants",
        [403, 400, 201, 201, 201, 403],
        {"pk": "@event.pk"},
        method="post",
        data="@whom",
        content_type=JSON,
    ),
    Case("api:visit-list", [403, 200, 200, 200, 200, 403], needs=["advice"]),
    Case("api:visit-detail", [403, 404, 200, 200, 200, 403], {"pk": "@advice.visit_id"}),
    Case(
        "api:visit-answer",
        [403, 404, 200, 403, 403, 403],
        {"advice": "@advice.pk"},
        method="post",
        data={"version": 1, "text": "Сделали"},
        content_type=JSON,
    ),
]

test_permissions = battery(CASES)
