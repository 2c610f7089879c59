"""What follows from an event: the plan's mark, records on cards, certificates, what people said."""

import datetime
from io import BytesIO

import page as pdf_checks
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from common.planned import Scope, fact_source
from events.gatherings import actions
from events.gatherings.actions.feedback import ask_usual
from events.gatherings.outcomes import settle
from events.models import Certificate, Event, FeedbackForm, Participation
from reports.documents import ParameterError, open_document
from staff.models import Training
from staff.personal_data.registry import erase_all, gather_all
from tests.factories import EmployeeFactory, EventFactory, PlanFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YESTERDAY = TODAY - datetime.timedelta(days=1)
CHECK = reverse("gatherings:certificate-check")


@pytest.fixture
def event(organisation):
    event = EventFactory(
        name="Областной семинар «Чтение с детства»",
        event_form="областной семинар",
        gives_certificate=True,
        training_kind="seminar",
        hours=6,
        other_organisers="Музей сказки",
    )
    ask_usual(event)
    return event


@pytest.fixture
def people(event, library, librarian):
    """Three who were registered; the first two came."""
    names = ("Абрамова", "Белова", "Волкова")
    persons = [EmployeeFactory(library=library, last_name=name) for name in names]
    rows = actions.register_people(event.pk, persons, librarian)
    actions.mark_attendance(event.pk, {row.pk: True for row in rows[:2]}, librarian)
    return rows


@pytest.fixture
def finish(event, methodist, django_capture_on_commit_callbacks):
    """Return a function that holds the event, with all that follows."""

    def act(guests: int = 0) -> Event:
        version = Event.objects.get(pk=event.pk).version
        with django_capture_on_commit_callbacks(execute=True):
            return actions.finish_event(event.pk, guests, version=version, by=methodist)

    return act


def test_those_who_came_have_records_and_certificates(event, people, finish, methodist):
    finish()
    numbers = list(Certificate.objects.values_list("number", "name"))
    prefix = f"{TODAY.year}-{event.pk:04d}"
    assert numbers == [
        (f"{prefix}-001", "Абрамова Мария Ивановна"),
        (f"{prefix}-002", "Белова Мария Ивановна"),
    ]
    record = Training.objects.get(employee__last_name="Абрамова")
    assert (record.title, record.kind, record.hours) == (event.name, "seminar", 6)
    assert (record.source, record.document_number) == ("event", f"{prefix}-001")
    assert record.organiser == "Музей сказки"
    assert Training.objects.count() == 2
    settle.call(event.pk, methodist.pk)
    assert (Certificate.objects.count(), Training.objects.count()) == (2, 2)


def test_mark_put_right_moves_record_and_certificate(
    event, people, finish, methodist, django_capture_on_commit_callbacks
):
    finish()
    with django_capture_on_commit_callbacks(execute=True):
        marks = {people[0].pk: False, people[2].pk: True}
        actions.mark_attendance(event.pk, marks, methodist)
    states = {one.name.split()[0]: bool(one.revoked_at) for one in Certificate.objects.all()}
    assert states == {"Абрамова": True, "Белова": False, "Волкова": False}
    kept = Training.objects.filter(is_removed=False)
    assert sorted(kept.values_list("employee__last_name", flat=True)) == ["Белова", "Волкова"]
    code = Certificate.objects.get(name__startswith="Абрамова").code
    with django_capture_on_commit_callbacks(execute=True):
        actions.mark_attendance(event.pk, {people[0].pk: True}, methodist)
    again = Certificate.objects.get(name__startswith="Абрамова")
    assert (again.code, again.revoked_at) == (code, None)
    assert Certificate.objects.values("number").distinct().count() == 3


def test_event_without_papers_gives_none(event, people, finish):
    Event.objects.filter(pk=event.pk).update(gives_certificate=False, training_kind="")
    finish()
    assert not Certificate.objects.exists()
    assert not Training.objects.exists()


