"""The way of a model library, from the application to the loss of the status."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from common.editing import StaleObjectError
from common.files.checking import check_file
from common.files.kinds import JPEG
from common.text import inner_quotes
from libraries import actions
from libraries.models import Library, ModelApplication
from libraries.queries import model_libraries, overdue_for_visit
from tests.factories import LibraryFactory
from tests.libraries.model_cast import (
    PROGRAMME,
    all_yes,
    filled,
    make_application,
    make_competition,
    make_model_library,
    make_monitoring,
)
from tests.publications.pictures import jpeg
from tests.queries import assert_same_queries

TODAY = timezone.localdate()
pytestmark = pytest.mark.django_db


def win(application, by):
    return actions.record_result(
        application.pk,
        result="winner",
        result_on=TODAY,
        result_order="приказ № 412",
        result_reason="",
        version=application.version,
        by=by,
    )


def test_library_goes_the_whole_way_and_everyone_concerned_gets_letters(
    library, librarian, methodist, head, mailoutbox, django_capture_on_commit_callbacks
):
    competition = make_competition()
    with django_capture_on_commit_callbacks(execute=True):
        found = actions.apply(competition, library, librarian)
        found = actions.change_application(found.pk, filled(), version=found.version, by=librarian)
        found = actions.submit_application(found.pk, version=found.version, by=librarian)
        found = actions.admit_application(found.pk, version=found.version, by=methodist)
        found = win(found, head)
        found = actions.open_modernised(
            found.pk, opened_on=TODAY, version=found.version, by=methodist
        )
    library.refresh_from_db()
    assert (library.model_year, library.model_programme) == (TODAY.year, PROGRAMME)
    assert library.history.first().history_user == methodist
    assert [record.state for record in found.history.all()] == [
        "opened", "winner", "admitted", "submitted", "draft", "draft",
    ]  # fmt: skip
    told = [(letter.to[0], letter.subject.partition(":")[2].strip()) for letter in mailoutbox]
    assert sorted(address for address, _ in told[:2]) == sorted([methodist.email, head.email])
    assert told[2:] == [
        (librarian.email, word) for word in ("допущена", "победитель", "модернизирована")
    ]
    assert f"на конкурс «{inner_quotes(str(competition))}»" in mailoutbox[2].body


def test_application_is_not_sent_while_it_says_too_little(library, librarian):
    found = actions.apply(make_competition(), library, librarian)
    with pytest.raises(ValidationError, match=r"Концепция модернизации.*запрошенные деньги"):
        actions.submit_application(found.pk, version=found.version, by=librarian)


@pytest.mark.parametrize("days", [(-20, -1), (1, 20)])
def test_applications_are_taken_between_the_dates_only(library, librarian, days):
    opens, closes = (TODAY + dt.timedelta(days=day) for day in days)
    with pytest.raises(ValidationError, match="не принимают"):
        actions.apply(make_competition(opens_on=opens, closes_on=closes), library, librarian)


def test_returned_application_may_be_sent_after_the_last_day_but_a_draft_may_not(
    library, librarian
):
    late = {"opens_on": TODAY - dt.timedelta(days=9), "closes_on": TODAY - dt.timedelta(days=1)}
    competition = make_competition(**late)
    returned = make_application(library, "returned", competition=competition)
    assert actions.submit_application(returned.pk, version=1, by=librarian).state == "submitted"
    draft = make_application(LibraryFactory(), competition=competition)
    with pytest.raises(ValidationError, match="окончен"):
        actions.submit_application(draft.pk, version=1, by=librarian)


def test_paper_added_by_an_old_page_does_not_undo_what_happened_meanwhile(
    library, librarian, methodist
):
    seen = make_application(library, "submitted")
    paper = actions.attach(
        seen, title="Смета", file=check_file(jpeg(), "а.jpg", (JPEG,)), by=methodist
    )
    actions.admit_application(seen.pk, version=1, by=methodist)
    other = check_file(jpeg(), "б.jpg", (JPEG,))
    actions.attach(seen, title="Проект", file=other, by=methodist)
    actions.remove_attachment(paper, seen, methodist)
    seen.refresh_from_db()
    assert (seen.state, seen.version) == ("admitted", 2)


def test_library_applies_to_a_competition_once(library, librarian):
    competition = make_competition()
    actions.apply(competition, library, librarian)
    with pytest.raises(ValidationError, match="уже есть"):
        actions.apply(competition, library, librarian)


def test_sent_application_is_out_of_the_librarians_hands(library, librarian):
    sent = make_application(library, "submitted")
    with pytest.raises(ModelApplication.DoesNotExist):
        actions.change_application(sent.pk, {"concept": "Иначе"}, version=1, by=librarian)


def test_words_typed_while_a_colleague_sent_the_application_stay_on_the_page(
    client_of, library, librarian
):
    found = make_application(library)
    client = client_of(librarian)
    edit = reverse("libraries:application-edit", args=[found.pk])
    form = client.get(edit).context["form"]
    text = next(name for name in form.fields if name.startswith("text_"))
    typed = {field.html_name: field.value() or "" for field in form} | {text: "Писала утро"}
    actions.submit_application(found.pk, version=found.version, by=librarian)
    late = client.post(edit, typed)
    assert "Писала утро" in late.text and "сделать с ней этого уже нельзя" in late.text
    assert f'href="{found.get_absolute_url()}"' in late.text
    assert client.get(edit, follow=True).redirect_chain[-1][0] == found.get_absolute_url()


def test_remark_typed_while_the_application_changed_is_sent_again_not_typed_again(
    client_of, library, methodist, head
):
    sent = make_application(library, "submitted")
    client, step = client_of(methodist), reverse("libraries:application-return", args=[sent.pk])
    typed = {"version": sent.version, "remarks": "Нет сметы"}
    actions.admit_application(sent.pk, version=sent.version, by=head)
    ModelApplication.objects.filter(pk=sent.pk).update(state="submitted")
    stale = client.post(step, typed)
    assert "Нет сметы" in stale.text and "отправьте снова" in stale.text
    again = {field.html_name: field.value() for field in stale.context["form"]}
    assert client.post(step, again).status_code == 302
    sent.refresh_from_db()
    assert (sent.state, sent.remarks) == ("returned", "Нет сметы")
    late = client.post(step, again | {"remarks": "И ещё"})
    assert "И ещё" in late.text and "уже нельзя" in late.text


def test_refusal_says_why_when_it_is_known(client_of, library, methodist):
    found = make_application(library)
    page = client_of(methodist).get(reverse("libraries:application-edit", args=[found.pk]))
    assert page.status_code == 403
    assert "Заявку правит библиотека." in page.text


def test_returned_application_tells_by_letter_and_page_what_to_mend(
    client_of, library, librarian, methodist, mailoutbox, django_capture_on_commit_callbacks
):
    sent = make_application(library, "submitted")
    with django_capture_on_commit_callbacks(execute=True):
        actions.return_application(sent.pk, remarks="Нет сметы", version=1, by=methodist)
    assert [letter.to for letter in mailoutbox] == [[librarian.email]]
    assert "Нет сметы" in mailoutbox[0].body
    assert settings.SITE_URL in mailoutbox[0].body
    assert "Нет сметы" in client_of(librarian).get(sent.get_absolute_url()).content.decode()
    page = client_of(librarian).get("/").content.decode()
    assert "Заявки на модельную библиотеку: дописать или исправить: 1" in page


def test_result_that_somebody_else_has_recorded_is_not_written_over(library, head):
    admitted = make_application(library, "admitted")
    ModelApplication.objects.filter(pk=admitted.pk).update(version=2)
    with pytest.raises(StaleObjectError):
        win(admitted, head)


@pytest.mark.parametrize(
    ("result", "field"), [("winner", "result_order"), ("declined", "result_reason")]
)
def test_result_needs_an_order_or_a_reason(library, head, result, field):
    admitted = make_application(library, "admitted")
    with pytest.raises(ValidationError) as refused:
        actions.record_result(
            admitted.pk,
            result=result,
            result_on=TODAY,
            result_order="",
            result_reason="",
            version=1,
            by=head,
        )
    assert field in refused.value.message_dict


def test_one_in_reserve_may_win_later(library, head):
    assert win(make_application(library, "reserve"), head).state == "winner"


def test_money_is_summed_by_purpose_and_unknown_is_not_nought(library):
    found = make_application(library)
    found.refresh_from_db()
    assert found.money[-1] == ("Всего", Decimal("5250000.50"), None, None)


def test_money_is_written_as_people_write_it(client_of, library, librarian):
    found = make_application(library)
    address = reverse("libraries:application-edit", args=[found.pk])
    typed = {"version": "1", "requested_federal": "1 250 000,50"}
    client_of(librarian).post(address, typed)
    found.refresh_from_db()
    assert found.requested_federal == Decimal("1250000.50")
    assert 'value="1250000,50"' in client_of(librarian).get(address).content.decode()


def test_status_cannot_be_rewritten_beside_the_story(library, methodist):
    winner = make_application(library, "winner")
    actions.open_modernised(winner.pk, opened_on=TODAY, version=1, by=methodist)
    with pytest.raises(ValidationError, match="следуют из открытия"):
        actions.change_library(library.pk, {"model_year": 2001}, version=2, by=methodist)
    with pytest.raises(ValidationError, match="не переименовать"):
        actions.change_competition(
            winner.competition_id, {"programme": "Другая"}, version=1, by=methodist
        )


def test_lost_status_leaves_the_list_but_not_the_story(
    client_of, client, library, librarian, head, mailoutbox, django_capture_on_commit_callbacks
):
    winner = make_application(library, "winner")
    actions.open_modernised(winner.pk, opened_on=TODAY, version=1, by=head)
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_status_away(
            library.pk, lost_on=TODAY, reason="Здание снесено", order="№ 7", version=2, by=head
        )
    library.refresh_from_db()
    assert library.model_year is None
    assert not model_libraries().filter(pk=library.pk).exists()
    listed = client.get(reverse("libraries:model-list")).content.decode()
    address = reverse("libraries:model-library", args=[library.pk])
    assert f'href="{address}"' in listed.partition("Утратили статус")[2]
    page = client.get(address).content.decode()
    assert "Здание снесено" in page
    assert f"с {TODAY.year} года" in page
    assert mailoutbox[-1].to == [librarian.email]
    actions.change_library(library.pk, {"phone": "2-11-11"}, version=3, by=head)


def test_status_is_not_taken_from_a_library_that_has_none(library, head):
    with pytest.raises(ValidationError, match="уже не считается"):
        actions.take_status_away(
            library.pk, lost_on=TODAY, reason="нет", order="№ 1", version=1, by=head
        )


def test_public_list_is_counted_and_narrowed_by_year_and_programme(client):
    make_model_library(name="Ольховская")
    old = make_model_library(name="Старая")
    Library.objects.filter(pk=old.pk).update(model_year=2012, model_programme="областная")
    LibraryFactory(name="Обычная")
    address = reverse("libraries:model-list")
    page = client.get(address)
    counts = page.context["counts"]
    assert [row.values for row in counts.rows] == [
        ("2020", 1, None, 1), ("2012", None, 1, 1), ("Всего", 1, 1, 2),
    ]  # fmt: skip
    assert "Обычная" not in page.content.decode()
    assert reverse("libraries:model-library", args=[old.pk]) in page.content.decode()
    narrowed = client.get(address, {"year": "2012", "programme": "областная"})
    assert [each.name for each in narrowed.context["table"].data] == ["Старая"]
    assert client.get(address, {"year": "1812"}).status_code == 200


def test_workbook_holds_the_narrowed_list(client):
    make_model_library(name="=1+1")
    old = make_model_library()
    Library.objects.filter(pk=old.pk).update(model_year=2012)
    given = client.get(reverse("libraries:model-export"), {"year": "2020"})
    sheet = load_workbook(io.BytesIO(given.content)).active
    assert [sheet.max_row, sheet["A2"].value, sheet["C2"].value] == [2, 2020, "=1+1"]
    assert sheet["C2"].data_type == "s"


def test_model_library_not_visited_for_a_year_is_overdue(methodist):
    never, late, fresh = (make_model_library() for _ in range(3))
    make_monitoring(late, methodist, visited_on=TODAY - dt.timedelta(days=366))
    make_monitoring(fresh, methodist, visited_on=TODAY - dt.timedelta(days=365))
    assert set(overdue_for_visit(model_libraries())) == {never, late}


def test_library_that_became_a_model_one_this_year_waits_for_no_visit_yet():
    new = make_model_library()
    Library.objects.filter(pk=new.pk).update(model_year=TODAY.year)
    assert not overdue_for_visit(model_libraries()).exists()


def test_corrected_monitoring_keeps_what_was_said_before(methodist):
    visit = make_monitoring(make_model_library(), methodist)
    values = {"visited_on": visit.visited_on, "visitors": "Зимина Т. С."}
    access = visit.outline.items.get(title__startswith="Доступная среда")
    answers = {**all_yes(), access.pk: ("no", "Пандуса нет")}
    actions.change_monitoring(visit.pk, values, answers, version=1, by=methodist)
    answer = visit.answers.get(criterion=access)
    assert [record.value for record in answer.history.all()] == ["no", "yes"]
    with pytest.raises(StaleObjectError):
        actions.change_monitoring(visit.pk, values, answers, version=1, by=methodist)


def test_advice_is_overdue_until_it_is_followed(methodist):
    visit = make_monitoring(
        make_model_library(), methodist, visited_on=TODAY - dt.timedelta(days=40)
    )
    due = TODAY - dt.timedelta(days=5)
    advice = actions.advise(visit, text="Купить стол", due_on=due, by=methodist)
    assert advice.is_overdue
    done = actions.follow_up(advice.pk, done_on=TODAY, outcome="Куплен", by=methodist)
    assert not done.is_overdue
    with pytest.raises(ValidationError):
        actions.advise(
            visit, text="Раньше", due_on=visit.visited_on - dt.timedelta(days=1), by=methodist
        )


def test_librarian_sees_the_visit_and_the_public_only_the_story(client_of, client, librarian):
    library = make_model_library(organisation=librarian.organisation)
    address = reverse("libraries:model-library", args=[library.pk])
    assert "Мониторинга ещё не было" in client_of(librarian).get(address).content.decode()
    assert "Мониторинг" not in client.get(address).content.decode().partition("<main")[2]


@pytest.mark.parametrize("person", ["librarian", "methodist"])
def test_lists_ask_the_same_questions_for_any_number_of_rows(person, request, client_of):
    client = client_of(request.getfixturevalue(person))
    competition = make_competition(programme="общая")
    organisation = request.getfixturevalue("organisation")

    def make_row():
        library = make_model_library(organisation=organisation)
        make_application(library, "submitted", competition=competition)
        make_competition(programme=f"программа {library.pk}")

    for url in (
        reverse("libraries:model-list"),
        reverse("libraries:competition-list"),
        competition.get_absolute_url(),
        "/",
    ):
        assert_same_queries(client, url, make_row, at_most=15)


def test_pages_of_one_library_ask_the_same_questions(client_of, methodist, library):
    model = make_model_library()
    visit = make_monitoring(model, methodist)
    client = client_of(methodist)

    def make_row():
        actions.advise(visit, text="Стол", due_on=TODAY, by=methodist)
        earlier = TODAY - dt.timedelta(days=model.model_monitorings.count())
        make_monitoring(model, methodist, visited_on=earlier)

    page = reverse("libraries:model-library", args=[model.pk])
    assert_same_queries(client, page, make_row, at_most=15)
    assert_same_queries(client, visit.get_absolute_url(), make_row, at_most=15)
