"""Places of an event: never more than there are, in turn, passed on by themselves."""

import datetime
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from events.gatherings import actions
from events.models import Event, Participation
from staff.models import PersonalDataAccess
from tests.factories import EmployeeFactory, EventFactory
from tests.served import post_form

States = Participation.State
pytestmark = pytest.mark.django_db
ASKERS, PLACES = 100, 30
LATER = timezone.localdate() + datetime.timedelta(days=20)


@pytest.fixture
def people(library):
    names = ("Абрамова", "Белова", "Волкова", "Громова")
    return [EmployeeFactory(library=library, last_name=name) for name in names]


def states(event: Event) -> dict[str, str]:
    rows = event.participations.select_related("employee")
    return {row.employee.last_name: row.state for row in rows}


def test_who_does_not_fit_waits_and_moves_up_in_turn(
    people, librarian, mailoutbox, django_capture_on_commit_callbacks
):
    event = EventFactory(capacity=1)
    done = actions.register_people(event.pk, people[:1], librarian)
    done += actions.register_people(event.pk, [people[2], people[1]], librarian)
    assert [row.state for row in done] == ["registered", "waiting", "waiting"]
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(done[0].pk, librarian)
    assert states(event) == {
        "Абрамова": "withdrawn",
        "Волкова": "registered",
        "Белова": "waiting",
    }
    (letter,) = mailoutbox
    assert letter.to == [librarian.email]
    assert not any(name in letter.body + letter.subject for name in ("Волкова", "Белова"))
    assert event.get_absolute_url() in letter.body


@pytest.fixture
def at_a_time() -> int:
    """How many may ask at one moment: each holds a connection, of which PostgreSQL has so many."""
    if connection.vendor == "sqlite":
        return ASKERS
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        return min(ASKERS, int(cursor.fetchone()[0]) // 2)


@pytest.mark.django_db(transaction=True)
def test_a_hundred_ask_at_once_for_thirty_places(
    live_server, client_of, library, librarian, at_a_time
):
    """Never the thirty-first; who was answered before another asked stands before her."""
    event = EventFactory(capacity=PLACES)
    people = [EmployeeFactory(library=library, education=None) for _ in range(ASKERS)]
    clients = [client_of(librarian) for _ in people]
    url = reverse("gatherings:event-register", args=[event.pk])
    start = Barrier(at_a_time, timeout=30)
    live_server.thread.httpd.socket.listen(ASKERS)  # let all of them stand in the door

    def ask(number: int) -> tuple[float, float]:
        if number < at_a_time:
            start.wait()
        begun = time.monotonic()
        sent = {"people": people[number].pk, "told": "on"}
        answer = post_form(live_server.thread.port, clients[number], url, sent)
        assert (answer.status, answer.headers["Location"]) == (302, event.get_absolute_url())
        return begun, time.monotonic()

    with ThreadPoolExecutor(at_a_time) as pool:
        asked = dict(zip([each.pk for each in people], pool.map(ask, range(ASKERS)), strict=True))
    rows = list(event.participations.order_by("turn").values_list("turn", "state", "employee"))
    expected = [States.REGISTERED] * PLACES + [States.WAITING] * (ASKERS - PLACES)
    assert [row[:2] for row in rows] == list(enumerate(expected, start=1))
    latest_begin = 0.0
    for _turn, _state, person in rows:
        begun, answered = asked[person]
        assert answered >= latest_begin, "answered before one with a lesser turn even asked"
        latest_begin = max(latest_begin, begun)


@pytest.mark.django_db(transaction=True)
def test_places_given_back_at_once_go_to_the_first_who_wait(library, librarian):
    event = EventFactory(capacity=5)
    people = [EmployeeFactory(library=library) for _ in range(15)]
    rows = actions.register_people(event.pk, people, librarian)
    start = Barrier(5)

    def give_back(row):
        try:
            start.wait(20)
            actions.withdraw(row.pk, librarian)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(give_back, rows[:5]))
    placed = event.participations.filter(state=States.REGISTERED)
    assert list(placed.values_list("turn", flat=True)) == [6, 7, 8, 9, 10]


def test_more_places_let_the_waiting_in(people, librarian, methodist):
    event = EventFactory(capacity=1)
    actions.register_people(event.pk, people, librarian)
    actions.change_event(event.pk, {"capacity": 3}, version=1, by=methodist)
    assert list(states(event).values()) == ["registered"] * 3 + ["waiting"]


