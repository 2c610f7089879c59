import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from rest_framework.throttling import UserRateThrottle

from libraries import actions
from libraries.actions.network_checks import Order
from libraries.models import Library, Passport, Population
from tests.factories import LibraryFactory, UserFactory
from tests.libraries.model_cast import make_application, make_model_library, make_monitoring
from tests.queries import assert_same_queries


def test_libraries_are_searched_and_filtered_as_on_the_page(
    client_of, methodist, library, foreign_library
):
    client = client_of(methodist)
    answer = client.get(reverse("api:library-list"), {"q": "ЗЕЛЕНАЯ"}).json()
    assert answer["count"] == 1
    [found] = answer["results"]
    assert found["code"] == library.code
    assert found["organisation"]["name"] == "МБУК «Берёзовская ЦБС»"
    assert "version" not in found


def test_closed_library_is_left_out_of_the_list_and_found_by_number(client_of, head, library):
    Library.objects.filter(pk=library.pk).update(closed_on="2020-01-01")
    client = client_of(head)
    assert client.get(reverse("api:library-list")).json()["count"] == 0
    assert client.get(reverse("api:library-list"), {"state": "all"}).json()["count"] == 1
    url = reverse("api:library-detail", args=[library.pk])
    assert client.get(url).json()["closed_on"] == "2020-01-01"


def test_wrong_filter_is_refused_and_not_passed_over(client_of, head, library):
    assert client_of(head).get(reverse("api:library-list"), {"kind": "x"}).status_code == 400


def test_territory_tells_its_inhabitants(client_of, methodist, region):
    Population.objects.create(territory=region, year=2025, number=1000)
    url = reverse("api:territory-detail", args=[region.pk])
    assert client_of(methodist).get(url).json()["populations"] == [{"year": 2025, "number": 1000}]


@pytest.mark.parametrize(
    "name", ["library-list", "organisation-list", "territory-list", "passport-list"]
)
def test_lists_ask_the_same_few_questions_for_any_number(client_of, methodist, name):
    url = reverse(f"api:{name}")
    assert_same_queries(client_of(methodist), url, LibraryFactory, at_most=6)


def test_a_change_of_the_network_is_told_in_words_and_fields(client_of, head, library):
    order = Order(datetime.date(2024, 3, 1), "45")
    actions.rename_library(library.pk, {"name": "Ольховая"}, order, version=1, by=head)
    url = reverse("api:networkchange-list")
    client = client_of(head)
    (told,) = client.get(url, {"kind": "renamed"}).json()["results"]
    assert told["words"].endswith("переименована: «Зелёная сельская библиотека» → «Ольховая»")
    assert (told["parts"][0]["library"], told["order"]) == (library.pk, "№ 45")
    assert told["parts"][0]["changes"][0]["became"] == "Ольховая"
    assert client.get(url, {"year": 2023}).json()["count"] == 0
    assert_same_queries(client, url, _close_another, at_most=6)


def _close_another() -> None:
    library, head = LibraryFactory(), UserFactory(role="head")
    order = Order(datetime.date(2024, 3, 1))
    actions.close_library(library.pk, None, order, version=1, by=head)


def test_visits_to_a_model_library_are_for_its_own_people(client_of, librarian, neighbour, head):
    library = make_model_library(organisation=librarian.organisation)
    make_application(library, "opened", contract_federal=5_000_000)
    make_monitoring(library, head)
    url = reverse("api:model-library-detail", args=[library.pk])
    told = client_of(librarian).get(url).json()
    assert told["stories"][0]["money"][-1]["contract"] == "5000000.00"
    assert len(told["visits"]) == 1
    assert client_of(neighbour).get(url).json()["visits"] == []
    everyone = reverse("api:model-library-list")
    assert "visited_on" not in client_of(librarian).get(everyone).json()["results"][0]
    assert client_of(head).get(everyone).json()["results"][0]["visited_on"] is not None
    assert_same_queries(client_of(head), everyone, make_model_library, at_most=10)


def test_a_passport_tells_confirmed_facts_only(client_of, librarian, library):
    client = client_of(librarian)
    url = reverse("api:passport-detail", args=[library.pk])
    assert client.get(url).json()["facts"] is None
    Passport.objects.create(library=library, seats=20)
    assert client.get(url).json()["facts"]["seats"] == 20


def test_a_program_that_runs_wild_is_asked_to_wait(client_of, head, monkeypatch):
    monkeypatch.setattr(UserRateThrottle, "rate", "2/min", raising=False)
    client, url = client_of(head), reverse("api:territory-list")
    assert [client.get(url).status_code for _ in range(3)] == [200, 200, 429]


def test_password_in_a_header_opens_nothing(client, methodist):
    methodist.set_password("secret-words")
    methodist.save()
    headers = {"Authorization": "Basic bWV0aG9kaXN0OnNlY3JldC13b3Jkcw=="}
    assert client.get(reverse("api:library-list"), headers=headers).status_code == 403


def test_schema_describes_every_address_without_a_warning():
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    assert "/api/libraries/{id}/" in out.getvalue()
