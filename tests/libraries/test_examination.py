"""An examination, from the application to the end of the status."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from common.editing import StaleObjectError
from common.roles import Role
from libraries import actions
from libraries.imports.criteria import read_criteria
from libraries.models import CriteriaSet, Examination, Expert
from libraries.queries import scores_of, to_renew
from reports.documents import ParameterError, open_document
from tests.factories import OrganisationFactory, UserFactory
from tests.libraries.examination_cast import (
    STATUS,
    TEXT,
    full_marks,
    make_criteria,
    make_examination,
    make_school,
    written,
)
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
COMMISSION = {
    "commission_on": TODAY,
    "protocol": "3",
    "chair": "Полякова Е. А.",
    "members": "Лаврова О. Н.\nЗимина Т. С.",
}


@pytest.fixture
def school(organisation):
    return make_school(organisation)


def decide(examination, by, **fields):
    told = {
        "decision": "yes",
        "decided_on": TODAY,
        "valid_until": TODAY.replace(year=TODAY.year + 5, day=1),
        "reason": "",
        "commission": COMMISSION,
        "version": examination.version,
    }
    return actions.decide(examination.pk, by=by, **told | fields)


def send_sheet(examination, user, by, points):
    expert = actions.appoint_expert(examination.pk, user=user, by=by)
    marks = full_marks(examination, points)
    return actions.fill_sheet(expert.pk, marks, comment="", is_final=True, by=user)


def test_library_goes_the_whole_way_and_everyone_concerned_gets_letters(
    school, librarian, neighbour, methodist, head, mailoutbox, django_capture_on_commit_callbacks
):
    criteria = make_criteria(minimum=5)
    with django_capture_on_commit_callbacks(execute=True):
        found = actions.begin_examination(school, criteria=criteria, purpose="assign", by=librarian)
        texts = {"texts": written(found.outline)}
        found = actions.change_examination(found.pk, texts, version=1, by=librarian)
        found = actions.submit_examination(found.pk, version=2, by=librarian)
        send_sheet(found, neighbour, methodist, 2)
        outsider = actions.appoint_expert(
            found.pk, user=None, name="Орлова В. П.", place="Вуз", by=head
        )
        marks = full_marks(found, 3)
        actions.fill_sheet(outsider.pk, marks, comment="", is_final=True, by=methodist)
        found.refresh_from_db()
        found = actions.conclude(
            found.pk, advice="yes", conclusion="Достойна.", version=found.version, by=methodist
        )
        found = decide(found, head)
    assert (found.state, found.total) == ("assigned", Decimal("7.5"))
    assert found.is_valid
    told = [(letter.to[0], letter.subject) for letter in mailoutbox]
    assert (neighbour.email, "Вас просят об экспертизе библиотеки") in told
    assert (librarian.email, "Экспертиза библиотеки: статус присвоен") in told
    changed = [each.history_change_reason for each in found.history.all()]
    assert changed[:3] == ["Решение комиссии", "Заключение", "Назначены эксперты"]


def test_criteria_are_read_as_people_write_them():
    lines = read_criteria(TEXT)
    assert [(line.group, line.points) for line in lines] == [
        ("Помещение", 5), ("Помещение", 3), ("Работа", 10),
    ]  # fmt: skip
    assert lines[2].text == "Занятия с детьми"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("# Группа\nБез баллов", "Строка 2"),
        ("Критерий — 5", "до первой группы"),
        ("# Группа\nМного — 500", "от 1 до 100"),
        ("", "хотя бы один"),
    ],
)
def test_lines_that_are_not_understood_are_named(text, fault):
    with pytest.raises(ValidationError) as refused:
        read_criteria(text)
    assert fault in " ".join(refused.value.messages)


def test_new_edition_leaves_the_old_one_to_examinations_begun(school):
    old = make_criteria()
    begun = make_examination(school, criteria=old)
    new = make_criteria(text="# Работа\nЗанятия — 20")
    old.refresh_from_db()
    assert (old.is_active, new.edition) == (False, 2)
    assert begun.criteria.criteria.count() == 3
    with pytest.raises(ValidationError, match="не действует"):
        actions.begin_examination(
            make_school(school.organisation), criteria=old, purpose="assign", by=None
        )


def test_minimum_out_of_reach_is_refused():
    with pytest.raises(ValidationError, match="больше, чем можно набрать: 18"):
        make_criteria(minimum=19)
    assert not CriteriaSet.objects.exists()


@pytest.mark.parametrize("what", ["public", "twice", "renewal"])
def test_application_is_begun_only_when_it_makes_sense(what, library, school, librarian):
    applicant, purpose = school, "assign"
    if what == "public":
        applicant = library
    elif what == "twice":
        make_examination(school, "experts")
    else:
        purpose = "renew"
    with pytest.raises(ValidationError):
        actions.begin_examination(
            applicant, criteria=make_criteria(), purpose=purpose, by=librarian
        )


def test_expert_of_the_same_house_is_refused(school, librarian, methodist):
    found = make_examination(school, "submitted")
    with pytest.raises(ValidationError, match="Конфликт интересов"):
        actions.appoint_expert(found.pk, user=librarian, by=methodist)
    place = f"  {school.organisation.name.upper()} "
    with pytest.raises(ValidationError, match="Конфликт интересов"):
        actions.appoint_expert(found.pk, user=None, name="Она", place=place, by=methodist)
    above = OrganisationFactory()
    school.organisation.parent = above
    school.organisation.save()
    chief = UserFactory(role=Role.LIBRARIAN, organisation=above)
    with pytest.raises(ValidationError, match="Конфликт интересов"):
        actions.appoint_expert(found.pk, user=chief, by=methodist)
    found.refresh_from_db()
    assert found.state == "submitted"


def test_sheet_takes_no_more_points_than_the_criterion_has_and_none_missing(
    school, neighbour, methodist
):
    found = make_examination(school, "submitted")
    expert = actions.appoint_expert(found.pk, user=neighbour, by=methodist)
    with pytest.raises(ValidationError, match="Не больше 5"):
        actions.fill_sheet(
            expert.pk, full_marks(found, 6), comment="", is_final=False, by=neighbour
        )
    marks = full_marks(found, 2)
    marks[next(iter(marks))] = (None, "")
    actions.fill_sheet(expert.pk, marks, comment="", is_final=False, by=neighbour)
    with pytest.raises(ValidationError, match="Не хватает: Читальный зал"):
        actions.fill_sheet(expert.pk, marks, comment="", is_final=True, by=neighbour)


def test_sent_sheet_is_closed(school, neighbour, methodist):
    found = make_examination(school, "submitted")
    expert = send_sheet(found, neighbour, methodist, 1)
    with pytest.raises(Expert.DoesNotExist):
        actions.fill_sheet(expert.pk, {}, comment="", is_final=False, by=neighbour)
    with pytest.raises(Expert.DoesNotExist):
        actions.dismiss_expert(expert.pk, methodist)


def test_conclusion_is_offered_when_the_sheets_are_sent(client_of, school, neighbour, methodist):
    found = make_examination(school, "submitted")
    expert = actions.appoint_expert(found.pk, user=neighbour, by=methodist)
    browser, form = client_of(methodist), reverse("libraries:examination-conclude", args=[found.pk])
    waiting = browser.get(found.get_absolute_url()).content.decode()
    assert form not in waiting and f"Ещё не сдали листы: {expert.name}" in waiting
    assert browser.get(form).url == found.get_absolute_url()
    type(expert).objects.filter(pk=expert.pk).update(sent_at=timezone.now())
    assert form in browser.get(found.get_absolute_url()).content.decode()


def test_conclusion_waits_for_all_sheets(school, neighbour, methodist):
    found = make_examination(school, "submitted")
    expert = actions.appoint_expert(found.pk, user=neighbour, by=methodist)
    told = {"advice": "yes", "conclusion": "Да", "by": methodist}
    with pytest.raises(ValidationError, match="Ещё не сдали листы"):
        actions.conclude(found.pk, version=2, **told)
    actions.dismiss_expert(expert.pk, methodist)
    with pytest.raises(ValidationError, match="Экспертов нет"):
        actions.conclude(found.pk, version=2, **told)


def test_total_is_the_mean_of_the_sums_rounded_half_up(school, methodist, neighbour):
    found = make_examination(school, "submitted")
    for points in (1, 2, 3):
        other = UserFactory(
            role=Role.LIBRARIAN, organisation=OrganisationFactory(), last_name=f"Эксперт{points}"
        )
        send_sheet(found, other, methodist, points)
    scores = scores_of(found)
    assert scores.table.rows[-1].values == ("Всего", 18, 3, 6, 9)
    assert (scores.total, scores.minimum, scores.is_enough) == (Decimal("6.0"), 10, False)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"valid_until": None}, "valid_until"),
        ({"decision": "no", "reason": " "}, "reason"),
        ({"decided_on": TODAY + dt.timedelta(days=1)}, "decided_on"),
        ({"decision": "yes"}, "reason"),
    ],
)
def test_decision_says_its_term_or_its_reason(school, head, told, field):
    found = make_examination(school, "concluded", advice="no")
    with pytest.raises(ValidationError) as refused:
        decide(found, head, **told)
    assert field in refused.value.message_dict
    assert decide(found, head, reason="Учтён отчёт школы").state == "assigned"


def test_decision_that_somebody_else_has_recorded_is_not_written_over(school, head):
    found = make_examination(school, "concluded", version=2)
    with pytest.raises(StaleObjectError):
        decide(found, head, version=1)


def test_applicant_learns_the_experts_only_when_allowed(
    client_of, school, librarian, neighbour, methodist, head
):
    found = make_examination(school, "submitted")
    send_sheet(found, neighbour, methodist, 3)

    def page() -> str:
        return client_of(librarian).get(found.get_absolute_url()).content.decode()

    assert neighbour.last_name not in page()
    found.refresh_from_db()
    actions.let_experts_be_seen(found.pk, shows=True, version=found.version, by=head)
    assert neighbour.last_name in page()
    assert "Назначены эксперты" not in page()


def test_experts_points_are_numbered_not_named_in_the_decision(
    client_of, school, librarian, neighbour, methodist, head
):
    found = make_examination(school, "submitted")
    send_sheet(found, neighbour, methodist, 3)
    found.refresh_from_db()
    found = actions.conclude(
        found.pk, advice="yes", conclusion="Да", version=found.version, by=methodist
    )
    decide(found, head)
    page = client_of(librarian).get(found.get_absolute_url()).content.decode()
    assert "Эксперт 1" in page
    assert neighbour.last_name not in page


def test_status_that_ends_within_half_a_year_is_to_be_renewed(school, organisation):
    day = dt.date(2026, 3, 31)
    first = make_examination(school, "assigned", valid_until=dt.date(2026, 9, 30))
    make_examination(make_school(organisation), "assigned", valid_until=dt.date(2026, 10, 1))
    renewed = make_school(organisation)
    make_examination(renewed, "assigned", valid_until=dt.date(2026, 4, 1))
    make_examination(renewed, "assigned", valid_until=dt.date(2031, 4, 1))
    ended = make_examination(make_school(organisation), "assigned", valid_until=dt.date(2025, 4, 1))
    assert list(to_renew(6, day)) == [ended, first]


def test_library_is_reminded_by_letter_once_a_day(
    school, librarian, methodist, mailoutbox, django_capture_on_commit_callbacks
):
    found = make_examination(school, "assigned", valid_until=TODAY)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remind_of_renewal(found.pk, version=1, by=methodist)
    assert [letter.to for letter in mailoutbox] == [[librarian.email]]
    assert STATUS in mailoutbox[0].body
    assert settings.SITE_URL in mailoutbox[0].body
    with pytest.raises(ValidationError, match="уже отправлено"):
        actions.remind_of_renewal(found.pk, version=2, by=methodist)


def test_each_is_told_on_the_home_page_what_waits_for_her(
    client_of, school, librarian, neighbour, methodist
):
    found = make_examination(school, "returned")
    assert "исправить заявку" in client_of(librarian).get("/").content.decode()
    Examination.objects.filter(pk=found.pk).update(state="submitted")
    assert "назначить экспертов" in client_of(methodist).get("/").content.decode()
    expert = actions.appoint_expert(found.pk, user=neighbour, by=methodist)
    page = client_of(neighbour).get("/").content.decode()
    assert reverse("libraries:expert-sheet", args=[expert.pk]) in page


def test_sheet_is_filled_on_its_page(client_of, school, neighbour, methodist):
    found = make_examination(school, "submitted")
    expert = actions.appoint_expert(found.pk, user=neighbour, by=methodist)
    typed = {f"points_{pk}": "2" for pk in full_marks(found)}
    address = reverse("libraries:expert-sheet", args=[expert.pk])
    client_of(neighbour).post(address, {**typed, "final": "1", "comment": "Хорошо"})
    expert.refresh_from_db()
    assert expert.sent_at is not None
    assert sum(expert.points.values_list("points", flat=True)) == 6


def test_decision_is_a_document_for_the_department_and_the_applicant(
    school, librarian, neighbour, methodist, head
):
    found = make_examination(school, "submitted")
    with pytest.raises(ParameterError):
        open_document("status_decision", {"examination": str(found.pk)})
    send_sheet(found, neighbour, methodist, 3)
    found.refresh_from_db()
    found = actions.conclude(
        found.pk, advice="yes", conclusion="Да", version=found.version, by=methodist
    )
    decide(found, head)
    document = open_document("status_decision", {"examination": str(found.pk)})
    assert document.heading == f"Решение о присвоении статуса «{STATUS}»"
    seen = [document.is_visible_to(user) for user in (librarian, head, neighbour)]
    assert seen == [True, True, False]
    assert document.points() == "9,0 из 18 при проходном 10"
    words = " ".join(PdfReader(BytesIO(document.render("pdf"))).pages[0].extract_text().split())
    assert "рассмотрела заявку на присвоение статуса" in words
    assert words.count("(подпись)") == len(document.pdf_context()["signatures"])


@pytest.mark.parametrize("person", ["librarian", "methodist"])
def test_list_and_page_ask_the_same_questions_for_any_number_of_rows(
    person, request, client_of, school, organisation, methodist
):
    client = client_of(request.getfixturevalue(person))
    found = make_examination(school, "submitted", shows_experts=True)

    def make_row():
        make_examination(make_school(organisation), "assigned", valid_until=TODAY)
        make_examination(make_school(organisation), "returned")
        other = UserFactory(
            role=Role.LIBRARIAN,
            organisation=OrganisationFactory(),
            last_name=f"Эксперт{Expert.objects.count()}",
        )
        send_sheet(found, other, methodist, 1)

    for url in (reverse("libraries:examination-list"), found.get_absolute_url(), "/"):
        assert_same_queries(client, url, make_row, at_most=15)


def test_who_has_not_applied_yet_is_told_how(client_of, school, librarian):
    page = client_of(librarian).get(reverse("libraries:examination-list")).text
    assert "Экспертиз пока нет" in page
    assert "Нажмите «Подать заявку», чтобы начать." in page
    page = client_of(librarian).get(reverse("libraries:examination-list"), {"q": "щ"}).text
    assert "Экспертиз по таким условиям нет" in page


def test_headings_are_data_and_what_was_begun_keeps_its_own(client_of, school, librarian):
    criteria = make_criteria()
    begun = actions.begin_examination(school, criteria=criteria, purpose="assign", by=librarian)
    for programme, line in (("", "Общее*"), (criteria.status, "Читальный зал* — Сколько мест")):
        actions.issue_outline(purpose="examination", programme=programme, text=line, by=None)
    with pytest.raises(ValidationError, match="«О библиотеке», «Чем занимается»"):
        actions.submit_examination(begun.pk, version=1, by=librarian)
    Examination.objects.all().delete()
    found = actions.begin_examination(school, criteria=criteria, purpose="assign", by=librarian)
    browser, url = client_of(librarian), reverse("libraries:examination-edit", args=[found.pk])
    form = browser.get(url).content.decode()
    assert "Читальный зал" in form and "Сколько мест" in form and "О библиотеке" not in form
    (item,) = found.headings
    browser.post(url, {"version": 1, f"text_{item.pk}": "Зал на 30 мест."})
    page = browser.get(found.get_absolute_url()).content.decode()
    assert "<h2>Читальный зал</h2>" in page and "Зал на 30 мест." in page
    actions.submit_examination(found.pk, version=2, by=librarian)
