"""The calendar on the page, by month and week, whose it is, and letters before the day."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from events.gatherings import actions
from events.models import Event, ItemResponsible, Plan, Visit
from events.schedule.reminders import remind
from tests.factories import EmployeeFactory, EventFactory, OrganisationFactory
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db
MONTH, WEEK = reverse("schedule:month"), reverse("schedule:week")
TODAY = timezone.localdate()
DAY = datetime.date(2026, 3, 18)  # a Wednesday


def titles(page) -> list[str]:
    return [entry.title for day in page.context["sheet"].days for entry in day.entries]


def visit_on(day: datetime.date, library) -> Visit:
    told = {"library": library, "organisation": library.organisation, "purpose": "Помощь"}
    return Visit.objects.create(**told, starts_on=day, ends_on=day)


def test_month_is_whole_weeks_and_shows_each_day_of_an_event(client_of):
    EventFactory(name="Два дня", starts_on=DAY, ends_on=DAY + datetime.timedelta(days=1))
    EventFactory(name="Апрель", starts_on=datetime.date(2026, 4, 1))
    page = client_of(None).get(MONTH, {"month": "2026-03"})
    sheet = page.context["sheet"]
    assert (sheet.title, sheet.here, sheet.earlier, sheet.later) == (
        "Март 2026",
        "2026-03",
        "2026-02",
        "2026-04",
    )
    assert all(len(week) == 7 and week[0].date.weekday() == 0 for week in sheet.weeks)
    assert len(sheet.days) == 31
    assert titles(page) == ["Два дня", "Два дня"]
    assert "среда, 18" in page.text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("today", "over"),
    [("2026-03-01", 0), ("2026-03-02", 1), ("2026-03-18", 3), ("2026-03-31", 5)],
)
def test_the_weeks_of_this_month_that_are_over_take_less_room(client_of, monkeypatch, today, over):
    day = datetime.date.fromisoformat(today)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: day)
    page = client_of(None).get(MONTH).text
    assert page.count('class="calendar__over"') == over
    assert page.count('id="today"') == 1
    # Of another month no week is nearer than the others.
    other = client_of(None).get(MONTH, {"month": "2026-02"}).text
    assert "calendar__over" not in other and 'id="today"' not in other


def test_the_choice_is_folded_and_told_in_words(client_of, methodist, item):
    ItemResponsible.objects.create(item=item, user=methodist, wording="?", position=1)
    query = {"month": "2026-03", "person": methodist.pk, "kind": "item"}
    page = client_of(methodist).get(MONTH, query).text
    assert f"<summary>Отбор: {methodist.short_name}; пункты плана</summary>" in page


def test_week_runs_from_monday_and_tells_hours_in_order(client_of):
    EventFactory(name="Позже", starts_on=DAY, from_time=datetime.time(15))
    EventFactory(name="Раньше", starts_on=DAY, from_time=datetime.time(9))
    EventFactory(name="Весь день", starts_on=DAY)
    page = client_of(None).get(WEEK, {"day": "2026-03-20"})
    sheet = page.context["sheet"]
    assert (sheet.first, sheet.last) == (datetime.date(2026, 3, 16), datetime.date(2026, 3, 22))
    assert titles(page) == ["Весь день", "Раньше", "Позже"]


@pytest.fixture
def dated(item, methodist):
    Plan.objects.filter(pk=item.plan_id).update(state=Plan.State.APPROVED)
    item.periods.update(start=DAY, end=DAY, wording="18 марта", recurrence="")
    ItemResponsible.objects.create(item=item, user=methodist, wording="М.", position=1)
    return item


def test_long_periods_are_told_below_and_fill_no_days(client_of, dated):
    dated.periods.update(start=datetime.date(2026, 3, 1), end=datetime.date(2026, 3, 31))
    page = client_of(None).get(MONTH, {"month": "2026-03"})
    assert titles(page) == []
    assert [entry.title for entry in page.context["sheet"].long] == [dated.name]
    assert client_of(None).get(MONTH, {"month": "2026-04"}).context["sheet"].is_empty


def test_calendar_is_narrowed_by_person_organiser_and_kind(client_of, dated, methodist, library):
    organiser = OrganisationFactory(name="Областная детская библиотека")
    hers = EventFactory(name="Её", starts_on=DAY)
    hers.responsibles.add(methodist)
    theirs = EventFactory(name="Их", starts_on=DAY)
    theirs.organisers.add(organiser)
    visit_on(DAY, library).visitors.add(methodist)
    client = client_of(methodist)

    def seen(**query):
        return set(titles(client.get(MONTH, {"month": "2026-03", **query})))

    trip = f"Выезд: {library.name}"
    assert seen() == {"Её", "Их", trip, dated.name}
    assert seen(person=methodist.pk) == {"Её", trip, dated.name}
    assert seen(organiser=organiser.pk) == {"Их"}
    assert seen(organiser=dated.plan.organisation_id) == {dated.name}
    assert seen(kind="visit") == {trip}
    assert seen(kind="item") == {dated.name}
    assert seen(person="999999", kind="нет") == {"Её", "Их", trip, dated.name}
    page = client.get(MONTH, {"month": "2026-03", "kind": "visit"})
    assert "?month=2026-04&amp;kind=visit" in page.text


def test_each_sees_her_own(client_of, dated, librarian, neighbour, library):
    EventFactory(name="Закрытое", starts_on=DAY, access=Event.Access.INVITED)
    visit_on(DAY, library)
    query = {"month": "2026-03"}
    assert set(titles(client_of(None).get(MONTH, query))) == {dated.name}
    assert set(titles(client_of(neighbour).get(MONTH, query))) == {dated.name}
    trip = f"Выезд: {library.name}"
    assert set(titles(client_of(librarian).get(MONTH, query))) == {dated.name, trip}
    assert "Кто отвечает" not in client_of(None).get(MONTH).text


@pytest.mark.parametrize("page", [MONTH, WEEK])
def test_pages_take_the_same_queries_for_any_number(page, client_of, methodist, library, dated):
    def one_more():
        EventFactory().responsibles.add(methodist)
        visit_on(TODAY, library).visitors.add(methodist)

    assert_same_queries(client_of(methodist), page, one_more, at_most=15)


@pytest.mark.parametrize(
    ("query", "status"),
    [("month=2026-13", 200), ("month=0001-01", 404), ("month=сейчас", 200), ("month=9999-12", 404)],
)
def test_odd_months_are_answered_plainly(client_of, query, status):
    assert client_of(None).get(f"{MONTH}?{query}").status_code == status


def test_home_tells_what_is_on_me_this_week(client_of, methodist, head, dated, library):
    hers = EventFactory(name="Моё мероприятие")
    hers.responsibles.add(methodist)
    EventFactory(name="Чужое мероприятие")
    visit_on(TODAY, library).visitors.add(methodist)
    dated.periods.update(start=TODAY, end=TODAY)
    home = reverse("home")
    week = client_of(methodist).get(home).context["week"]
    assert {entry.title for entry in week} == {
        "Моё мероприятие",
        f"Выезд: {library.name}",
        dated.name,
    }
    assert client_of(head).get(home).context["week"] == []


def test_groups_of_the_plan_are_on_every_methodist(client_of, methodist, dated):
    dated.responsibles.all().delete()
    ItemResponsible.objects.create(item=dated, wording="Все методисты", position=1)
    dated.periods.update(start=TODAY, end=TODAY)
    week = client_of(methodist).get(reverse("home")).context["week"]
    assert [entry.title for entry in week] == [dated.name]


@pytest.fixture
def coming(library, librarian, methodist):
    event = EventFactory(name="Семинар", starts_on=TODAY + datetime.timedelta(days=3))
    event.responsibles.add(methodist)
    actions.register_people(event.pk, [EmployeeFactory(library=library)], librarian)
    return event


def test_reminders_are_written_once_before_the_day(
    coming, library, librarian, methodist, mailoutbox, django_capture_on_commit_callbacks
):
    EventFactory(name="Далеко", starts_on=TODAY + datetime.timedelta(days=4))
    visit_on(TODAY + datetime.timedelta(days=1), library).visitors.add(methodist)
    with django_capture_on_commit_callbacks(execute=True):
        assert remind(TODAY) == 2
        assert remind(TODAY) == 0
    assert sorted((letter.to[0], letter.subject) for letter in mailoutbox) == sorted(
        [
            (librarian.email, "Напоминаем: Семинар"),
            (methodist.email, "Скоро: Семинар"),
            (methodist.email, f"Скоро выезд: {library.name}"),
        ]
    )
    for letter in mailoutbox:
        way_out = letter.extra_headers["List-Unsubscribe"].strip("<>")
        assert f"Не присылать таких писем: {way_out}" in letter.body


def test_moved_event_is_reminded_of_anew_and_a_cancelled_one_never(coming, methodist):
    assert remind(TODAY) == 1
    day = TODAY + datetime.timedelta(days=2)
    days = {"starts_on": day, "ends_on": day}
    actions.move_event(coming.pk, days, version=1, by=methodist, reason="Зал")
    assert remind(TODAY) == 1
    Event.objects.update(reminded_for=None)
    actions.cancel_event(coming.pk, version=2, by=methodist, reason="Карантин")
    assert remind(TODAY) == 0


def test_who_wants_no_reminders_gets_none(
    coming, librarian, methodist, mailoutbox, django_capture_on_commit_callbacks
):
    for person in (librarian, methodist):
        actions.refuse_letters(person.pk)
    with django_capture_on_commit_callbacks(execute=True):
        remind(TODAY)
    assert mailoutbox == []
