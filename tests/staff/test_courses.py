"""Courses: places, the waiting list, attendance that comes to the cards."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models.signals import post_save, pre_save
from django.urls import reverse
from django.utils import timezone

from staff.actions import courses as actions
from staff.actions.courses import Mark
from staff.actions.erasure import erase_person
from staff.models import Course, Erasure, PersonalDataAccess, Registration, Training
from staff.personal_data.mentions.finding import find_places, names_of
from staff.personal_data.own import gather
from tests.factories import CourseFactory, EmployeeFactory
from tests.queries import assert_same_queries

States = Registration.State
PAST = timezone.localdate() - datetime.timedelta(days=10)
pytestmark = pytest.mark.django_db


@pytest.fixture
def people(library):
    names = ("Абрамова", "Белова", "Волкова", "Громова")
    return [EmployeeFactory(library=library, last_name=name) for name in names]


def states(course: Course) -> dict[str, str]:
    rows = course.registrations.select_related("employee")
    return {row.employee.last_name: row.state for row in rows}


def test_who_does_not_fit_waits_and_moves_up_by_herself(
    people, librarian, mailoutbox, django_capture_on_commit_callbacks
):
    course = CourseFactory(capacity=2)
    done = actions.register_people(course.pk, people, librarian)
    assert [each.state for each in done] == ["registered", "registered", "waiting", "waiting"]
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(done[0].pk, librarian)
    assert states(course) == {
        "Абрамова": "withdrawn",
        "Белова": "registered",
        "Волкова": "registered",
        "Громова": "waiting",
    }
    assert mailoutbox[0].to == [librarian.email]
    assert "Волкова" not in mailoutbox[0].body + mailoutbox[0].subject
    assert f"{settings.SITE_URL}{course.get_absolute_url()}" in mailoutbox[0].body


@pytest.mark.django_db(transaction=True)
def test_of_several_who_ask_for_the_last_place_at_once_one_has_it(people, librarian):
    course = CourseFactory(capacity=1)
    start = Barrier(len(people))

    def ask(person):
        try:
            start.wait(10)
            return actions.register_people(course.pk, [person], librarian)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(ask, people))
    assert sorted(states(course).values()) == ["registered", "waiting", "waiting", "waiting"]


def test_a_full_course_says_that_there_was_no_place(people, client_of, librarian):
    course = CourseFactory(capacity=2)
    page, client = reverse("staff:course-register", args=[course.pk]), client_of(librarian)

    def told(*chosen):
        sent = {"people": [each.pk for each in chosen]}
        return str([*get_messages(client.post(page, sent).wsgi_request)][-1])

    assert told(people[0]) == "Записано: 1 человек."
    assert told(*people[1:3]) == "Записано: 1 человек. В листе ожидания: 1 человек."
    assert told(people[3]) == "Мест нет. В листе ожидания: 1 человек."


def test_more_places_let_the_waiting_in(people, librarian, methodist):
    course = CourseFactory(capacity=1)
    actions.register_people(course.pk, people[:3], librarian)
    actions.change_course(course.pk, {"capacity": None}, version=1, by=methodist)
    assert set(states(course).values()) == {"registered"}


def test_registering_twice_keeps_the_place_and_coming_back_goes_to_the_end(people, librarian):
    course = CourseFactory(capacity=1)
    first = actions.register_people(course.pk, people[:2], librarian)
    again = actions.register_people(course.pk, people[:1], librarian)
    assert again[0].pk == first[0].pk
    actions.withdraw(first[0].pk, librarian)
    actions.register_people(course.pk, people[:1], librarian)
    assert states(course) == {"Абрамова": "waiting", "Белова": "registered"}


@pytest.mark.parametrize(
    "told",
    [
        {"state": Course.State.PREPARING},
        {"state": Course.State.CANCELLED},
        {"registration_until": datetime.date(2020, 1, 1)},
    ],
)
def test_nobody_is_registered_when_registration_is_closed(people, librarian, told):
    course = CourseFactory(**told)
    with pytest.raises(ValidationError):
        actions.register_people(course.pk, people, librarian)
    assert not course.registrations.exists()


def test_attendance_comes_to_the_cards_with_numbers_and_can_be_corrected(
    people, librarian, methodist
):
    course = CourseFactory()
    came, missed = actions.register_people(course.pk, people[:2], librarian)
    marks = {came.pk: Mark(True, "УД-15"), missed.pk: Mark(False)}
    actions.mark_attendance(course.pk, marks, course.ends_on, methodist)
    record = Training.objects.get()
    assert (record.employee, record.document_number, record.hours) == (people[0], "УД-15", 36)
    assert record.source == Training.Source.REGISTRATION
    course.refresh_from_db()
    assert course.state == Course.State.HELD
    marks = {came.pk: Mark(False), missed.pk: Mark(True, "УД-16")}
    actions.mark_attendance(course.pk, marks, course.ends_on, methodist)
    kept = Training.objects.get(is_removed=False)
    assert (kept.employee, kept.document_number) == (people[1], "УД-16")
    assert states(course) == {"Абрамова": "absent", "Белова": "attended"}


def test_attendance_marked_twice_is_recorded_once(people, librarian, methodist):
    course = CourseFactory()
    (came,) = actions.register_people(course.pk, people[:1], librarian)
    for number in ("", "УД-17", "УД-17"):
        actions.mark_attendance(course.pk, {came.pk: Mark(True, number)}, None, methodist)
    assert Training.objects.get().document_number == "УД-17"


def test_course_goes_one_way_through_its_states(client_of, people, methodist):
    """Neither what was held nor what was called off comes to life again."""
    course = CourseFactory(state=Course.State.HELD)
    client = client_of(methodist)
    for state in (Course.State.HELD, Course.State.CANCELLED):
        Course.objects.filter(pk=course.pk).update(state=state)
        for verb in ("open", "cancel"):
            page = reverse(f"staff:course-{verb}", args=[course.pk])
            shown = client.post(page, {"version": course.version}, follow=True)
            assert "изменили" in shown.text
            assert "Открыть запись" not in shown.text
            course.refresh_from_db()
            assert (course.state, course.version) == (state, 1)


def test_course_that_has_not_begun_has_no_attendance(people, librarian, methodist):
    later = timezone.localdate() + datetime.timedelta(days=3)
    course = CourseFactory(starts_on=later, ends_on=later)
    (waits,) = actions.register_people(course.pk, people[:1], librarian)
    with pytest.raises(ValidationError, match="не начался"):
        actions.mark_attendance(course.pk, {waits.pk: Mark(True)}, None, methodist)


def test_attended_registration_is_not_withdrawn(people, librarian, methodist):
    course = CourseFactory()
    (came,) = actions.register_people(course.pk, people[:1], librarian)
    actions.mark_attendance(course.pk, {came.pk: Mark(True)}, None, methodist)
    with pytest.raises(ValidationError, match="отмечено"):
        actions.withdraw(came.pk, librarian)


@pytest.mark.parametrize(
    ("told", "taken", "left"),
    [
        ({"state": Course.State.OPEN, "ends_on": PAST}, "кто был — не записано", "места не дост"),
        ({"state": Course.State.HELD}, "кто был — не записано", "места не досталось"),
        ({"state": Course.State.CANCELLED}, "курс отменён", "курс отменён"),
    ],
)
def test_nobody_waits_for_a_course_that_is_over(client_of, people, librarian, told, taken, left):
    course = CourseFactory(capacity=1)
    placed, waits = actions.register_people(course.pk, people[:2], librarian)
    told = {"starts_on": told.get("ends_on", course.starts_on), **told}
    Course.objects.filter(pk=course.pk).update(**told)
    for person, words in ((people[0], taken), (people[1], left)):
        (told,) = [table for table in gather(person) if table.key == "registrations"]
        assert any(words in str(value) for value in told.rows[0].values)
    client = client_of(librarian)
    page = client.get(course.get_absolute_url()).text
    assert (taken in page, left in page, "Отменить запись" in page) == (True, True, False)
    assert "ждут" not in page + client.get(reverse("staff:course-list"), {"time": "all"}).text
    actions.withdraw(placed.pk, librarian)
    assert Registration.objects.get(pk=waits.pk).state == States.WAITING


def test_librarian_is_offered_and_shown_her_own_people_only(
    client_of, librarian, methodist, people, foreign_library
):
    course = CourseFactory()
    foreign = EmployeeFactory(library=foreign_library, last_name="Чужая")
    actions.register_people(course.pk, [foreign, people[0]], methodist)
    client = client_of(librarian)
    page = client.get(course.get_absolute_url()).content.decode()
    assert "Абрамова" in page
    assert "Чужая" not in page
    url = reverse("staff:course-register", args=[course.pk])
    assert "Чужая" not in client.get(url).content.decode()
    assert client.post(url, {"people": [foreign.pk]}).status_code == 200
    client.post(url, {"people": [each.pk for each in people[1:]]})
    assert course.registrations.count() == 5
    assert PersonalDataAccess.objects.filter(user=librarian).count() >= 3


def test_librarian_of_a_full_course_is_not_told_that_it_is_empty(
    client_of, neighbour, librarian, people
):
    course = CourseFactory()
    client = client_of(neighbour)
    assert "Никто ещё не записан" in client.get(course.get_absolute_url()).content.decode()
    actions.register_people(course.pk, people, librarian)
    page = client.get(course.get_absolute_url()).content.decode()
    assert "Из Вашего учреждения никто не записан" in page
    assert "Никто ещё не записан" not in page


def test_too_short_a_programme_is_not_called_qualification(client_of, methodist):
    form = {
        "name": "Час библиографа",
        "kind": "upgrade",
        "organiser": "СОНБ",
        "starts_on": "2026-03-02",
        "ends_on": "2026-03-02",
        "hours": "8",
        "document_kind": "certificate",
    }
    response = client_of(methodist).post(reverse("staff:course-create"), form)
    assert "не меньше 16 часов" in response.content.decode()


def test_lists_and_pages_ask_the_same_few_questions_for_any_number(
    client_of, methodist, librarian, library
):
    client = client_of(methodist)
    assert_same_queries(client, reverse("staff:course-list"), CourseFactory, at_most=12)
    course = CourseFactory()

    def register():
        actions.register_people(course.pk, [EmployeeFactory(library=library)], librarian)

    assert_same_queries(client, course.get_absolute_url(), register, at_most=15)
    attendance = reverse("staff:course-attendance", args=[course.pk])
    assert_same_queries(client, attendance, register, at_most=15)
    choice = reverse("staff:course-register", args=[course.pk])
    query = {"organisation": library.organisation_id}
    assert_same_queries(
        client, choice, lambda: EmployeeFactory(library=library), at_most=15, query=query
    )


@pytest.mark.django_db(transaction=True)
def test_places_given_back_and_marked_at_once_wait_for_one_another(people, librarian):
    """Each of the two moves up whom the other takes away: neither ends in a deadlock."""
    course = CourseFactory(capacity=2)
    done = actions.register_people(course.pk, people, librarian)
    start, rounds = Barrier(2), 4

    def give_back_and_come_again(places):
        try:
            for _round in range(rounds):
                start.wait(10)
                for place in places:
                    actions.withdraw(place.pk, librarian)
                    actions.register_people(course.pk, [place.employee], librarian)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(give_back_and_come_again, (done[::2], done[::-2])))
    assert sorted(states(course).values()) == ["registered"] * 2 + ["waiting"] * 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="has one writer at a time anyway")
def test_attendance_is_marked_while_one_of_those_present_is_made_impersonal(
    library, librarian, head
):
    """The erasure wants the course, whose words name her; the course writes on her card."""
    gone = EmployeeFactory(
        library=library, last_name="Кракозябрина", since=datetime.date(2020, 1, 1)
    )
    course = CourseFactory(about=f"Ведёт {gone.full_name}")
    (place,) = actions.register_people(course.pk, [gone], librarian)
    gone.employments.update(until=timezone.localdate() - datetime.timedelta(days=1))
    names = names_of(gone)
    both_hold = Barrier(2, timeout=10)

    def wait_for_the_other(**_told):
        both_hold.wait()

    def done(act):
        try:
            return act()
        finally:
            connection.close()

    def erase():
        keys = {one.key for one in find_places(names)}
        return erase_person(gone.pk, gone.full_name, "приказ № 5", head, keys)

    def mark():
        marks = {place.pk: Mark(True, "УД-15")}
        return actions.mark_attendance(course.pk, marks, course.ends_on, librarian)

    with (
        told_of(post_save, Erasure, wait_for_the_other),
        told_of(pre_save, Registration, wait_for_the_other),
        ThreadPoolExecutor(2) as pool,
    ):
        list(pool.map(done, (erase, mark)))
    course.refresh_from_db()
    assert "Кракозябрина" not in course.about
    assert (course.state, states(course)) == ("held", {"Обезличено": "attended"})


@contextmanager
def told_of(signal, sender, act):
    """Have `act` called at this moment of the work of others."""
    signal.connect(act, sender=sender)
    try:
        yield
    finally:
        signal.disconnect(act, sender=sender)
