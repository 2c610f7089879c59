"""What a former employer keeps of a person who works elsewhere now."""

import datetime

import pytest
from django.urls import reverse

from common.year_or_day import parse_year_or_day
from staff import actions
from staff.models import Award
from staff.queries import card_of
from staff.rules import employees_of, kept_employees_of
from tests.factories import EmployeeFactory, LibraryFactory

LEFT = datetime.date(2025, 6, 30)
CAME = datetime.date(2025, 7, 1)


@pytest.fixture
def moved(library, foreign_library, methodist):
    """A person who was transferred by the methodist to another organisation."""
    person = EmployeeFactory(library=library, last_name="Осинина", is_library=True)
    actions.add_award(person, {"level": "region", "title": "Грамота"}, by=methodist)
    Award.history.update(history_date="2024-05-01T00:00Z")
    told = {"library": foreign_library, "post": "директор", "rate": 1, "kind": "main"}
    work = person.employments.get()
    actions.transfer(work.pk, told | {"since": CAME}, version=1, by=methodist)
    changes = {"last_name": "Новосёлова"}
    actions.change_employee(person.pk, changes, version=1, by=methodist)
    actions.add_award(person, {"level": "state", "title": "Заслуженный"}, by=methodist)
    told = {"kind": "childcare", "since": datetime.date(2026, 1, 12)}
    actions.start_leave(person, told, by=methodist)
    return person


def test_former_employer_keeps_what_it_had(moved, librarian):
    card = card_of(librarian, moved)
    assert card.kept_until == LEFT
    assert card.person.full_name.startswith("Осинина")
    assert [one.post for one in card.employments] == ["библиотекарь"]
    assert [one.title for one in card.awards] == ["Грамота"]
    assert card.leaves == []
    assert [one.level for one in card.educations] == ["higher"]


def test_present_employer_sees_the_whole_way(moved, neighbour, methodist):
    for one in (neighbour, methodist):
        card = card_of(one, moved)
        assert card.kept_until is None
        assert {work.post for work in card.employments} == {"библиотекарь", "директор"}
        assert len(card.awards) == 2


def test_former_employer_changes_nothing(client_of, moved, librarian, neighbour):
    assert moved in employees_of(librarian)
    assert moved not in kept_employees_of(librarian)
    assert moved in kept_employees_of(neighbour)
    client = client_of(librarian)
    assert client.get(reverse("staff:employee-edit", args=[moved.pk])).status_code == 404
    work = moved.employments.get(until=LEFT)
    assert client.get(reverse("staff:employment-edit", args=[work.pk])).status_code == 404


def test_page_and_list_of_the_former_employer_tell_nothing_new(client_of, moved, librarian):
    client = client_of(librarian)
    page = client.get(moved.get_absolute_url()).content.decode()
    listed = client.get(reverse("staff:employee-list"), {"state": "left"}).content.decode()
    for shown in (page, listed):
        assert "Осинина" in shown
        for later in ("Новосёлова", "директор", "Заслуженный", "Лесная"):
            assert later not in shown
    for name, count in (("осинина", 1), ("новоселова", 0)):
        found = client.get(reverse("staff:employee-list"), {"state": "left", "q": name})
        assert found.context["total"] == count


def test_lists_of_the_former_employer_stop_at_the_last_day(
    client_of, library, foreign_library, methodist, librarian, neighbour
):
    person = EmployeeFactory(library=library, last_name="Осинина", education="vocational")
    work = person.employments.get()
    told = {"library": foreign_library, "post": "директор", "rate": 1, "kind": "main"}
    actions.transfer(work.pk, told | {"since": CAME}, version=1, by=methodist)
    finished = parse_year_or_day("2026-05-01")
    learnt = {"level": "higher", "is_library": True, "finished": finished}
    actions.add_education(person, learnt, by=methodist)
    told = {"kind": "childcare", "since": datetime.date(2026, 1, 12)}
    actions.start_leave(person, told, by=methodist)
    url = reverse("api:employment-list")

    def listed(user, state):
        (row,) = client_of(user).get(url, {"state": state}).json()["results"]
        return row["education"], row["is_library_educated"], row["is_away"]

    assert listed(librarian, "left") == ("vocational", False, False)
    assert listed(neighbour, "working") == ("higher", True, True)


def test_person_of_no_work_in_the_scope_does_not_exist(client_of, neighbour, employee):
    assert client_of(neighbour).get(employee.get_absolute_url()).status_code == 404


def test_work_at_two_organisations_is_open_to_both(library, foreign_library, methodist):
    person = EmployeeFactory(library=library)
    told = {"library": foreign_library, "post": "методист", "rate": "0.5", "kind": "outer"}
    actions.add_part_time(person, told, by=methodist)
    assert person in kept_employees_of(methodist)


def test_librarian_of_the_whole_association_sees_those_below(organisation, librarian):
    below = LibraryFactory(organisation__parent=organisation)
    assert EmployeeFactory(library=below) in kept_employees_of(librarian)
