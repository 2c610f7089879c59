"""Calendars for calendar programs: by the letter of RFC 5545, and each with its own things."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from events.actions.marks import MarkValues, set_mark
from events.gatherings import actions
from events.models import CalendarKey, Event, ItemPeriod, ItemResponsible, Plan, Visit
from events.schedule.feeds import key_of
from events.schedule.ical import Happening, calendar, escaped, folded
from tests.factories import EmployeeFactory, EventFactory
from tests.queries import count_queries

OWN, PUBLIC = reverse("schedule:own-feed"), reverse("schedule:public-feed")
NOW = datetime.datetime(2026, 3, 1, 9, 30, tzinfo=datetime.UTC)
TODAY = timezone.localdate()


def unfolded(content: bytes) -> list[str]:
    """The lines of a calendar as a program reads them; every physical line is checked."""
    text = content.decode()
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not any("\n" in line or "\r" in line for line in lines)
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def told(**values) -> list[str]:
    """The lines of the calendar of one happening."""
    usual = {
        "uid": "event-7@portal",
        "summary": "Семинар",
        "first": datetime.date(2026, 4, 16),
        "last": datetime.date(2026, 4, 16),
        "url": "https://portal.example/events/7/",
        "changed_at": NOW,
    }
    return unfolded(calendar("Отдел", [Happening(**(usual | values))]))


def events_in(content: bytes) -> dict[str, dict[str, str]]:
    """The events of a calendar by their titles: property and value."""
    found: dict[str, dict[str, str]] = {}
    for block in re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", "\n".join(unfolded(content)), re.S):
        pairs = dict(line.split(":", 1) for line in block.split("\n"))
        found[pairs["SUMMARY"]] = pairs
    return found


def test_calendar_has_what_programs_need():
    lines = told(location="СОНБ", description="Приходите", revision=3)
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", lines[2]]
    assert lines[2].startswith("PRODID:-//")
    assert lines[-1] == "END:VCALENDAR"
    # RFC 5546, 3.2.1: what is published by a METHOD must name its ORGANIZER.
    assert not any(line.startswith("METHOD") for line in lines)
    for line in (
        "UID:event-7@portal",
        "DTSTAMP:20260301T093000Z",
        "SEQUENCE:3",
        "LOCATION:СОНБ",
        "STATUS:CONFIRMED",
    ):
        assert line in lines


@pytest.mark.parametrize(
    ("values", "begins", "ends"),
    [
        ({}, "DTSTART;VALUE=DATE:20260416", "DTEND;VALUE=DATE:20260417"),
        (
            {"last": datetime.date(2026, 4, 30)},
            "DTSTART;VALUE=DATE:20260416",
            "DTEND;VALUE=DATE:20260501",
        ),
        (
            {"first": datetime.date(2026, 12, 31), "last": datetime.date(2026, 12, 31)},
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
        ),
        (
            {"begins_at": datetime.time(10), "ends_at": datetime.time(15, 30)},
            "DTSTART:20260416T070000Z",
            "DTEND:20260416T123000Z",
        ),
        ({"begins_at": datetime.time(10)}, "DTSTART:20260416T070000Z", None),
        (
            {"begins_at": datetime.time(10), "last": datetime.date(2026, 4, 17)},
            "DTSTART;VALUE=DATE:20260416",
            "DTEND;VALUE=DATE:20260418",
        ),
    ],
)
def test_days_and_hours_begin_and_end_right(values, begins, ends):
    """Whole days end on the day after the last one; hours of Moscow are told in UTC."""
    with timezone.override("Europe/Moscow"):
        lines = told(**values)
    assert begins in lines
    assert [line for line in lines if line.startswith("DTEND")] == ([ends] if ends else [])


def test_text_is_escaped_and_cannot_add_lines():
    text = "Чтение; письмо, счёт\\план\r\nEND:VEVENT\nBEGIN:VEVENT"
    lines = told(summary=text)
    assert f"SUMMARY:{escaped(text)}" in lines
    assert escaped("а;б,в\\г\nд") == "а\\;б\\,в\\\\г\\nд"
    assert lines.count("BEGIN:VEVENT") == 1


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=200))
def test_any_text_is_folded_within_75_octets_and_read_back(text):
    line = f"SUMMARY:{escaped(text)}"
    pieces = folded(line)
    assert all(len(piece.encode()) <= 75 for piece in pieces.split("\r\n"))
    assert pieces.replace("\r\n ", "") == line + "\r\n"


@pytest.fixture
def dated(item, methodist):
    """A row of an approved plan, on one day, for which the methodist answers."""
    Plan.objects.filter(pk=item.plan_id).update(state=Plan.State.APPROVED, year=TODAY.year)
    item.periods.update(start=TODAY, end=TODAY, wording="сегодня", recurrence="")
    item.responsibles.all().delete()
    ItemResponsible.objects.create(item=item, user=methodist, wording="М.", position=1)
    return item


@pytest.mark.django_db
def test_public_calendar_holds_open_events_and_dated_rows(client_of, dated, add, library):
    EventFactory(name="Открытый", from_time=datetime.time(10), place="СОНБ")
    EventFactory(name="Черновик", state=Event.State.DRAFT)
    EventFactory(name="По приглашению", access=Event.Access.INVITED)
    EventFactory(name="Отложено", state=Event.State.MOVED)
    EventFactory(name="Отменено", state=Event.State.CANCELLED)
    for start, end, recurrence in (
        (datetime.date(TODAY.year, 1, 1), datetime.date(TODAY.year, 12, 31), ""),
        (TODAY, TODAY, ItemPeriod.Recurrence.CONTINUOUS),
        (TODAY, TODAY + datetime.timedelta(days=15), ""),
    ):
        row = dated.plan.items.create(name="Весь год", position=90)
        row.periods.create(wording="весь год", start=start, end=end, recurrence=recurrence)
    draft = Plan.objects.create(
        organisation=library.organisation, year=TODAY.year + 1, title="Будущий"
    )
    row = draft.items.create(name="Из черновика", position=10)
    row.periods.create(wording="срок", start=TODAY, end=TODAY)
    response = client_of(None).get(PUBLIC)
    found = events_in(response.content)
    assert set(found) == {"Открытый", "Отменено", dated.name}
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert found["Отменено"]["STATUS"] == "CANCELLED"
    assert found[dated.name]["UID"].startswith(f"plan-item-{dated.pk}-")
    after = f"{TODAY + datetime.timedelta(days=1):%Y%m%d}"
    assert found[dated.name]["DTEND;VALUE=DATE"] == after


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["cancelled", "not_done", "held"])
def test_row_that_is_called_off_leaves_its_day(client_of, dated, methodist, state):
    set_mark(dated, TODAY.month, MarkValues(state, reason="карантин"), methodist, seen=0)
    found = set(events_in(client_of(None).get(PUBLIC).content))
    assert found == ({dated.name} if state == "held" else set())


@pytest.mark.django_db
def test_row_that_is_moved_stands_on_its_new_day(client_of, dated, methodist):
    later = TODAY + datetime.timedelta(days=9)
    moved = MarkValues("moved", moved_to=later, reason="карантин")
    before = events_in(client_of(None).get(PUBLIC).content)[dated.name]
    set_mark(dated, TODAY.month, moved, methodist, seen=0)
    told = client_of(None).get(OWN, {"key": key_of(methodist)}).content
    assert set(events_in(told)) == {dated.name}
    told = events_in(told)[dated.name]
    assert told["DTSTART;VALUE=DATE"] == f"{later:%Y%m%d}"
    assert told["UID"] != before["UID"], "the former day is no more"
    page = client_of(methodist).get(reverse("schedule:week"), {"day": later.isoformat()})
    assert dated.name in page.text


@pytest.mark.django_db
def test_one_mark_of_a_row_that_recurs_takes_away_no_other_times(client_of, dated, methodist):
    dated.periods.update(recurrence=ItemPeriod.Recurrence.MONTHLY)
    set_mark(dated, TODAY.month, MarkValues("not_done", reason="отпуск"), methodist, seen=0)
    assert set(events_in(client_of(None).get(PUBLIC).content)) == {dated.name}


@pytest.mark.django_db
def test_row_that_became_an_event_stands_once(client_of, dated):
    EventFactory(name="Событие", plan_item=dated)
    assert set(events_in(client_of(None).get(PUBLIC).content)) == {"Событие"}


@pytest.mark.django_db
def test_own_calendar_holds_what_is_on_the_person(
    client_of, dated, methodist, head, librarian, library
):
    mine = EventFactory(name="Моё", access=Event.Access.INVITED)
    mine.responsibles.add(methodist)
    EventFactory(name="Чужое")
    coming = EventFactory(name="Куда едут мои")
    actions.register_people(coming.pk, [EmployeeFactory(library=library)], librarian)
    visit = Visit.objects.create(
        library=library,
        organisation=library.organisation,
        purpose="Помощь",
        starts_on=TODAY,
        ends_on=TODAY,
    )
    visit.visitors.add(methodist)

    def seen(person):
        return set(events_in(client_of(None).get(OWN, {"key": key_of(person)}).content))

    assert seen(methodist) == {"Моё", dated.name, f"Выезд: {library.name}"}
    assert seen(head) == set()
    assert seen(librarian) == {"Куда едут мои", f"Выезд: {library.name}"}


@pytest.mark.django_db
def test_uid_stays_and_sequence_grows(client_of, methodist):
    event = EventFactory(name="Семинар")
    first = events_in(client_of(None).get(PUBLIC).content)["Семинар"]
    later = TODAY + datetime.timedelta(days=7)
    days = {"starts_on": later, "ends_on": later}
    actions.move_event(event.pk, days, version=1, by=methodist, reason="Ремонт")
    then = events_in(client_of(None).get(PUBLIC).content)["Семинар"]
    assert (then["UID"], int(then["SEQUENCE"])) == (first["UID"], int(first["SEQUENCE"]) + 1)
    assert then["DTSTART;VALUE=DATE"] == f"{later:%Y%m%d}"


@pytest.mark.django_db
def test_unchanged_calendar_is_not_sent_again(client_of):
    EventFactory()
    first = client_of(None).get(PUBLIC)
    again = client_of(None).get(PUBLIC, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
def test_renewed_address_closes_the_one_before(client_of, methodist):
    client = client_of(methodist)
    page = client.get(reverse("schedule:subscribe")).text
    key = CalendarKey.objects.get(user=methodist).key
    assert key in page
    client.post(reverse("schedule:renew"))
    assert client_of(None).get(OWN, {"key": key}).status_code == 404
    renewed = CalendarKey.objects.get(user=methodist).key
    assert client_of(None).get(OWN, {"key": renewed}).status_code == 200
    methodist.is_active = False
    methodist.save()
    assert client_of(None).get(OWN, {"key": renewed}).status_code == 404
    assert client_of(None).get(OWN).status_code == 404


@pytest.mark.django_db
def test_calendars_take_few_queries(client_of, methodist):
    for _number in range(5):
        EventFactory().responsibles.add(methodist)
    assert count_queries(client_of(None), PUBLIC) == 1
    assert count_queries(client_of(None), f"{OWN}?key={key_of(methodist)}") == 2
