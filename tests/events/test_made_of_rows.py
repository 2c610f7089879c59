"""What was made of a row stands beside it: events with their days and numbers, visits."""

import datetime as dt

import pytest
from django.urls import reverse

from events.gatherings.actions import register_people
from events.gatherings.made import SHOWN
from events.models import Event, Participation, Plan, Visit
from tests.factories import EmployeeFactory, EventFactory
from tests.queries import assert_same_queries

MARCH = dt.date(2026, 3, 12)


def made(response) -> list[tuple[str, str, str]]:
    rows = [row for group in response.context["groups"] for row in group.items]
    return [(one.when.replace("\xa0", " "), one.name, one.words) for row in rows
            for one in (*row.made, *row.made_more)]  # fmt: skip


def test_an_event_tells_its_state_and_numbers(client_of, methodist, plan, item, library):
    event = EventFactory(name=item.name, plan_item=item, capacity=2)
    people = EmployeeFactory.create_batch(3, library=library)
    register_people(event.pk, people, methodist)
    page = client_of(methodist).get(plan.get_absolute_url())
    ((_, name, words),) = made(page)
    assert (name, words) == ("", "идёт запись, записано 2 из 2, ждут 1")
    assert f'href="{event.get_absolute_url()}"' in page.content.decode()
    event.participations.update(state=Participation.State.ATTENDED)
    Event.objects.update(state=Event.State.HELD, starts_on=MARCH, ends_on=MARCH, guests=2)
    page = client_of(methodist).get(plan.get_absolute_url())
    assert made(page) == [("12 марта 2026 г.", "", "проведено, 5 участников")]


def test_each_sees_what_exists_for_her(client_of, methodist, librarian, plan, item, library):
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
    day = {"starts_on": MARCH, "ends_on": MARCH, "plan_item": item}
    EventFactory(name="Открытое", **day)
    EventFactory(name="Черновик", state=Event.State.DRAFT, **day)
    Visit.objects.create(library=library, organisation=library.organisation, purpose="?", **day)

    def names(user) -> list[str]:
        return [name for _, name, _ in made(client_of(user).get(plan.get_absolute_url()))]

    assert names(methodist) == ["Открытое", "Черновик", f"Выезд: {library}"]
    assert names(librarian) == ["Открытое", f"Выезд: {library}"]
    assert names(None) == ["Открытое"]


def test_many_events_of_one_row_are_folded(client_of, methodist, plan, item):
    EventFactory.create_batch(SHOWN + 2, plan_item=item)
    page = client_of(methodist).get(plan.get_absolute_url()).content.decode()
    assert "<summary>ещё 2</summary>" in page


def test_a_row_drawn_anew_keeps_its_events(client_of, methodist, item):
    event = EventFactory(plan_item=item)
    form = {"field": "place", "text": "с. Лесное", "base": item.place, "since": "0"}
    url = reverse("events:item-field", args=[item.pk])
    answer = client_of(methodist).post(url, form, headers={"Accept": "application/json"})
    assert event.get_absolute_url() in answer.json()["rows"][0]["html"]


@pytest.mark.parametrize("state", [Plan.State.DRAFT, Plan.State.APPROVED])
def test_events_take_the_same_queries_whatever_their_number(client_of, head, plan, add, state):
    def row() -> None:
        Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)
        EventFactory(plan_item=add("Семинар"))
        Plan.objects.filter(pk=plan.pk).update(state=state)

    assert_same_queries(client_of(head), plan.get_absolute_url(), row, at_most=15)
