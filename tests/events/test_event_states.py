"""The way of an event: announced, moved, called off, held; who is told of it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from common.editing import StaleObjectError
from common.roles import Role
from events.gatherings import actions
from events.gatherings.tries import note_wrong_try
from events.models import Event, Participation
from tests.factories import EmployeeFactory, EventFactory, UserFactory

State = Event.State
pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def days_ahead(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


@pytest.fixture
def coming(library, librarian):
    """An event in ten days with one who is registered and one who waits."""
    event = EventFactory(starts_on=days_ahead(10), capacity=1)
    people = [EmployeeFactory(library=library) for _ in range(2)]
    actions.register_people(event.pk, people, librarian)
    return event


def test_event_by_invitation_needs_somebody_invited(methodist, organisation):
    event = EventFactory(state=State.DRAFT, access=Event.Access.INVITED)
    with pytest.raises(ValidationError, match="не приглашён"):
        actions.announce(event.pk, version=1, by=methodist)
    event.invited.add(organisation)
    assert actions.announce(event.pk, version=1, by=methodist).state == State.OPEN


def test_past_days_are_not_announced(methodist):
    event = EventFactory(state=State.DRAFT, starts_on=days_ahead(-1))
    with pytest.raises(ValidationError, match="прошли"):
        actions.announce(event.pk, version=1, by=methodist)


def test_moved_event_keeps_its_people_and_tells_them(
    coming, methodist, librarian, mailoutbox, django_capture_on_commit_callbacks
):
    coming.responsibles.add(methodist)
    days = {"starts_on": days_ahead(20), "ends_on": days_ahead(21)}
    with django_capture_on_commit_callbacks(execute=True):
        moved = actions.move_event(coming.pk, days, version=1, by=methodist, reason="Ремонт зала")
    assert (moved.state, moved.moved_from) == (State.OPEN, days_ahead(10))
    assert moved.participations.filter(state=Participation.State.REGISTERED).count() == 1
    assert {letter.to[0] for letter in mailoutbox} == {librarian.email, methodist.email}
    assert all("Ремонт зала" in letter.body for letter in mailoutbox)
    back = {"starts_on": days_ahead(10), "ends_on": None}
    again = actions.move_event(coming.pk, back, version=2, by=methodist, reason="Зал готов")
    assert (again.moved_from, again.ends_on) == (None, days_ahead(10))


def test_event_without_new_days_waits_for_them(coming, methodist, librarian):
    moved = actions.move_event(
        coming.pk, {"starts_on": None}, version=1, by=methodist, reason="Лёд"
    )
    assert (moved.state, moved.moved_from) == (State.MOVED, days_ahead(10))
    with pytest.raises(ValidationError):
        actions.register_people(coming.pk, [], librarian)
    days = {"starts_on": days_ahead(30), "ends_on": days_ahead(30)}
    ahead = actions.move_event(coming.pk, days, version=2, by=methodist, reason="Лёд сошёл")
    assert (ahead.state, ahead.moved_from) == (State.OPEN, days_ahead(10))


def test_days_of_an_announced_event_are_not_changed_by_the_way(coming, methodist):
    with pytest.raises(ValidationError, match="Перенести"):
        actions.change_event(coming.pk, {"starts_on": days_ahead(11)}, version=1, by=methodist)


@pytest.mark.parametrize(
    ("values", "letters"), [({"place": "Зал № 2"}, 1), ({"about": "Подробнее"}, 0)]
)
def test_other_place_is_told_other_words_are_not(
    coming, methodist, values, letters, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_event(coming.pk, values, version=1, by=methodist)
    assert len(mailoutbox) == letters


def test_cancelled_event_tells_why_and_stays_cancelled(
    coming, methodist, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.cancel_event(coming.pk, version=1, by=methodist, reason="Карантин")
    assert "Карантин" in mailoutbox[0].body
    for act in (actions.close_registration, actions.announce, actions.reopen_registration):
        with pytest.raises(Event.DoesNotExist):
            act(coming.pk, version=2, by=methodist)


def test_event_of_an_organisation_without_librarians_writes_to_its_own_address(
    library, methodist, mailoutbox, django_capture_on_commit_callbacks
):
    library.organisation.email = "cbs@example.ru"
    library.organisation.save()
    event = EventFactory(starts_on=days_ahead(5))
    actions.register_people(event.pk, [EmployeeFactory(library=library)], methodist)
    with django_capture_on_commit_callbacks(execute=True):
        actions.cancel_event(event.pk, version=1, by=methodist, reason="Нет света")
    assert [letter.to for letter in mailoutbox] == [["cbs@example.ru"]]


@pytest.mark.parametrize(("access", "invited"), [("invited", 1), ("region", 2)])
def test_invitations_go_to_whom_the_event_is_for_but_not_to_who_refused(
    access,
    invited,
    methodist,
    librarian,
    neighbour,
    mailoutbox,
    django_capture_on_commit_callbacks,
):
    UserFactory(role=Role.LIBRARIAN, organisation=librarian.organisation, is_active=False)
    refusing = UserFactory(role=Role.LIBRARIAN, organisation=librarian.organisation)
    actions.refuse_letters(refusing.pk)
    event = EventFactory(access=access)
    event.invited.add(librarian.organisation)
    with django_capture_on_commit_callbacks(execute=True):
        actions.send_invitations(event.pk, version=1, by=methodist)
    assert [letter.to for letter in mailoutbox] == [[librarian.email], [neighbour.email]][:invited]
    assert "List-Unsubscribe" in mailoutbox[0].extra_headers
    with pytest.raises(Event.DoesNotExist):  # once is enough
        actions.send_invitations(event.pk, version=2, by=methodist)


def test_only_a_draft_is_thrown_away(coming, methodist):
    with pytest.raises(ValidationError, match="черновик"):
        actions.remove_draft(coming.pk, version=1, by=methodist)
    draft = EventFactory(state=State.DRAFT)
    with pytest.raises(StaleObjectError):
        actions.remove_draft(draft.pk, version=7, by=methodist)
    actions.remove_draft(draft.pk, version=1, by=methodist)
    assert not Event.objects.filter(pk=draft.pk).exists()
    assert Event.history.filter(id=draft.pk, history_type="-").get().history_user == methodist


def test_two_who_change_an_event_lose_nothing(client_of, methodist, organisation):
    event = EventFactory(name="Семинар", place="Зал № 1")
    client = client_of(methodist)
    url = reverse("gatherings:event-edit", args=[event.pk])
    sent = {"name": "Семинар", "access": "region", "version": 1, "place": "Зал № 1"}
    client.post(url, {**sent, "organisers": [organisation.pk], "place": "Зал № 2"})
    page = client.post(url, {**sent, "name": "Большой семинар"})
    assert "запись изменил другой человек" in page.text
    assert f'value="{organisation.pk}" ' in page.text
    assert "Зал № 2" in page.text
    event.refresh_from_db()
    assert (event.name, event.organiser_names) == ("Семинар", str(organisation))


def test_attendance_by_list_changes_only_what_was_pressed(coming, methodist, client_of):
    Event.objects.filter(pk=coming.pk).update(starts_on=TODAY, ends_on=TODAY)
    first, second = coming.participations.all()
    client = client_of(methodist)
    url = reverse("gatherings:event-attendance", args=[coming.pk])
    # Both pages were opened before anybody was marked.
    client.post(url, {f"here_{first.pk}": "on", f"was_{first.pk}": "", f"was_{second.pk}": ""})
    client.post(url, {f"here_{second.pk}": "on", f"was_{first.pk}": "", f"was_{second.pk}": ""})
    assert [row.state for row in coming.participations.all()] == ["attended", "attended"]
    client.post(url, {f"was_{first.pk}": "1", f"here_{second.pk}": "on", f"was_{second.pk}": "1"})
    assert [row.state for row in coming.participations.all()] == ["registered", "attended"]


def test_marks_not_saved_yet_are_saved_on_the_way_to_the_result(coming, methodist, client_of):
    Event.objects.filter(pk=coming.pk).update(starts_on=TODAY, ends_on=TODAY)
    first, _second = coming.participations.all()
    client = client_of(methodist)
    url = reverse("gatherings:event-attendance", args=[coming.pk])
    assert 'form="attendance" name="finish"' in client.get(url).text
    answer = client.post(url, {f"here_{first.pk}": "on", f"was_{first.pk}": "", "finish": "1"})
    assert answer.url == reverse("gatherings:event-finish", args=[coming.pk])
    first.refresh_from_db()
    assert first.state == "attended"


def test_finished_event_makes_the_others_absent_and_can_be_put_right(coming, methodist):
    with pytest.raises(ValidationError, match="не началось"):
        actions.finish_event(coming.pk, 0, version=1, by=methodist)
    Event.objects.filter(pk=coming.pk).update(starts_on=TODAY, ends_on=TODAY)
    held = actions.finish_event(coming.pk, 4, version=1, by=methodist)
    assert (held.state, held.guests) == (State.HELD, 4)
    first, second = coming.participations.all()
    assert (first.state, second.state) == ("absent", "waiting")
    actions.mark_attendance(coming.pk, {first.pk: True}, methodist)
    first.refresh_from_db()
    assert first.state == "attended"
    with pytest.raises(ValidationError, match="отмечено"):
        actions.withdraw(first.pk, methodist)


def test_code_marks_the_one_it_is_typed_by(coming, methodist):
    Event.objects.filter(pk=coming.pk).update(starts_on=TODAY, ends_on=TODAY)
    event = actions.give_code(coming.pk, version=1, by=methodist)
    row = event.participations.first()
    name = row.employee.full_name.upper()
    wrong = "000000" if event.code != "000000" else "111111"
    assert actions.mark_by_code(event.pk, wrong, name) is None
    assert actions.mark_by_code(event.pk, event.code, "Никто Иван") is None
    event.refresh_from_db()
    assert event.wrong_codes == 2
    assert actions.mark_by_code(event.pk, event.code, name) == row
    row.refresh_from_db()
    assert row.state == "attended"


def test_namesakes_are_not_guessed_by_the_code(coming, methodist):
    Event.objects.filter(pk=coming.pk).update(starts_on=TODAY, ends_on=TODAY)
    event = actions.give_code(coming.pk, version=1, by=methodist)
    first, second = (row.employee for row in coming.participations.all())
    for person in (first, second):
        person.last_name, person.first_name = "Иванова", "Анна"
        person.save()
    assert actions.mark_by_code(event.pk, event.code, "Иванова Анна") is None


def test_the_page_of_the_code_tells_nobody_what_was_wrong(coming, methodist, client_of):
    Event.objects.filter(pk=coming.pk).update(starts_on=TODAY, ends_on=TODAY)
    event = actions.give_code(coming.pk, version=1, by=methodist)
    client, url = client_of(None), reverse("gatherings:event-here", args=[event.pk])
    name = event.participations.first().employee.full_name
    pages = [
        client.post(url, {"code": code, "name": who}).text
        for code, who in (("0000000", name), (event.code, "Никто Иван"))
    ]
    assert all("Код или имя не подошли" in page for page in pages)
    assert "Вы отмечены" in client.post(url, {"code": event.code, "name": name}).text


@pytest.fixture
def hall(coming, methodist, client_of):
    """Return a function: what the page answers to a code typed at this address under a name."""
    Event.objects.filter(pk=coming.pk).update(starts_on=TODAY, ends_on=TODAY)
    actions.give_code(coming.pk, version=1, by=methodist)
    client, url = client_of(None), reverse("gatherings:event-here", args=[coming.pk])

    def answer(code: str, name: str, address: str = "198.51.100.7") -> str:
        return client.post(url, {"code": code, "name": name}, REMOTE_ADDR=address).text

    return answer


def test_the_screen_of_the_hall_shows_the_code_and_nobody_s_name(
    hall, coming, client_of, methodist
):
    url = reverse("gatherings:event-screen", args=[coming.pk])
    page = client_of(methodist).get(url).text
    coming.refresh_from_db()
    assert coming.code in page
    assert 'src="data:image/png;base64,' in page
    assert not any(row.employee.last_name in page for row in coming.participations.all())
    Event.objects.filter(pk=coming.pk).update(code="")
    assert client_of(methodist).get(url).status_code == 302


def test_those_invited_mark_themselves_without_signing_in_by_the_key_of_the_screen(
    hall, coming, client_of, methodist
):
    Event.objects.filter(pk=coming.pk).update(access=Event.Access.INVITED)
    page = client_of(methodist).get(reverse("gatherings:event-screen", args=[coming.pk]))
    here_url, client = page.context["here_url"], client_of(None)
    coming.refresh_from_db()
    sent = {"code": coming.code, "name": coming.participations.first().employee.full_name}
    assert client.post(here_url.partition("?")[0], sent).status_code == 404
    assert client.post(f"{here_url}0", sent).status_code == 404
    assert "Вы отмечены" in client.post(here_url, sent).text


def test_strangers_who_guess_do_not_spoil_the_code_for_others(hall, coming, methodist):
    first, second = (row.employee.full_name for row in coming.participations.all())
    Event.objects.filter(pk=coming.pk).update(wrong_codes=9_998)
    code = guess(coming, "203.0.113.9", times=58)
    for _two_more in range(2):
        assert "не подошли" in hall("нет", "Чужой", "203.0.113.9")
    assert "Слишком много попыток" in hall(code, first, "203.0.113.9")
    assert "Вы отмечены" in hall(code, first)
    coming.refresh_from_db()
    assert coming.wrong_codes == 9_999  # and counts no further
    actions.give_code(coming.pk, version=1, by=methodist)
    coming.refresh_from_db()
    assert "Вы отмечены" in hall(coming.code, second, "203.0.113.9")


def test_the_code_is_not_guessed_for_one_name_from_many_addresses(hall, coming):
    first, second = (row.employee.full_name for row in coming.participations.all())
    code = Event.objects.get(pk=coming.pk).code
    for number in range(10):
        assert "не подошли" in hall("нет", first.upper(), f"203.0.113.{number}")
    assert "Слишком много попыток" in hall(code, first)
    assert "Вы отмечены" in hall(code, second)


def test_a_home_network_of_many_addresses_is_one(hall, coming):
    guess(coming, "2001:db8:1:2::1", times=60)
    assert "Слишком много попыток" in hall("нет", "Чужой", "2001:db8:1:2:ffff::1")
    assert "не подошли" in hall("нет", "Чужой", "2001:db8:1:3::1")


def guess(event: Event, address: str, times: int) -> str:
    """Try the code in vain so many times, each under another name; return the code."""
    event.refresh_from_db()
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    for number in range(times):
        note_wrong_try(request, event, f"Чужой {number}")
    return event.code
