"""Visits: planned, made, written down; advice that is answered and followed up."""

import datetime
from io import BytesIO

import page as pdf_checks
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from common.editing import StaleObjectError
from common.planned import Scope, fact_source
from common.russian import format_day
from common.waiting import piles_of
from events.models import Visit, VisitAdvice
from events.schedule.reminders import remind
from events.visits import actions
from events.visits.waiting import waiting_of
from libraries.leftovers import leftovers_of
from libraries.passport import Audience, sections_of
from reports.documents import ParameterError, open_document
from tests.factories import LibraryFactory, PlanFactory
from tests.queries import assert_same_queries, count_queries

pytestmark = pytest.mark.django_db
LIST = reverse("visits:visit-list")
TODAY = timezone.localdate()


def days_ahead(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


def plan(library, by, ahead: int = 0, **told) -> Visit:
    day = days_ahead(ahead)
    values = {"library": library, "purpose": "Помочь с отчётом", "starts_on": day, "ends_on": day}
    return actions.plan_visit({**values, "visitors": [by], **told}, by)


@pytest.fixture
def visit(library, methodist) -> Visit:
    """A visit of today whose findings are written down."""
    found = plan(library, methodist)
    return actions.record_visit(found.pk, "Фонд расставлен верно.", version=1, by=methodist)


@pytest.fixture
def advice(visit, methodist) -> VisitAdvice:
    return actions.advise(visit, text="Обновить вывеску", due_on=days_ahead(30), by=methodist)


def test_library_is_told_of_a_visit_and_of_its_findings(
    library, methodist, librarian, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        found = plan(library, methodist, 3)
    with pytest.raises(ValidationError, match="не начался"):
        actions.record_visit(found.pk, "Рано", version=1, by=methodist)
    Visit.objects.filter(pk=found.pk).update(starts_on=TODAY, ends_on=TODAY)
    with django_capture_on_commit_callbacks(execute=True):
        actions.record_visit(found.pk, "Фонд в порядке", version=1, by=methodist)
        actions.record_visit(found.pk, "Фонд в полном порядке", version=2, by=methodist)
    assert [letter.to for letter in mailoutbox] == [[librarian.email], [librarian.email]]
    assert "Помочь с отчётом" in mailoutbox[0].body
    assert "Итоги выезда" in mailoutbox[1].subject


def test_library_is_told_of_other_days_and_of_another_library(
    library,
    foreign_library,
    methodist,
    librarian,
    neighbour,
    mailoutbox,
    django_capture_on_commit_callbacks,
):
    found = plan(library, methodist, 3)
    later = days_ahead(5)
    moved = {"starts_on": later, "ends_on": later}
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_visit(found.pk, {"purpose": "Помочь"}, version=1, by=methodist)
    assert mailoutbox == []
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_visit(found.pk, moved, version=2, by=methodist)
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == ([librarian.email], f"Выезд перенесён: {library}")
    for day in (days_ahead(3), later):
        assert format_day(day) in letter.body
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_visit(found.pk, {"library": foreign_library}, version=3, by=methodist)
    assert {(letter.to[0], letter.subject.split(":")[0]) for letter in mailoutbox} == {
        (librarian.email, "Выезд отменён"),
        (neighbour.email, "К Вам едут из отдела"),
    }
    assert not any("Причина" in letter.body for letter in mailoutbox)


def test_visit_that_was_called_off_is_not_changed(library, methodist):
    found = plan(library, methodist, 3)
    actions.cancel_visit(found.pk, version=1, by=methodist, reason="Гололёд")
    with pytest.raises(Visit.DoesNotExist):
        actions.change_visit(found.pk, {"purpose": "Другая"}, version=2, by=methodist)
    with pytest.raises(Visit.DoesNotExist):
        actions.record_visit(found.pk, "Были", version=2, by=methodist)


def test_library_is_reminded_once_of_what_it_has_not_answered(
    advice, visit, librarian, methodist, mailoutbox, django_capture_on_commit_callbacks
):
    VisitAdvice.objects.filter(pk=advice.pk).update(due_on=days_ahead(7))
    answered = actions.advise(visit, text="Сменить часы", due_on=days_ahead(7), by=methodist)
    actions.answer(answered.pk, text="Сменили", version=1, by=librarian)
    actions.advise(visit, text="Не скоро", due_on=days_ahead(8), by=methodist)
    with django_capture_on_commit_callbacks(execute=True):
        assert (remind(TODAY), remind(TODAY)) == (1, 0)
    (letter,) = mailoutbox
    assert letter.to == [librarian.email]
    assert "Обновить вывеску" in letter.body
    assert f"{advice.get_absolute_url()}#advice-{advice.pk}" in letter.body


def test_visit_keeps_the_organisation_of_its_day(visit, foreign_library):
    library, organisation = visit.library, visit.organisation
    library.organisation = foreign_library.organisation
    library.save()
    visit.refresh_from_db()
    assert visit.organisation == organisation


def test_advice_is_answered_sent_back_and_found_done(
    advice, librarian, methodist, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answered = actions.answer(advice.pk, text="Заказали", version=1, by=librarian)
        assert (answered.mark, answered.answered_by) == ("submitted", librarian)
        back = actions.send_back(advice.pk, remark="А когда повесят?", version=2, by=methodist)
        assert (back.mark, back.answer) == ("running", "Заказали")
        actions.answer(advice.pk, text="Повесили", version=3, by=librarian)
        done = actions.find_done(advice.pk, done_on=TODAY, version=4, by=methodist)
    assert done.mark == "accepted"
    assert [letter.to[0] for letter in mailoutbox] == [
        methodist.email,
        librarian.email,
        methodist.email,
    ]
    assert "А когда повесят?" in mailoutbox[1].body
    with pytest.raises(VisitAdvice.DoesNotExist):
        actions.answer(advice.pk, text="Ещё", version=5, by=librarian)
    with pytest.raises(ValidationError, match="не наступила"):
        actions.find_done(advice.pk, done_on=days_ahead(1), version=5, by=methodist)
    assert advice.history.count() == 5


def test_answer_typed_over_another_is_not_lost(advice, librarian):
    actions.answer(advice.pk, text="Заказали", version=1, by=librarian)
    with pytest.raises(StaleObjectError):
        actions.answer(advice.pk, text="Не будем", version=1, by=librarian)


def test_answered_advice_is_not_taken_back(advice, librarian, methodist):
    actions.answer(advice.pk, text="Заказали", version=1, by=librarian)
    with pytest.raises(ValidationError, match="уже ответили"):
        actions.remove_advice(advice.pk, version=2, by=methodist)
    assert VisitAdvice.objects.exists()


def test_what_waits_is_told_to_each(advice, librarian, neighbour, methodist, head, library):
    VisitAdvice.objects.filter(pk=advice.pk).update(due_on=days_ahead(-1))
    late = plan(library, methodist, -3)

    def told(person):
        return {pile.kind.title: pile.rows[0].url for pile in piles_of(waiting_of(person))}

    page, record = advice.get_absolute_url(), reverse("visits:visit-record", args=[late.pk])
    assert told(librarian) == {"Рекомендации после выездов: ответьте": page}
    assert told(neighbour) == {}
    overdue = "Рекомендации, на которые не ответили в срок"
    assert told(methodist) == {"Ваши выезды: запишите итоги": record, overdue: page}
    assert told(head) == {overdue: page}
    actions.answer(advice.pk, text="Заказали", version=1, by=librarian)
    assert told(head) == {"Ответы библиотек на рекомендации: посмотрите": page}


def test_visits_stand_in_the_passport_for_those_inside(visit, advice, library):
    plan(library, advice.visit.visitors.get(), 5)
    assert "visits-advice" not in {one.key for one in sections_of(library, Audience.PUBLIC)}
    section = next(
        one for one in sections_of(library, Audience.INSIDE) if one.key == "visits-advice"
    )
    assert [entry.url for entry in section.content.entries][1] == visit.get_absolute_url()
    assert "ещё не состоялся" in section.content.entries[0].note
    assert section.content.facts[0].value == "1"


def test_closing_library_shows_its_visits_and_advice(advice, library, methodist):
    plan(library, methodist, 5)
    told = [one.text for one in leftovers_of(library)]
    assert any("Намечен выезд" in text for text in told)
    assert any("Обновить вывеску" in text for text in told)


def test_report_is_accessible_and_holds_what_was_found(visit, advice, librarian, neighbour):
    document = open_document("visit-report", {"visit": str(visit.pk)})
    content = document.render("pdf")
    report = pdf_checks.validate_pdf_bytes(content, profile="ua1")
    assert [failure.message for failure in report.failures] == []
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).replace(
        "\n", " "
    )
    for words in ("Помочь с отчётом", "Фонд расставлен верно", "Обновить вывеску", "в работе"):
        assert words in text
    assert document.is_visible_to(librarian)
    assert not document.is_visible_to(neighbour)
    before = document.data_version()
    actions.answer(advice.pk, text="Заказали", version=1, by=librarian)
    again = open_document("visit-report", {"visit": str(visit.pk)})
    assert again.data_version() != before


def test_planned_visit_has_no_report(library, methodist):
    with pytest.raises(ParameterError):
        open_document("visit-report", {"visit": str(plan(library, methodist, 5).pk)})


def test_row_of_the_plan_is_marked_by_its_visit(item, library, methodist):
    found = plan(library, methodist, plan_item=item)
    actions.record_visit(found.pk, "Помогли", version=1, by=methodist)
    mark = item.marks.get()
    assert (mark.state, mark.date, mark.participants) == ("held", TODAY, None)


def test_visits_made_are_counted_for_the_plan(visit, organisation, library, methodist):
    plan(library, methodist, 1)
    of_year = PlanFactory(organisation=organisation, year=TODAY.year)
    plan_scope = Scope(TODAY.year, of_year.pk)
    source = fact_source("visits")
    assert [tally.counts for tally in source.tallies(plan_scope)] == [{"number": 1}]
    records = source.records(plan_scope, {}, range(1, 13))
    assert [record.url for record in records[:5]] == [visit.get_absolute_url()]


def test_pages_take_the_same_queries_for_any_number(client_of, methodist, visit):
    client = client_of(methodist)
    assert_same_queries(client, LIST, lambda: plan(LibraryFactory(), methodist), at_most=15)

    def one_more():
        actions.advise(visit, text="Ещё", due_on=TODAY, by=methodist)

    assert_same_queries(client, visit.get_absolute_url(), one_more, at_most=15)
    assert count_queries(client, reverse("visits:visit-create")) <= 15


def test_librarian_answers_on_the_page(client_of, librarian, advice):
    client = client_of(librarian)
    page = client.get(advice.get_absolute_url()).text
    assert "Фонд расставлен верно" in page
    assert "Отметить выполнение" not in page
    url = reverse("visits:advice-answer", args=[advice.pk])
    client.post(url, {"version": 1, "text": "Повесили новую"})
    advice.refresh_from_db()
    assert (advice.answer, advice.answered_by) == ("Повесили новую", librarian)


def test_findings_are_not_shown_before_they_are_recorded(client_of, librarian, library, methodist):
    found = plan(library, methodist, 5)
    page = client_of(librarian).get(found.get_absolute_url()).text
    assert "Помочь с отчётом" in page
    assert "Что увидели" not in page


def test_two_who_change_a_visit_lose_nothing(client_of, methodist, head, library):
    found = plan(library, methodist, 5)
    url = reverse("visits:visit-edit", args=[found.pk])
    sent = {
        "library": library.name,
        "purpose": "Помочь с отчётом",
        "starts_on": days_ahead(5),
        "version": 1,
    }
    client_of(head).post(url, {**sent, "visitors": [methodist.pk, head.pk]})
    page = client_of(methodist).post(
        url, {**sent, "visitors": [methodist.pk], "purpose": "Экспертиза"}
    )
    assert "запись изменил другой человек" in page.text
    found.refresh_from_db()
    assert found.visitors.count() == 2
    assert page.context["form"]["visitors"].value() == [str(methodist.pk), str(head.pk)]


def test_filters_find_what_waits(client_of, methodist, advice, librarian):
    client = client_of(methodist)

    def found(**query):
        return client.get(LIST, query).context["table"].paginator.count

    assert found(advice="unanswered") == 1
    assert found(advice="answered") == 0
    assert found(overdue="on") == 0
    VisitAdvice.objects.update(due_on=days_ahead(-2))
    assert found(overdue="on") == 1
    actions.answer(advice.pk, text="Готово", version=1, by=librarian)
    assert (found(advice="answered"), found(overdue="on")) == (1, 0)
    assert (found(q="зелёная"), found(q="нет такой")) == (1, 0)