def test_certificate_is_verified_by_number_and_code_and_tells_initials_only(
    event, people, finish, client_of
):
    finish()
    paper = Certificate.objects.first()
    client = client_of(None)
    told = client.get(CHECK, {"number": paper.number, "code": paper.code.lower()}).text
    assert "Сертификат подлинный" in told
    assert "А. М. И." in told.replace("\u00a0", " ")
    assert event.name in told
    assert not any(word in told for word in ("Абрамова", "Мария", "Зелёная"))
    wrong = [
        client.get(CHECK, {"number": paper.number, "code": "AAAAAAAA"}).text,
        client.get(CHECK, {"number": "2020-0001-001", "code": paper.code}).text,
    ]
    assert all("портал не выдавал" in answer for answer in wrong)
    assert not any(event.name in answer for answer in wrong)
    Certificate.objects.update(revoked_at=timezone.now())
    answer = client.get(CHECK, {"number": paper.number, "code": paper.code}).text
    assert "аннулирован" in answer
    assert "подлинный" not in answer


def test_certificates_are_pages_of_one_accessible_document(event, people, finish):
    finish()
    document = open_document("certificates", {"event": str(event.pk)})
    content = document.render("pdf")
    report = pdf_checks.validate_pdf_bytes(content, profile="ua1")
    assert [failure.message for failure in report.failures] == []
    pdf = PdfReader(BytesIO(content))
    assert len(pdf.pages) == 2
    first = " ".join(pdf.pages[0].extract_text().split())
    paper = Certificate.objects.first()
    for words in (paper.number, paper.code, "Абрамова Мария Ивановна", "6 академических часов"):
        assert words in first.replace("\u00a0", " ")
    assert "Белова" not in first


def test_certificates_are_for_their_organisation_and_for_those_who_keep_the_event(
    event, people, finish, librarian, neighbour, methodist, foreign_library, admin
):
    foreign = EmployeeFactory(library=foreign_library, last_name="Чужая")
    (row,) = actions.register_people(event.pk, [foreign], neighbour)
    actions.mark_attendance(event.pk, {row.pk: True}, methodist)
    finish()
    everybody = open_document("certificates", {"event": str(event.pk)})
    own = open_document(
        "certificates", {"event": str(event.pk), "organisation": str(librarian.organisation_id)}
    )
    number = Certificate.objects.get(name__startswith="Чужая").number
    one = open_document("certificates", {"event": str(event.pk), "number": number})
    seen = {
        person: [document.is_visible_to(person) for document in (everybody, own, one)]
        for person in (librarian, neighbour, methodist, admin)
    }
    assert seen == {
        librarian: [False, True, False],
        neighbour: [False, False, True],
        methodist: [True, True, True],
        admin: [False, False, False],
    }
    event.organisers.add(neighbour.organisation)
    assert everybody.is_visible_to(neighbour)
    with pytest.raises(ParameterError):
        open_document("certificates", {"event": str(event.pk), "number": "нет"})


def test_librarian_finds_the_certificates_of_her_people(
    event, people, finish, client_of, librarian
):
    finish()
    page = client_of(librarian).get(event.get_absolute_url()).text
    assert f"Сертификат № {Certificate.objects.first().number}</button>" in page
    sent = {"name": "certificates", "event": event.pk, "organisation": librarian.organisation_id}
    answer = client_of(librarian).post(reverse("reports:request"), sent)
    assert answer.status_code == 302


def test_what_events_hold_of_a_person_is_told_to_her_and_forgotten(event, people, finish):
    finish()
    person = people[0].employee
    (table,) = (one for one in gather_all(person) if one.key == "events")
    paper = Certificate.objects.get(participation=people[0])
    assert {event.name, paper.number} <= set(table.rows[0].values)
    erase_all(person, "№ 7")
    paper.refresh_from_db()
    assert paper.name == "Обезличено № 7"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"state": "held"}, "места не досталось; мероприятие прошло"),
        ({"state": "cancelled"}, "места не досталось; мероприятие отменено"),
        (
            {"state": "moved"},
            "в листе ожидания; мероприятие перенесено, новые дни не назначены",
        ),
        (
            {"starts_on": YESTERDAY, "ends_on": YESTERDAY},
            "в листе ожидания; дни мероприятия прошли, кто был — не записано",
        ),
        ({}, "в листе ожидания"),
    ],
)
def test_who_waited_is_told_what_became_of_it(event, people, told, words):
    Participation.objects.filter(pk=people[2].pk).update(state="waiting")
    Event.objects.filter(pk=event.pk).update(**told)
    (table,) = (one for one in gather_all(people[2].employee) if one.key == "events")
    assert table.rows[0].values[2] == words


