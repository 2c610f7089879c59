"""Pages of events: what of them everybody sees, what an item of a plan proposes."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events.gatherings import actions
from events.gatherings.proposals import days_of, training_kind_of
from events.models import Event, EventFile, ItemOrganiser, ItemPeriod, ItemResponsible, Plan
from events.when import when_words
from libraries.passport import Audience, sections_of
from methodportal.search.queries import entries_of, search
from methodportal.search.query import parse
from tests.common.test_files import picture
from tests.factories import EmployeeFactory, EventFactory, OrganisationFactory
from tests.queries import assert_same_queries, count_queries

pytestmark = pytest.mark.django_db
LIST = reverse("gatherings:event-list")
TODAY = timezone.localdate()


def test_list_takes_the_same_queries_for_any_number(client_of, librarian, methodist):
    for person in (None, librarian, methodist):
        assert_same_queries(client_of(person), LIST, EventFactory, at_most=15)


def test_page_takes_the_same_queries_for_any_number_of_people(client_of, methodist, library):
    event = EventFactory()

    def one_more():
        actions.register_people(event.pk, [EmployeeFactory(library=library)], methodist)

    assert_same_queries(client_of(methodist), event.get_absolute_url(), one_more, at_most=15)
    for name in ("event-attendance", "event-register", "event-edit"):
        page = reverse(f"gatherings:{name}", args=[event.pk])
        assert count_queries(client_of(methodist), page) <= 15


def test_everybody_sees_announced_events_and_nobody_drafts_or_invitations(client_of, librarian):
    EventFactory(name="Открытый семинар")
    EventFactory(name="Черновик семинара", state=Event.State.DRAFT)
    closed = EventFactory(name="Закрытое совещание", access=Event.Access.INVITED)
    page = client_of(None).get(LIST).text
    assert "Открытый семинар" in page
    assert "Черновик семинара" not in page
    assert "Закрытое совещание" not in page
    assert "Закрытое совещание" not in client_of(librarian).get(LIST).text
    closed.invited.add(librarian.organisation)
    assert "Закрытое совещание" in client_of(librarian).get(LIST).text


def test_event_by_invitation_is_there_for_whose_people_the_department_has_registered(
    client_of, librarian, neighbour, methodist, library
):
    event = EventFactory(access=Event.Access.INVITED)
    (row,) = actions.register_people(event.pk, [EmployeeFactory(library=library)], methodist)
    client = client_of(librarian)
    assert row.employee.last_name in client.get(event.get_absolute_url()).text
    assert client_of(neighbour).get(event.get_absolute_url()).status_code == 404
    client.post(reverse("gatherings:withdraw", args=[row.pk]))
    assert event.participations.get().state == "withdrawn"


def test_the_link_is_for_those_registered(client_of, librarian, neighbour, library):
    event = EventFactory(link="https://video.example/room")
    actions.register_people(event.pk, [EmployeeFactory(library=library)], librarian)
    url = event.get_absolute_url()
    assert "video.example" in client_of(librarian).get(url).text
    for person in (None, neighbour):
        page = client_of(person).get(url).text
        assert "video.example" not in page
        assert "откроется записанным" in page


def test_everybody_reads_who_answers_for_it_as_in_an_approved_plan(client_of, methodist, add):
    """Surname and initials, as the approved document names them; contacts and full name nowhere."""
    item = add("Семинар", responsibles=methodist.short_name)
    Plan.objects.filter(pk=item.plan_id).update(state=Plan.State.APPROVED)
    event = EventFactory(responsible_names=str(methodist))
    event.responsibles.add(methodist)
    for page in (event.get_absolute_url(), item.plan.get_absolute_url()):
        told = client_of(None).get(page).text
        assert " ".join(methodist.short_name.split()) in " ".join(told.split())
        assert methodist.email not in told
        assert f"{methodist.last_name} {methodist.first_name}" not in told


def test_past_events_are_out_of_the_list_unless_asked_for(client_of):
    day = TODAY - datetime.timedelta(days=40)
    EventFactory(name="Прошлый семинар", starts_on=day, state=Event.State.HELD)
    EventFactory(name="Отложенный семинар", starts_on=day, state=Event.State.MOVED)
    page = client_of(None).get(LIST).text
    assert "Прошлый семинар" not in page
    assert "Отложенный семинар" in page
    assert "Прошлый семинар" in client_of(None).get(LIST, {"time": "past"}).text


def test_list_does_not_promise_a_registration_that_is_over(client_of):
    EventFactory(
        starts_on=TODAY + datetime.timedelta(days=5),
        registration_until=TODAY - datetime.timedelta(days=1),
    )
    page = client_of(None).get(LIST).text
    assert "запись закончилась" in page
    assert "идёт запись</span>" not in page


def test_item_of_a_plan_proposes_an_event(client_of, methodist, add, organisation):
    item = add(
        "Областной семинар «Чтение с детства»",
        period=f"16-17 апреля {TODAY.year}",
        event_form="семинар",
        place="с. Лебединое",
        audience="детские библиотекари",
    )
    other = OrganisationFactory(name="Областная детская библиотека")
    ItemOrganiser.objects.create(item=item, organisation=other, wording="ОДБ", position=1)
    ItemOrganiser.objects.create(item=item, wording="Музей сказки", position=2)
    ItemResponsible.objects.create(item=item, user=methodist, wording="М.", position=1)
    url = f"{reverse('gatherings:event-create')}?item={item.pk}"
    page = client_of(methodist).get(url)
    told = page.context["form"].initial
    assert (told["name"], told["place"]) == (item.name, "с. Лебединое")
    assert (told["organisers"], told["other_organisers"]) == ([other.pk], "Музей сказки")
    assert told["responsibles"] == [methodist.pk]
    assert told["training_kind"] == "seminar"
    sent = {
        **{name: value for name, value in told.items() if value not in (None, "", [])},
        "starts_on": TODAY,
        "ends_on": TODAY,
        "access": "region",
    }
    client_of(methodist).post(url, sent)
    event = Event.objects.get()
    assert (event.plan_item, event.state, event.created_by) == (item, "draft", methodist)
    assert event.organiser_names == str(other)
    assert (
        f"?item={item.pk}"
        in client_of(methodist).get(reverse("events:item-edit", args=[item.pk])).text
    )


def test_event_without_a_last_day_takes_one_day(client_of, methodist):
    sent = {"name": "Встреча", "starts_on": TODAY, "ends_on": "", "access": "region"}
    client = client_of(methodist)
    client.post(reverse("gatherings:event-create"), sent | {"responsibles": [methodist.pk]})
    assert Event.objects.values_list("starts_on", "ends_on").get() == (TODAY, TODAY)


@pytest.mark.parametrize(
    ("periods", "proposed"),
    [
        ([("2026-04-16", "2026-04-17")], ("2026-04-16", "2026-04-17")),
        ([("2026-02-01", "2026-02-28")], ("2026-02-10", "2026-02-10")),
        ([("2026-03-01", "2026-03-31")], ("2026-03-01", "2026-03-01")),
        (
            [("2026-01-15", "2026-01-15"), ("2026-05-20", "2026-05-20")],
            ("2026-05-20", "2026-05-20"),
        ),
        ([("2026-01-15", "2026-01-15")], ("2026-01-15", "2026-01-15")),
        ([], None),
    ],
)
def test_days_are_proposed_from_the_periods(item, periods, proposed):
    item.periods.all().delete()
    for start, end in periods:
        ItemPeriod.objects.create(item=item, wording="срок", start=start, end=end)
    day = datetime.date.fromisoformat
    found = days_of(item, datetime.date(2026, 2, 10))
    assert found == (tuple(map(day, proposed)) if proposed else None)


def test_rows_of_a_plan_lead_to_events_and_back(client_of, methodist, add, item):
    item.event_form = "семинар"
    item.save()
    add("Ведение баз данных", period="в течение года", event_form="")
    club = add("Клуб методистов", period="март")
    EventFactory(plan_item=club, state=Event.State.HELD)
    url = reverse("gatherings:event-planned")
    client = client_of(methodist)
    page = client.get(url, {"plan": item.plan_id})
    assert [row.item.name for row in page.context["rows"]] == [item.name, club.name]
    assert "проведено" in page.text
    assert f"?item={item.pk}" in page.text
    everything = client.get(url, {"plan": item.plan_id, "all": 1})
    assert len(everything.context["rows"]) == 3
    assert_same_queries(
        client, url, lambda: EventFactory(plan_item=club), at_most=15, query={"plan": item.plan_id}
    )


def test_search_finds_what_the_person_sees(search_index, librarian, methodist, library):
    EventFactory(name="Семинар о каталогах", programme="10:00 Доклад про каталогизацию")
    EventFactory(name="Совещание о каталогах", access=Event.Access.INVITED)

    def found(user):
        ranking = search(user, parse("каталоги"), TODAY)
        return {entry.title for entry in entries_of(ranking.hits)}

    assert found(AnonymousUser()) == {"Семинар о каталогах"}
    assert found(librarian) == {"Семинар о каталогах"}
    assert found(methodist) == {"Семинар о каталогах", "Совещание о каталогах"}


def test_passport_tells_events_of_the_organisation(library):
    for name, access in (("Праздник двора", "region"), ("Планёрка", "invited")):
        EventFactory(name=name, access=access).organisers.add(library.organisation)
    section = next(one for one in sections_of(library, Audience.PUBLIC) if one.key == "events")
    assert [entry.text for entry in section.content.entries] == ["Праздник двора"]


@pytest.mark.parametrize(
    ("form", "name", "kind"),
    [
        ("семинар-практикум", "Краеведение рядом", "seminar"),
        ("", "Вебинар «Новое в учёте»", "webinar"),
        ("акция", "Читаем всей семьёй", ""),
    ],
)
def test_kind_of_learning_is_known_by_the_form(item, form, name, kind):
    item.event_form, item.name = form, name
    assert training_kind_of(item) == kind


@pytest.mark.parametrize(
    ("form", "name", "told"),
    [
        ("семинар", "Областной семинар директоров", ""),
        ("семинар", "Библиотека и семья", "семинар"),
        ("", "Акция", ""),
    ],
)
def test_form_is_not_told_twice(form, name, told):
    assert Event(event_form=form, name=name).form_beside_name == told


@pytest.mark.parametrize(
    ("first", "last", "hours", "words"),
    [
        ((2026, 4, 16), (2026, 4, 16), (None, None), "16 апреля 2026 г."),
        ((2026, 4, 16), (2026, 4, 17), ((10, 0), (15, 30)), "16–17 апреля 2026 г., 10:00–15:30"),
        ((2026, 4, 30), (2026, 5, 2), ((9, 0), None), "30 апреля – 2 мая 2026 г., 09:00"),
        ((2026, 12, 31), (2027, 1, 2), (None, None), "31 декабря 2026 г. – 2 января 2027 г."),
    ],
)
def test_days_are_told_in_words(first, last, hours, words):
    times = [datetime.time(*hour) if hour else None for hour in hours]
    told = when_words(datetime.date(*first), datetime.date(*last), *times)
    assert told.replace("\u00a0", " ") == words


def test_materials_are_given_to_who_sees_the_event(client_of, methodist):
    event = EventFactory(access=Event.Access.INVITED)
    url = reverse("gatherings:file-add", args=[event.pk])
    poster = SimpleUploadedFile("афиша.jpg", picture(), "image/jpeg")
    client_of(methodist).post(url, {"file": poster, "title": "Афиша"})
    file = EventFile.objects.get()
    assert client_of(methodist).get(file.get_absolute_url()).status_code == 200
    assert client_of(None).get(file.get_absolute_url()).status_code == 404
    client_of(methodist).post(reverse("gatherings:file-remove", args=[file.pk]))
    assert not EventFile.objects.exists()