def test_coming_back_goes_to_the_end_and_asking_twice_keeps_the_place(people, librarian):
    event = EventFactory(capacity=1)
    first, _second = actions.register_people(event.pk, people[:2], librarian)
    assert actions.register_people(event.pk, people[:1], librarian)[0].pk == first.pk
    actions.withdraw(first.pk, librarian)
    actions.register_people(event.pk, people[:1], librarian)
    assert states(event) == {"Белова": "registered", "Абрамова": "waiting"}


@pytest.mark.parametrize(
    "told",
    [
        {"state": Event.State.DRAFT},
        {"state": Event.State.CLOSED},
        {"state": Event.State.CANCELLED},
        {"access": Event.Access.FREE},
        {"starts_on": LATER, "registration_until": datetime.date(2020, 1, 1)},
    ],
)
def test_nobody_is_registered_when_registration_is_not_open(people, librarian, told):
    event = EventFactory(**told)
    with pytest.raises(ValidationError):
        actions.register_people(event.pk, people, librarian)
    assert not event.participations.exists()


def test_closed_registration_still_moves_the_waiting_up(people, librarian, methodist):
    event = EventFactory(capacity=1)
    first, _second = actions.register_people(event.pk, people[:2], librarian)
    actions.close_registration(event.pk, version=1, by=methodist)
    actions.withdraw(first.pk, librarian)
    assert states(event)["Белова"] == "registered"


def test_librarian_registers_and_sees_her_own_people_only(
    client_of, librarian, methodist, people, foreign_library
):
    event = EventFactory()
    foreign = EmployeeFactory(library=foreign_library, last_name="Чужая")
    actions.register_people(event.pk, [foreign, people[0]], methodist)
    client = client_of(librarian)
    page = client.get(event.get_absolute_url()).text
    assert "Абрамова" in page
    assert "Чужая" not in page
    url = reverse("gatherings:event-register", args=[event.pk])
    assert "Чужая" not in client.get(url).text
    assert client.post(url, {"people": [foreign.pk], "told": "on"}).status_code == 200
    assert client.post(url, {"people": [people[1].pk]}).status_code == 200  # they do not know yet
    client.post(url, {"people": [each.pk for each in people[1:]], "told": "on"})
    assert event.participations.count() == 5
    assert PersonalDataAccess.objects.filter(user=librarian).count() >= 3


def test_organiser_sees_everybody_and_withdraws_only_her_own(
    client_of, neighbour, librarian, people
):
    event = EventFactory()
    event.organisers.add(neighbour.organisation)
    (row,) = actions.register_people(event.pk, people[:1], librarian)
    client = client_of(neighbour)
    assert "Абрамова" in client.get(event.get_absolute_url()).text
    assert client.post(reverse("gatherings:withdraw", args=[row.pk])).status_code == 403
    assert states(event) == {"Абрамова": "registered"}


def test_librarian_registers_herself_by_one_button(client_of, librarian, library):
    event = EventFactory()
    client = client_of(librarian)
    assert "Записать себя" not in client.get(event.get_absolute_url()).text
    EmployeeFactory(
        library=library,
        last_name=librarian.last_name,
        first_name=librarian.first_name,
        patronymic=librarian.patronymic,
    )
    assert "Записать себя" in client.get(event.get_absolute_url()).text
    client.post(reverse("gatherings:event-register-me", args=[event.pk]))
    assert states(event) == {librarian.last_name: "registered"}
    assert "Записать себя" not in client.get(event.get_absolute_url()).text


def test_line_is_told_to_who_waits(client_of, librarian, people):
    event = EventFactory(capacity=1)
    actions.register_people(event.pk, people, librarian)
    page = " ".join(client_of(librarian).get(event.get_absolute_url()).text.split())
    assert "1-й в очереди" in page
    assert "3-й в очереди" in page
    assert "4-й в очереди" not in page


@pytest.mark.parametrize(("state", "said"), [("held", "прошло"), ("cancelled", "отменено")])
def test_nobody_waits_in_line_for_what_is_over(client_of, librarian, people, state, said):
    event = EventFactory(capacity=1)
    actions.register_people(event.pk, people, librarian)
    Event.objects.filter(pk=event.pk).update(state=state)
    client = client_of(librarian)
    page = " ".join(client.get(event.get_absolute_url()).text.split())
    assert page.count(f"мероприятие {said}<") == 4
    assert "в очереди" not in page
    assert "листе ожидания" not in page
    answer = client.get(reverse("api:event-participants", args=[event.pk])).json()
    assert [row["place_in_line"] for row in answer] == [None] * 4