def test_certificate_taken_back_is_told_as_such(event, people, finish):
    finish()
    Certificate.objects.update(revoked_at=timezone.now())
    (table,) = (one for one in gather_all(people[0].employee) if one.key == "events")
    assert table.rows[0].values[5].endswith("-001, аннулирован")


def test_row_of_the_plan_is_marked_by_its_event(item, event, people, finish, methodist):
    Event.objects.filter(pk=event.pk).update(plan_item=item)
    finish(guests=3)
    mark = item.marks.get()
    assert (mark.state, mark.participants, mark.date) == ("held", 5, TODAY)
    actions.mark_attendance(event.pk, {people[2].pk: True}, methodist)
    mark.refresh_from_db()
    assert mark.participants == 6


def test_moved_and_cancelled_events_mark_their_rows(item, methodist):
    event = EventFactory(plan_item=item, starts_on=TODAY + datetime.timedelta(days=5))
    later = TODAY + datetime.timedelta(days=9)
    days = {"starts_on": later, "ends_on": later}
    actions.move_event(event.pk, days, version=1, by=methodist, reason="Гололёд")
    mark = item.marks.get()
    assert (mark.state, mark.moved_to, mark.reason) == ("moved", later, "Гололёд")
    back = {"starts_on": event.starts_on, "ends_on": event.starts_on}
    actions.move_event(event.pk, back, version=2, by=methodist, reason="Растаяло")
    assert not item.marks.exists()
    actions.cancel_event(event.pk, version=3, by=methodist, reason="Карантин")
    mark = item.marks.get()
    assert (mark.state, mark.reason) == ("cancelled", "Карантин")


def test_held_events_are_counted_for_the_plan_of_their_organiser(
    event, people, finish, organisation, foreign_library
):
    finish(guests=3)
    own, others = (
        Scope(TODAY.year, PlanFactory(organisation=each, year=TODAY.year).pk)
        for each in (organisation, foreign_library.organisation)
    )
    source = fact_source("events")
    assert list(source.tallies(own)) == []
    event.organisers.add(organisation)
    (tally,) = source.tallies(own)
    assert (tally.month, tally.counts) == (TODAY.month, {"number": 1, "people": 5})
    assert tally.attributes == {"kind": "seminar"}
    year = range(1, 13)
    assert [each.url for each in source.records(own, {}, year)[:5]] == [event.get_absolute_url()]
    assert len(source.records(own, {"kind": ["webinar"]}, year)) == 0
    assert list(source.tallies(others)) == []


def test_participants_answer_without_names_and_the_organiser_sees_the_sum(
    event, people, finish, client_of, methodist, mailoutbox
):
    url = reverse("gatherings:feedback", args=[event.feedback_key])
    assert "не принимаются" in client_of(None).get(url).text
    finish()
    assert url in mailoutbox[0].body
    useful, orderly, words, _next = event.questions.all()
    for mark in ("5", "4"):
        client = client_of(None)
        told = {f"answer_{useful.pk}": mark, f"answer_{words.pk}": "Игры <b>и</b> сказки"}
        assert "отзыв записан" in client.post(url, told).text
        assert "отзыв записан" in client.get(url).text  # and is not asked again
    late = client_of(None).post(url, {f"answer_{useful.pk}": "1"})
    assert "уже столько, сколько было участников" in late.text
    page = client_of(methodist).get(reverse("gatherings:event-feedback", args=[event.pk])).text
    assert "4,5" in page
    assert "Игры &lt;b&gt;и&lt;/b&gt; сказки" in page
    assert "Ответов пока нет" in page
    assert orderly.answers.count() == 0


