"""Not more than so many of one organisation: her others wait, and let nobody else wait for it."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from events.gatherings import actions
from events.models import Event, Participation
from tests.factories import EmployeeFactory, EventFactory, LibraryFactory

States = Participation.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def come(db, methodist):
    """Return a function: the next person of the library asks for a place at the event."""

    def ask(event: Event, *libraries) -> list[Participation]:
        people = [EmployeeFactory(library=each, education=None) for each in libraries]
        return actions.register_people(event.pk, people, methodist)

    return ask


def states(rows: list[Participation]) -> str:
    """The first letters of the states as they stand now: «r» has a place, «w» waits."""
    kept = dict(Participation.objects.values_list("pk", "state"))
    return "".join("-" if kept[row.pk] == States.WITHDRAWN else kept[row.pk][0] for row in rows)


def test_one_too_many_waits_and_lets_others_past(come, library, foreign_library, methodist):
    event = EventFactory(capacity=3, per_organisation=1)
    third, fourth = LibraryFactory(), LibraryFactory()
    rows = come(event, library, library, foreign_library)
    assert states(rows) == "rwr"
    rows += come(event, third, fourth)
    assert states(rows) == "rwrrw"
    actions.withdraw(rows[2].pk, methodist)  # the first who waits may not come: the next one does
    assert states(rows) == "rw-rr"
    actions.withdraw(rows[3].pk, methodist)  # nobody may come, the place stays free
    assert states(rows) == "rw--r"
    actions.withdraw(rows[0].pk, methodist)  # her colleague
    assert states(rows) == "-r--r"


def test_who_let_others_past_keeps_her_turn(come, library, foreign_library, methodist):
    event = EventFactory(capacity=2, per_organisation=1)
    rows = come(event, library, library, foreign_library, foreign_library, LibraryFactory())
    assert states(rows) == "rwrww"
    actions.change_event(event.pk, {"per_organisation": 2}, version=1, by=methodist)
    assert states(rows) == "rwrww"
    actions.withdraw(rows[2].pk, methodist)
    assert states(rows) == "rr-ww"


def test_without_a_number_of_places_the_limit_holds_alone(come, library, foreign_library):
    event = EventFactory(per_organisation=2)
    rows = come(event, library, library, library, foreign_library)
    assert states(rows) == "rrwr"


def test_lower_limit_takes_no_place_away_and_none_lets_all_in(come, library, methodist):
    event = EventFactory(per_organisation=2)
    rows = come(event, library, library, library)
    actions.change_event(event.pk, {"per_organisation": 1}, version=1, by=methodist)
    assert states(rows) == "rrw"
    actions.withdraw(rows[0].pk, methodist)
    assert states(rows) == "-rw"
    actions.change_event(event.pk, {"per_organisation": None}, version=2, by=methodist)
    assert states(rows) == "-rr"


def test_whatever_people_do_the_rules_hold(come, methodist):
    """After each act: no more than may, and nobody waits for a place that she could have."""
    chance, event = random.Random(11), EventFactory(capacity=5, per_organisation=2)
    libraries, rows = [LibraryFactory() for _ in range(4)], []
    for _act in range(45):
        present = [row for row in rows if states([row]) != "-"]
        if present and chance.random() < 0.4:
            actions.withdraw(chance.choice(present).pk, methodist)
        else:
            rows += come(event, chance.choice(libraries))
        assert_fair(event)


def assert_fair(event: Event) -> None:
    kept = event.participations.values_list("organisation", "state")
    placed = [each for each, state in kept if state == States.REGISTERED]
    waiting = [each for each, state in kept if state == States.WAITING]
    assert len(placed) <= event.capacity
    assert all(placed.count(each) <= event.per_organisation for each in placed)
    if len(placed) < event.capacity:
        assert all(placed.count(each) == event.per_organisation for each in waiting)


@pytest.mark.django_db(transaction=True)
def test_of_many_of_one_organisation_who_ask_at_once_so_many_come(library, librarian):
    event = EventFactory(capacity=30, per_organisation=2)
    people = [EmployeeFactory(library=library, education=None) for _ in range(8)]
    start = Barrier(len(people), timeout=20)

    def ask(person):
        try:
            start.wait()
            actions.register_people(event.pk, [person], librarian)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(ask, people))
    rows = event.participations.order_by("turn")
    assert states(list(rows)) == "rrwwwwww"


def test_people_are_told_why_they_wait(come, client_of, library, librarian):
    event = EventFactory(capacity=9, per_organisation=2)
    come(event, library)
    client = client_of(librarian)
    url = reverse("gatherings:event-register", args=[event.pk])
    chosen = [EmployeeFactory(library=library).pk for _ in range(3)]
    assert "Можно записать ещё 1" in client.get(url).text
    sent = client.post(url, {"people": chosen[1:], "told": "on"})
    (said,) = get_messages(sent.wsgi_request)
    assert str(said) == (
        "Записано: 1 человек. От одного учреждения — не больше 2. "
        "В листе ожидания: 1 человек. Если место освободится, придёт письмо."
    )
    assert "Столько уже записано" in client.get(url).text
    page = client.get(event.get_absolute_url()).text
    assert "пойдёт, если откажется коллега" in page
    assert "от одного учреждения не больше 2" in page


def test_each_organisation_is_told_how_many_of_hers_have_places_now(
    come,
    library,
    foreign_library,
    methodist,
    librarian,
    neighbour,
    mailoutbox,
    django_capture_on_commit_callbacks,
):
    event = EventFactory(capacity=1)
    come(event, library, library, foreign_library, library)
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_event(event.pk, {"capacity": 4}, version=1, by=methodist)
    told = {letter.to[0]: " ".join(letter.body.split()) for letter in mailoutbox}
    assert "записано: 2 сотрудника Вашего учреждения" in told[librarian.email]
    assert "записано: 1 сотрудник Вашего учреждения" in told[neighbour.email]


def test_the_limit_is_at_least_one(methodist):
    event = EventFactory()
    with pytest.raises(ValidationError):
        actions.change_event(event.pk, {"per_organisation": 0}, version=1, by=methodist)
