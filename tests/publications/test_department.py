"""The department's page: texts, people, whose contacts everybody sees."""

import pytest

from common.editing import StaleObjectError
from publications.department import actions
from publications.models import DepartmentPage, DepartmentPerson
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db
PAGE = "/department/"


def person(**values) -> DepartmentPerson:
    told = {"name": "Зорина Анна", "post": "методист", "phone": "+7 (000) 111-22-33"}
    return DepartmentPerson.objects.create(**{**told, **values})


def test_contacts_are_public_only_with_consent(client, librarian, client_of):
    person(email="a@biblio.example")
    person(email="b@biblio.example", is_contact_open=True)
    public = client.get(PAGE).content.decode()
    assert "b@biblio.example" in public and "a@biblio.example" not in public
    assert public.count("111-22-33") == 1
    assert "a@biblio.example" in client_of(librarian).get(PAGE).content.decode()


def test_head_writes_the_page_and_nobody_writes_over_another(head, client):
    actions.change_page({"about": "Мы помогаем", "tasks": "- советуем"}, version=1, by=head)
    page = client.get(PAGE).content.decode()
    assert "Мы помогаем" in page and "<li>советуем</li>" in page
    with pytest.raises(StaleObjectError):
        actions.change_page({"about": "Старое"}, version=1, by=head)
    assert DepartmentPage.objects.get().history.first().history_user == head


def test_person_taken_off_the_page_leaves_nothing_behind(head):
    added = actions.add_person({"name": "Зорина Анна", "post": "методист"}, by=head)
    actions.remove_person(added.pk)
    assert not DepartmentPerson.objects.exists()
    assert not DepartmentPerson.history.exists()


def test_empty_page_tells_the_head_what_to_do_first(head, client, client_of):
    assert "Изменить страницу" in client_of(head).get(PAGE).content.decode()
    assert "Изменить страницу" not in client.get(PAGE).content.decode()


def test_queries_do_not_grow_with_people(client):
    assert_same_queries(client, PAGE, person, at_most=15)