def test_answers_are_given_out_as_documents_without_names(
    event, people, finish, client_of, methodist, librarian, neighbour
):
    finish(guests=9)
    useful, _orderly, words, _next = event.questions.all()
    with pytest.raises(ParameterError):
        open_document("event-feedback", {"event": str(event.pk)})
    actions.send_feedback(event.pk, {useful.pk: 5}, {words.pk: "=1+1"})
    actions.send_feedback(event.pk, {useful.pk: 4}, {})
    document = open_document("event-feedback", {"event": str(event.pk)})
    book = load_workbook(BytesIO(document.render("xlsx")))
    assert book.sheetnames == ["Оценки", "Словами 1", "Словами 2", "Все ответы"]
    marks = [row for row in book["Оценки"].values if row[0] == useful.text]
    assert marks == [(useful.text, 2, 4.5, 1, 1, 0, 0, 0)]
    assert [row[1:4] for row in book["Все ответы"].values if row[0] in (1, 2)] == [
        (5, None, "=1+1"),
        (4, None, None),
    ]
    (cell,) = (cell for row in book["Словами 1"] for cell in row if cell.value == "=1+1")
    assert cell.data_type == "s"
    pdf = document.render("pdf")
    assert not pdf_checks.validate_pdf_bytes(pdf, profile="ua1").failures
    text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages)
    assert "отзывов: 2, участников: 11" in text.replace("\u00a0", " ")
    assert not any(row.employee.last_name in text for row in people)
    event.organisers.add(neighbour.organisation)
    allowed = [document.is_allowed_to(each) for each in (methodist, neighbour, librarian)]
    assert allowed == [True, True, False]
    page = client_of(methodist).get(reverse("gatherings:event-feedback", args=[event.pk])).text
    assert "Ответы в Excel" in page


def test_short_programme_stands_by_the_name_and_a_long_one_behind(event, people, finish):
    Event.objects.filter(pk=event.pk).update(programme="10:00 Сказка — Иванова А. А.\n11:00 Игра")
    finish()

    def printed() -> list[str]:
        number = Certificate.objects.first().number
        document = open_document("certificates", {"event": str(event.pk), "number": number})
        made = document.render("pdf")
        assert not pdf_checks.validate_pdf_bytes(made, profile="ua1").failures
        return [" ".join(each.extract_text().split()) for each in PdfReader(BytesIO(made)).pages]

    (only,) = printed()
    assert "10:00 Сказка — Иванова А. А." in only
    told = [f"10:00 Сказка {number} — Иванова Анна Александровна" for number in range(200)]
    Event.objects.filter(pk=event.pk).update(programme="\n".join(told[:15]))
    face, back = printed()
    assert "Сказка" not in face.replace("Музей сказки", "")
    assert [point in back for point in told[:15]] == [True] * 15
    Event.objects.filter(pk=event.pk).update(programme="\n".join(told), name="Чтение " * 40)
    _face, back = printed()
    assert told[0] in back and told[-1] not in back
    rest = sum(point not in back for point in told)
    assert f"ещё {rest} пункт" in back and event.get_absolute_url() in back


def test_empty_feedback_is_not_kept(event, people, finish, client_of):
    finish()
    url = reverse("gatherings:feedback", args=[event.feedback_key])
    page = client_of(None).post(url, {})
    assert "хотя бы на один вопрос" in page.text
    assert not FeedbackForm.objects.exists()


def test_question_with_answers_is_not_taken_away(event, people, finish, methodist):
    finish()
    useful = event.questions.first()
    actions.send_feedback(event.pk, {useful.pk: 5}, {})
    with pytest.raises(ValidationError, match="уже ответили"):
        actions.set_questions(event.pk, ["Другой вопрос?"], [], methodist)
    actions.set_questions(event.pk, [useful.text, "Ещё вопрос?"], [], methodist)
    assert [row.text for row in event.questions.all()] == [useful.text, "Ещё вопрос?"]
    assert useful.answers.count() == 1


def test_summary_takes_the_same_queries_for_any_number(event, people, finish, client_of, methodist):
    finish(guests=9)
    useful = event.questions.first()
    url = reverse("gatherings:event-feedback", args=[event.pk])
    actions.send_feedback(event.pk, {useful.pk: 5}, {})
    one = count_queries(client_of(methodist), url)
    for mark in (3, 4):
        actions.send_feedback(event.pk, {useful.pk: mark}, {})
    assert count_queries(client_of(methodist), url) == one <= 15
    states = Participation.objects.values_list("state", flat=True)
    assert sorted(states) == ["absent", "attended", "attended"]
