"""Hiring, transfer, work at two places, dismissal, leaves and vacancies keep their history."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from common.editing import StaleObjectError
from common.russian import format_day
from staff import actions
from staff.models import Employment, Leave
from tests.factories import EmployeeFactory, LibraryFactory, VacancyFactory
from tests.queries import assert_same_queries, count_queries

DAY = datetime.date(2026, 9, 1)
EVE = datetime.date(2026, 8, 31)
VACANCIES = reverse("staff:vacancy-list")


@pytest.fixture
def work(employee) -> Employment:
    return employee.employments.get()


@pytest.fixture
def branch(organisation):
    return LibraryFactory(organisation=organisation, name="Ольховская сельская библиотека")


def new_work(library, **changes) -> dict:
    told = {"library": library, "post": "библиограф", "rate": Decimal(1), "kind": "main"}
    return told | {"since": DAY, "order": "№ 12-к"} | changes


def test_transfer_ends_the_work_on_the_eve_and_begins_another(work, branch, librarian):
    begun = actions.transfer(work.pk, new_work(branch), version=1, by=librarian)
    work.refresh_from_db()
    assert (work.until, work.end_order, work.name_then) == (EVE, "№ 12-к", str(work.employee))
    assert (begun.library, begun.since, begun.until) == (branch, DAY, None)
    assert work.history.first().history_user == librarian


def test_transfer_is_whole_or_not_at_all(work, branch, librarian):
    with pytest.raises(ValidationError):
        actions.transfer(work.pk, new_work(branch, rate=Decimal(5)), version=1, by=librarian)
    work.refresh_from_db()
    assert work.until is None
    assert work.employee.employments.count() == 1


def test_transfer_of_work_that_has_moved_on_is_refused(work, branch, librarian):
    actions.transfer(work.pk, new_work(branch), version=1, by=librarian)
    with pytest.raises(StaleObjectError):
        actions.transfer(work.pk, new_work(branch, since=EVE), version=1, by=librarian)


def test_second_main_work_of_the_same_days_is_refused(employee, branch, librarian):
    with pytest.raises(ValidationError, match="Оформите перевод или совместительство"):
        actions.add_part_time(employee, new_work(branch), by=librarian)
    beside = actions.add_part_time(employee, new_work(branch, kind="inner"), by=librarian)
    assert employee.employments.count() == 2
    assert beside.get_kind_display() == "внутренний совместитель"


def test_dismissed_person_may_be_hired_again(work, library, librarian):
    actions.dismiss(work.pk, EVE, version=1, by=librarian)
    again = actions.add_part_time(work.employee, new_work(library), by=librarian)
    assert again.kind == Employment.Kind.MAIN


def test_work_does_not_end_before_it_begins(library, librarian):
    work = EmployeeFactory(library=library, since=DAY).employments.get()
    with pytest.raises(ValidationError, match="Последний день работы раньше первого"):
        actions.dismiss(work.pk, EVE, version=1, by=librarian)


def test_pages_lead_through_transfer_and_dismissal(client_of, librarian, work, branch):
    client = client_of(librarian)
    form = {"version": 1, "library": branch.name, "post": "библиограф", "rate": "1"}
    form |= {"kind": "main", "since": "2026-09-01"}
    url = reverse("staff:employment-transfer", args=[work.pk])
    page = client.post(url, form, follow=True).content.decode()
    assert "прежнее место осталось в истории" in page
    begun = work.employee.employments.get(until=None)
    url = reverse("staff:employment-dismiss", args=[begun.pk])
    refused = client.post(url, {"version": 1, "until": "2026-08-01"}).content.decode()
    assert "Последний день работы раньше первого" in refused
    page = client.post(url, {"version": 1, "until": "2026-10-30"}, follow=True).content.decode()
    assert f"по {format_day(datetime.date(2026, 10, 30))}" in page


def test_part_time_and_leave_are_told_in_the_list(client_of, librarian, employee, branch):
    actions.add_part_time(employee, new_work(branch, kind="inner"), by=librarian)
    since = datetime.date(2026, 2, 2)
    leave = actions.start_leave(employee, {"kind": "childcare", "since": since}, by=librarian)
    client = client_of(librarian)
    page = client.get(reverse("staff:employee-list"), {"state": "leave"}).content.decode()
    assert "внутренний совместитель, в отпуске" in page
    client.post(reverse("staff:leave-end", args=[leave.pk]), {"version": 1})
    assert Leave.objects.get().until is not None
    page = client.get(reverse("staff:employee-list"), {"state": "leave"}).content.decode()
    assert "Сотрудников по таким условиям нет" in page


def test_history_of_the_card_tells_of_work_schooling_and_leaves(
    client_of, librarian, employee, branch
):
    """What stands on the card stands in its history."""
    told = {"post": "методист", "rate": "0.5", "kind": "inner"}
    part = actions.add_part_time(employee, told | {"library": branch}, by=librarian)
    actions.dismiss(part.pk, DAY, version=1, by=librarian, reason="Сократили")
    school = actions.add_education(employee, {"level": "vocational"}, by=librarian)
    actions.remove_education(school.pk, version=1, by=librarian)
    response = client_of(librarian).get(employee.get_absolute_url())
    page = " ".join(response.content.decode().split())
    assert f"место работы: методист, {branch} — запись добавлена" in page
    assert "последний день: пусто → 01.09.2026" in page
    assert "Сократили" in page
    assert "name then" not in page
    assert "образование: среднее профессиональное, не библиотечное — запись удалена" in page
    days = [change.at for change in response.context["changes"]]
    assert days == sorted(days, reverse=True)


def test_hiring_to_a_vacancy_closes_it(client_of, librarian, typed, library):
    vacancy = VacancyFactory(library=library)
    client = client_of(librarian)
    url = f"{reverse('staff:employee-create')}?vacancy={vacancy.pk}"
    assert 'value="библиограф"' in client.get(url).content.decode()
    client.post(url, typed | {"since": "2026-09-01"})
    vacancy.refresh_from_db()
    assert vacancy.closed_on == DAY
    assert client.get(url).status_code == 404, "filled once"


def test_vacancy_is_counted_until_it_closes(client_of, librarian, library, foreign_library):
    VacancyFactory(library=library, rate="0.5")
    VacancyFactory(library=library, closed_on=datetime.date(2026, 4, 1))
    VacancyFactory(library=foreign_library)
    shown = client_of(librarian).get(VACANCIES)
    assert (shown.context["total"], shown.context["rates"]) == (1, Decimal("0.5"))


def test_list_of_vacancies_asks_the_same_few_questions(client_of, methodist):
    assert_same_queries(client_of(methodist), VACANCIES, VacancyFactory, at_most=12)


def test_schooling_is_added_put_right_and_taken_away(client_of, librarian, employee):
    client = client_of(librarian)
    url = reverse("staff:detail-create", args=[employee.pk, "education"])
    client.post(url, {"level": "vocational", "is_library": "on", "finished": "2001"})
    added = employee.educations.get(level="vocational")
    assert (added.is_library, str(added.finished)) == (True, "2001")
    url = reverse("staff:detail-edit", args=["education", added.pk])
    client.post(url, {"version": 1, "level": "vocational", "institution": "Колледж культуры"})
    added.refresh_from_db()
    assert (added.institution, added.version) == ("Колледж культуры", 2)
    url = reverse("staff:detail-remove", args=["education", added.pk])
    client.post(url, {"version": 1})
    assert employee.educations.count() == 2, "somebody has changed it meanwhile"
    client.post(url, {"version": 2})
    assert employee.educations.count() == 1


def test_card_of_a_person_who_was_transferred_takes_few_queries(client_of, librarian, work, branch):
    actions.transfer(work.pk, new_work(branch), version=1, by=librarian)
    assert count_queries(client_of(librarian), work.employee.get_absolute_url()) <= 15
