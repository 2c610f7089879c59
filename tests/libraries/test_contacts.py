"""People to turn to in an organisation: seen by those who need them, each look on record."""

import pytest
from django.urls import reverse

from common.russian import NO_BREAK
from libraries import actions
from libraries.models import Organisation, OrganisationContact
from staff.models import PersonalDataAccess
from tests.factories import OrganisationFactory
from tests.queries import assert_same_queries

PERSON = {"post": "Методист", "name": "Иванова Анна Павловна", "purpose": "статистика"}


@pytest.fixture
def contact(organisation, methodist) -> OrganisationContact:
    return actions.create_contact(organisation, PERSON, methodist)


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        ("librarian", True),
        ("methodist", True),
        ("head", True),
        ("neighbour", False),
        ("admin", False),
        (None, False),
    ],
)
def test_people_are_seen_by_their_organisation_and_the_department(
    client_of, contact, organisation, person, sees, request
):
    user = request.getfixturevalue(person) if person else None
    page = client_of(user).get(organisation.get_absolute_url()).content.decode()
    assert ("Иванова Анна Павловна" in page) is sees
    looks = PersonalDataAccess.objects.filter(what__contains="Контактные лица")
    assert looks.exists() is sees


@pytest.mark.parametrize("is_public", [True, False])
def test_director_is_seen_by_strangers_only_when_marked_public(
    client, client_of, organisation, neighbour, is_public
):
    Organisation.objects.filter(pk=organisation.pk).update(
        director_name="Петрова Б. Б.", is_director_public=is_public
    )
    page = client.get(organisation.get_absolute_url()).text.replace(NO_BREAK, " ")
    assert ("Петрова Б. Б." in page) is is_public
    url = reverse("api:organisation-detail", args=[organisation.pk])
    told = client_of(neighbour).get(url).json()["director_name"]
    assert told == ("Петрова Б. Б." if is_public else "")
    export = client.get(reverse("libraries:organisation-export")).content
    assert "Петрова".encode() not in export


def test_administrator_reads_no_director_in_the_history(client_of, organisation, methodist, admin):
    told = {"director_name": "Тайная Т. Т.", "director_post": "исполняющая", "address": "ул. Новая"}
    actions.change_organisation(organisation.pk, told, version=organisation.version, by=methodist)
    for person, sees in ((methodist, True), (admin, False)):
        page = client_of(person).get(organisation.get_absolute_url()).text
        page = page.replace(NO_BREAK, " ")
        assert ("Тайная Т. Т." in page, "исполняющая" in page) == (sees, sees)
        assert page.count("ул. Новая") == 2


def test_removed_person_leaves_no_data_behind(client_of, methodist, contact):
    client_of(methodist).post(reverse("libraries:contact-remove", args=[contact.pk]))
    assert not OrganisationContact.objects.exists()
    assert not OrganisationContact.history.exists()


def test_page_with_many_people_asks_the_same_few_questions(client_of, methodist, organisation):
    def add() -> None:
        actions.create_contact(organisation, PERSON, methodist)

    url = organisation.get_absolute_url()
    assert_same_queries(client_of(methodist), url, add, at_most=12)


def test_list_of_organisations_can_be_kept_as_a_file(client, organisation):
    OrganisationFactory()
    answer = client.get(reverse("libraries:organisation-export"))
    assert answer.headers["Content-Type"].endswith("sheet")
